"""One running process of the desk, with everything that it starts itself."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path

from helpdesk import bound
from helpdesk.launch.exports import ROOT

LARGEST_LOG = 10 * 2**20
OLDER_LOGS = 5


@dataclass(frozen=True)
class Process:
    """A name, a command, its environment, and the signal it gets when `heed up` is killed."""

    name: str
    command: list[str]
    environment: dict[str, str]
    last_signal: signal.Signals = signal.SIGKILL


class Child:
    """A process in a group of its own, so that nothing of it is left when it ends.

    Start it from the main thread: it lives as long as the thread that started it.
    """

    def __init__(self, process: Process, log: logging.Logger) -> None:
        self._popen = subprocess.Popen(
            [sys.executable, "-IS", bound.__file__, str(os.getpid()), str(int(process.last_signal))]
            + process.command,
            cwd=ROOT,
            env=process.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        keeping = (process.name, self._popen.stdout, log)
        threading.Thread(target=_keep_words, args=keeping, daemon=True).start()

    @property
    def pid(self) -> int:
        """The process, and its group."""
        return self._popen.pid

    def has_ended(self) -> bool:
        """Is it gone? What it started is then ended too."""
        if self._popen.poll() is None:
            return False
        self._signal(signal.SIGKILL)
        return True

    def kill(self) -> None:
        """End it at once, however deaf it is."""
        self._signal(signal.SIGKILL)
        self._popen.wait()

    def ask_to_end(self) -> None:
        """It may finish what it does."""
        self._signal(signal.SIGTERM)

    def end_by(self, deadline: float) -> None:
        """Wait until then for an end, and kill what is left."""
        with suppress(subprocess.TimeoutExpired):
            self._popen.wait(max(deadline - time.monotonic(), 0))
        self.kill()

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError, PermissionError):  # macOS refuses a group of the dead
            os.killpg(self.pid, number)


def _keep_words(name: str, words: Iterable[str], log: logging.Logger) -> None:
    for line in words:
        log.info("%-8s | %s", name, line.rstrip())


def log_to(file: Path) -> logging.Logger:
    """What the children say, with the time; the file makes room when it is full."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        file, maxBytes=LARGEST_LOG, backupCount=OLDER_LOGS, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S"))
    logger = logging.Logger("children")  # noqa: LOG001 - apart from this process's own logging
    logger.addHandler(handler)
    return logger
