"""The two models a start needs: the exported embedding model and the trained bot."""

import hashlib
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from helpdesk.launch.faults import LaunchFault
from helpdesk.platform.config import Settings, environment_without_settings

ROOT = Path(__file__).resolve().parents[2]
RASA = ROOT / ".venv-rasa" / "bin" / "rasa"
KEPT_MODELS = 3
WORD_EVERY = 10.0
Progress = Callable[[str], None]


def ensure_embedding(settings: Settings, progress: Progress) -> Path:
    """Export the embedding model unless it was exported before."""
    folder = settings.embedding_folder
    if not (folder / "recipe.json").exists():
        from knowledge_base.embedding.embedder import ModelError
        from knowledge_base.embedding.export import export

        try:
            export(settings.embedding_model, folder, progress)
        except ModelError as error:
            raise LaunchFault(str(error)) from error
    return folder


def ensure_bot(settings: Settings, progress: Progress) -> Path:
    """Train the bot unless a model of exactly these inputs exists."""
    if not RASA.exists():
        raise LaunchFault("Rasa's environment is missing. Run `make setup`, which installs it.")
    model = bot_model(settings)
    if not model.exists():
        progress("its inputs changed, so it is trained now (about a minute)")
        _train(settings, model, progress)
        _forget_old(model.parent)
    return model


def bot_model(settings: Settings) -> Path:
    """Where the model of exactly these inputs lies, trained or not."""
    return settings.home / "models" / "rasa" / f"{inputs_hash(settings)}.tar.gz"


def inputs_hash(settings: Settings) -> str:
    """A digest of everything that makes the bot what it is: its files and the sentence model."""
    digest = hashlib.sha256()
    for file in bot_inputs(settings):
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def bot_inputs(settings: Settings) -> Iterator[Path]:
    """The files that the trained model depends on, in a fixed order."""
    yield ROOT / "config.yml"
    yield ROOT / "domain.yml"
    yield from sorted((ROOT / "bot" / "data").rglob("*.yml"))
    yield from sorted((ROOT / "bot" / "nlu_components").rglob("*.py"))
    yield from sorted((ROOT / "bot" / "languages").glob("glossary.*"))
    yield ROOT / "requirements" / "rasa.txt"
    yield settings.embedding_folder / "model.onnx"


def rasa_environment(settings: Settings) -> dict[str, str]:
    """What every Rasa process needs: its code, its sentence model, and silence to outside."""
    return environment_without_settings(
        {
            "RASA_TELEMETRY_ENABLED": "false",
            "HEED_EMBEDDING_FOLDER": str(settings.embedding_folder),
            "PYTHONPATH": str(ROOT),
            "TF_CPP_MIN_LOG_LEVEL": "2",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            "LOG_LEVEL": "INFO",  # at DEBUG Rasa writes down what customers say
        }
    )


def _train(settings: Settings, model: Path, progress: Progress) -> None:
    model.parent.mkdir(parents=True, exist_ok=True)
    log = settings.home / "logs" / "training.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [
        str(RASA), "train", "--data", "bot/data", "--out", str(model.parent),
        "--fixed-model-name", model.name.removesuffix(".tar.gz"),
    ]  # fmt: skip
    started = time.monotonic()
    with log.open("w") as output:
        environment = rasa_environment(settings)
        training = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=output
        )
        while _goes_on(training):
            progress(f"training for {time.monotonic() - started:.0f} s")
    if training.returncode or not model.exists():
        raise LaunchFault(f"The bot could not be trained. Read {log} for the reason.")
    progress(f"trained in {time.monotonic() - started:.0f} s")


def _goes_on(training: "subprocess.Popen[bytes]") -> bool:
    """Wait a little; nothing of it is left behind when somebody loses patience."""
    try:
        training.wait(timeout=WORD_EVERY)
    except subprocess.TimeoutExpired:
        return True
    except BaseException:
        training.kill()
        raise
    return False


def _forget_old(folder: Path) -> None:
    models = sorted(folder.glob("*.tar.gz"), key=lambda file: file.stat().st_mtime)
    for old in models[:-KEPT_MODELS]:
        old.unlink()
