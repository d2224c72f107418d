"""The two models that tests share: made once, and anew when what makes them has changed."""

import hashlib
import shutil
from pathlib import Path

from filelock import FileLock

from helpdesk.launch import exports
from tests.environment import settings_in

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".heed-test"
SETTINGS = settings_in(HOME)
# The bot's inputs are in the name of its model; these decide what the sentence model becomes.
EXPORTED_BY = (
    ROOT / "knowledge_base" / "embedding" / "export.py",
    ROOT / "knowledge_base" / "embedding" / "embedder.py",
    ROOT / "requirements" / "app.txt",
)


def sentence_model() -> Path:
    """The folder of the exported sentence model."""
    with _alone():
        digest = hashlib.sha256(b"".join(file.read_bytes() for file in EXPORTED_BY)).hexdigest()
        made_by = HOME / "models" / "embedding" / "made-by"
        if not made_by.exists() or made_by.read_text() != digest:
            shutil.rmtree(SETTINGS.embedding_folder, ignore_errors=True)
        folder = exports.ensure_embedding(SETTINGS, _quietly)
        made_by.write_text(digest)
    return folder


def trained_bot() -> Path:
    """The model of the bot, trained as `make run` trains it."""
    sentence_model()
    with _alone():
        return exports.ensure_bot(SETTINGS, _quietly)


def _alone() -> FileLock:
    """One process of the tests makes models; the others wait and find them."""
    HOME.mkdir(parents=True, exist_ok=True)
    return FileLock(HOME / "models.lock")


def _quietly(_step: str) -> None:
    """Nobody watches a test's progress."""
