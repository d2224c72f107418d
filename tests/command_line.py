"""A command line whose desk lies in a folder and a database of the test's own."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpdesk.cli import main
from helpdesk.launch import exports
from helpdesk.platform.config import OWNER_URL, Settings, settings_in_use
from tests.environment import settings_in

Heed = Callable[..., Result]


@pytest.fixture(autouse=True)
def _own_process() -> Iterator[None]:
    """What a process sets or reads once begins and ends with the test."""
    settings_in_use.cache_clear()
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """HEED_HOME with a sentence model that counts as exported."""
    folder = tmp_path / "home" / "models" / "embedding" / "all-MiniLM-L6-v2"
    folder.mkdir(parents=True)
    (folder / "recipe.json").write_text(json.dumps({"model": "fake", "dimension": 384}))
    (folder / "model.onnx").write_bytes(b"graph")
    return tmp_path / "home"


@pytest.fixture
def heed(monkeypatch: pytest.MonkeyPatch, home: Path) -> Heed:
    """Run `heed` with these words; nothing it says may be a traceback."""
    monkeypatch.setenv("HEED_HOME", str(home))

    def run(*words: str, answers: str = "") -> Result:
        done = CliRunner().invoke(main, list(words), input=answers)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        assert "Traceback" not in done.output
        return done

    return run


@pytest.fixture
def desk(committing: str, heed: Heed) -> Heed:
    """The command line of a desk with an empty database and the fake sentence model."""
    return heed


@pytest.fixture
def desk_settings(committing: str, home: Path) -> Settings:
    """The settings of that desk."""
    addresses = {"DATABASE_URL": committing, OWNER_URL: os.environ[OWNER_URL]}
    return settings_in(home, **addresses)


@pytest.fixture
def trainer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A stand-in for `rasa train` that writes a model and counts; the file it counts in."""
    counted = tmp_path / "trained"
    counted.touch()
    script = tmp_path / "rasa"
    script.write_text(
        "#!/bin/sh\n"
        f'echo "$7" >> {counted}\n'
        'echo model > "$5/$7.tar.gz"\n'
    )  # fmt: skip
    script.chmod(0o755)
    monkeypatch.setattr(exports, "RASA", script)
    return counted
