"""`heed up` as a person starts it: what it printed, and the processes that belong to it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from helpdesk.launch.ports import free_port
from tests import models
from tests.environment import only
from tests.waiting import until

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

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.environment['HEED_PORT']}"

    def is_healthy(self) -> bool:
        """Does every part answer?"""
        try:
            return httpx.get(f"{self.url}/healthz", timeout=10).is_success
        except httpx.HTTPError:
            return False

    def wait_until_ready(self) -> None:
        def ready() -> bool:
            assert self.process.poll() is None, self.said
            return "Ctrl-C stops everything." in self.said

        until(ready, seconds=PATIENCE, what="the desk to be ready")

    def family(self) -> list[psutil.Process]:
        """Every process of this desk that lives, PostgreSQL included."""
        found = psutil.Process(self.process.pid).children(recursive=True)
        named = (p for p in psutil.process_iter() if str(self.home) in words_of(p))
        return [p for p in {*found, *named} if lives(p)]

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


def words_of(process: psutil.Process) -> str:
    with suppress(psutil.Error):
        return " ".join(process.cmdline())
    return ""


def lives(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


@contextmanager
def home_with_models() -> Iterator[Path]:
    """HEED_HOME with the models that tests share.

    Not below pytest's own folder: a run beside this one takes that away from PostgreSQL's user.
    """
    folder = Path(tempfile.mkdtemp(prefix="heed-up-"))
    models.trained_bot()
    shutil.copytree(models.HOME / "models", folder / "models")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def started(home: Path, **variables: str) -> Iterator[Desk]:
    """`heed up` as at a terminal: a group of its own, which gets Ctrl-C as a whole."""
    own = {"HEED_HOME": str(home), "HEED_PORT": str(free_port()), "HEED_DEMO_DAYS": "0"}
    with only(own | variables):
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
