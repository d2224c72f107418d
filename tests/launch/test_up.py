"""`heed up` for real: it says where the desk is, answers, and leaves no process behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
import pytest

from helpdesk.launch.ports import free_port
from helpdesk.launch.private import open_to_others
from tests import models
from tests.environment import only
from tests.waiting import until

pytestmark = pytest.mark.stack
PATIENCE = 150.0


@dataclass
class Desk:
    """A desk that a person started, and what it printed so far."""

    process: "subprocess.Popen[bytes]"
    environment: dict[str, str]
    output: Path
    home: Path

    @property
    def said(self) -> str:
        return self.output.read_text()

    def wait_until_ready(self) -> None:
        def ready() -> bool:
            assert self.process.poll() is None, self.said
            return "Ctrl-C stops everything." in self.said

        until(ready, seconds=PATIENCE, what="the desk to be ready")

    def family(self) -> list[psutil.Process]:
        """Every process of this desk that lives, PostgreSQL included."""
        found = psutil.Process(self.process.pid).children(recursive=True)
        named = (p for p in psutil.process_iter() if str(self.home) in _words_of(p))
        return [p for p in {*found, *named} if _lives(p)]

    def heed(self, *words: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "helpdesk.cli", *words]
        return subprocess.run(
            command,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


def _words_of(process: psutil.Process) -> str:
    with suppress(psutil.Error):
        return " ".join(process.cmdline())
    return ""


def _lives(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """HEED_HOME for both starts, with the models that tests share.

    Not below pytest's own folder: a run beside this one takes that away from PostgreSQL's user.
    """
    folder = Path(tempfile.mkdtemp(prefix="heed-up-"))
    models.trained_bot()
    shutil.copytree(models.HOME / "models", folder / "models")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def started(home: Path) -> Iterator[Desk]:
    """`heed up` as at a terminal: a group of its own, which gets Ctrl-C as a whole."""
    with only({"HEED_HOME": str(home), "HEED_PORT": str(free_port())}):
        environment = dict(os.environ)
    output = home / "said.txt"
    with output.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "helpdesk.cli", "up"],
            env=environment,
            stdout=stream,
            stderr=stream,
            start_new_session=True,
        )
    desk = Desk(process, environment, output, home)
    try:
        yield desk
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=30)


def assert_nobody_left(family: list[psutil.Process]) -> None:
    until(
        lambda: not any(_lives(p) for p in family),
        seconds=15,
        what=f"{[_words_of(p)[:60] for p in family if _lives(p)]} to end",
    )


def test_a_desk_starts_answers_and_ends_with_ctrl_c_pressed_twice(home: Path) -> None:
    with started(home) as desk:
        desk.wait_until_ready()
        web = f"http://127.0.0.1:{desk.environment['HEED_PORT']}"
        for words in (f"{web}/console", f"{web}/help", f"{web}/demo", "mia@fernhill.example"):
            assert words in desk.said
        for part in ("Database", "Sentence model", "Demo help centre", "Bot", "Processes"):
            assert f"{part}: " in desk.said
        health = httpx.get(f"{web}/healthz", timeout=10)
        assert (health.status_code, health.json()["status"]) == (200, "ok")

        asked = desk.heed("ask", "--json", "how long do returns take")
        assert asked.returncode == 0, asked.stderr
        answer = json.loads(asked.stdout)
        assert answer["sources"][0]["title"]
        assert 0 < answer["confidence"] <= 1
        assert answer["answer"]

        found = desk.heed("kb", "search", "returns")
        assert "/help/" in found.stdout
        examined = desk.heed("doctor")
        assert examined.returncode == 0, examined.stdout
        assert "FAIL" not in examined.stdout
        assert list(open_to_others(home)) == []

        family = desk.family()
        names = " ".join(_words_of(process) for process in family)
        for part in ("gunicorn", "helpdesk.worker", "bot.action_server", "rasa run", "postgres"):
            assert part in names
        os.killpg(desk.process.pid, signal.SIGINT)
        os.killpg(desk.process.pid, signal.SIGINT)
        assert desk.process.wait(timeout=30) == 0
        assert "Traceback" not in desk.said
        assert_nobody_left(family)


def test_a_desk_whose_start_was_killed_is_taken_over_by_the_next_one(home: Path) -> None:
    """On the same home, after a process that used PostgreSQL was killed and never signed off."""
    killed = subprocess.Popen(["true"])
    killed.wait()
    (home / "postgres" / ".handle_pids.json").write_text(json.dumps([killed.pid]))
    with started(home) as desk:
        desk.wait_until_ready()
        assert "Demo help centre: loading" not in desk.said
        family = desk.family()
        desk.process.kill()
        desk.process.wait()
        assert_nobody_left(family)
    with started(home) as desk:
        desk.wait_until_ready()
        family = desk.family()
    assert_nobody_left(family)
