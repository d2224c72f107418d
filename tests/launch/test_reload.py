"""`heed up --reload`: a part begins anew when its code changes, and ends with the desk."""

import os
import sys
from collections.abc import Iterator
from logging import getLogger
from pathlib import Path
from signal import SIGTERM

import psutil
import pytest

from helpdesk.launch.supervision import reloading
from helpdesk.launch.supervision.child import Child, Process
from tests.stack import ROOT
from tests.waiting import until

WRITES_ITS_NUMBER = "import os, sys, time; print(os.getpid(), file=open({!r}, 'a')); time.sleep(99)"


@pytest.fixture
def code(tmp_path: Path) -> Path:
    """The folder that the part is made of."""
    folder = tmp_path / "code"
    folder.mkdir()
    return folder


@pytest.fixture
def numbers(tmp_path: Path) -> Path:
    """Where the part writes its process's number at each start."""
    file = tmp_path / "numbers"
    file.touch()
    return file


@pytest.fixture
def child(code: Path, numbers: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Child]:
    """A worker that only sleeps, made of that folder."""
    monkeypatch.setitem(reloading.MADE_OF, "worker", (str(code),))
    command = [sys.executable, "-c", WRITES_ITS_NUMBER.format(str(numbers))]
    process = reloading.reloading(Process("worker", command, dict(os.environ)))
    child = Child(process, getLogger("test"))
    yield child
    child.kill()


def started(numbers: Path, *, times: int) -> list[int]:
    def so_far() -> list[int] | None:
        words = numbers.read_text().split()
        return [int(word) for word in words] if len(words) >= times else None

    return until(so_far, what=f"start {times}")


def test_a_changed_file_starts_the_part_again(child: Child, code: Path, numbers: Path) -> None:
    (first,) = started(numbers, times=1)

    def changed() -> bool:
        (code / "page.html").write_text("new words " * len(list(code.iterdir())))
        return len(numbers.read_text().split()) > 1

    until(changed, what="the change to be noticed")
    _first, second, *_ = started(numbers, times=2)
    assert second != first
    until(lambda: not psutil.pid_exists(first), what="the former one to end")


def test_nothing_is_left_of_the_part_when_it_is_asked_to_end(child: Child, numbers: Path) -> None:
    (running,) = started(numbers, times=1)
    child.ask_to_end()
    until(child.has_ended, what="the end")
    until(lambda: not psutil.pid_exists(running), what="the end of what it started")


def test_only_what_is_made_of_our_code_is_watched() -> None:
    rasa = Process("rasa", ["rasa", "run"], {})
    assert reloading.reloading(rasa) == rasa
    web = reloading.reloading(Process("web", ["gunicorn", "an app"], {"A": "1"}))
    assert web.command[-3:] == ["gunicorn 'an app'", "helpdesk", "knowledge_base"]
    assert (web.environment, web.last_signal) == ({"A": "1"}, SIGTERM)
    for folders in reloading.MADE_OF.values():
        assert all((ROOT / folder).is_dir() for folder in folders)
