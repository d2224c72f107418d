"""Parts die, fall silent, and lose their supervisor: each is started again, and none is left."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from helpdesk.launch.faults import LaunchFault
from helpdesk.launch.supervision.leftovers import end_leftovers
from helpdesk.platform.health import Supervision, read_supervision, write_supervision
from tests.stack import ROOT
from tests.waiting import until

SLEEPS = "sleep 1000"
STARTS_ANOTHER = "sh -c 'sleep 1001 & wait'"
DEAF = """sh -c 'trap "" TERM; while :; do sleep 1; done'"""
Start = Callable[..., psutil.Process]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """A supervisor of these parts on the test's own home, in a process of its own."""
    begun: list[psutil.Process] = []

    def supervise(**parts: str) -> psutil.Process:
        words = [f"{name}={command}" for name, command in parts.items()]
        with (tmp_path / "said").open("wb") as said:
            process = psutil.Popen(
                [sys.executable, "-m", "tests.launch.supervised", str(tmp_path), *words],
                cwd=ROOT, stdout=said,
            )  # fmt: skip
        begun.append(process)
        running = len(parts) - list(parts.values()).count("false")
        until(lambda: len(process.children()) >= running, what="the parts to start")
        return process

    yield supervise
    for process in begun:
        if process.is_running():
            for one in (*process.children(recursive=True), process):
                one.kill()
        process.wait()


def part(supervisor: psutil.Process, words: str) -> psutil.Process:
    """The part that runs with these words."""

    def found() -> psutil.Process | None:
        lives = (child for child in supervisor.children() if words in " ".join(child.cmdline()))
        return next(lives, None)

    return until(found, what=f"{words} to run")


def said(home: Path, words: str) -> str:
    def so_far() -> str | None:
        text = (home / "said").read_text()
        return text if words in text else None

    return until(so_far, what=f"{words!r} at the terminal")


def is_gone(process: psutil.Process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def test_a_part_that_dies_is_started_again_while_the_others_go_on(
    start: Start, tmp_path: Path
) -> None:
    supervisor = start(web="sleep 1002", rasa=SLEEPS)
    web, rasa = part(supervisor, "1002"), part(supervisor, SLEEPS)
    rasa.kill()
    said(tmp_path, "Processes: rasa died and is started again in 0 s")
    said(tmp_path, "Processes: rasa answers again")
    assert part(supervisor, SLEEPS).pid != rasa.pid
    assert part(supervisor, "1002").pid == web.pid
    assert read_supervision(tmp_path) == Supervision()


def test_a_part_that_dies_five_times_is_given_up_and_the_others_go_on(
    start: Start, tmp_path: Path
) -> None:
    supervisor = start(web=SLEEPS, actions="false")
    web = part(supervisor, SLEEPS)
    said(tmp_path, "Processes: actions died 5 times within a minute: given up")
    until(lambda: read_supervision(tmp_path).given_up, what="the others to be told")
    assert read_supervision(tmp_path) == Supervision(given_up=("actions",))
    assert part(supervisor, SLEEPS).pid == web.pid
    assert (tmp_path / "said").read_text().count("actions died and is started again") == 4


def test_a_part_that_no_longer_answers_is_started_again(start: Start, tmp_path: Path) -> None:
    supervisor = start(web=SLEEPS)
    hung = part(supervisor, SLEEPS)
    until((tmp_path / "web.answered").exists, what="the first answer")
    hung.suspend()
    (tmp_path / "web.silent").touch()
    said(tmp_path, "Processes: web did not answer any more and is started again")
    (tmp_path / "web.silent").unlink()
    said(tmp_path, "Processes: web answers again")
    assert is_gone(hung)


def test_a_part_that_only_starts_is_waited_for(start: Start, tmp_path: Path) -> None:
    (tmp_path / "rasa.silent").touch()
    supervisor = start(rasa=SLEEPS, web="sleep 0.8")
    rasa = part(supervisor, SLEEPS)
    said(tmp_path, "web died")  # longer than a part that has answered may be silent
    assert part(supervisor, SLEEPS).pid == rasa.pid


def test_what_a_part_started_ends_with_it(start: Start, tmp_path: Path) -> None:
    supervisor = start(web=STARTS_ANOTHER)
    web = part(supervisor, "sh -c")
    (grandchild,) = until(web.children, what="the part's own child")
    web.kill()
    until(lambda: is_gone(grandchild), what="it to end too")


def test_a_killed_supervisor_leaves_no_child_and_its_word_counts_no_more(
    start: Start, tmp_path: Path
) -> None:
    supervisor = start(web=SLEEPS, worker=DEAF, actions="false")
    until(lambda: read_supervision(tmp_path).given_up, what="the word to be written")
    children = supervisor.children()
    supervisor.kill()
    supervisor.wait()
    until(lambda: all(is_gone(child) for child in children), what="the children to end")
    assert read_supervision(tmp_path) == Supervision()
    end_leftovers(tmp_path)
    assert not (tmp_path / "supervisor.json").exists()


def test_a_desk_that_is_asked_to_end_ends_even_a_deaf_part(start: Start, tmp_path: Path) -> None:
    supervisor = start(web=SLEEPS, worker=DEAF)
    children = [part(supervisor, SLEEPS), part(supervisor, "trap")]
    for _ in range(50):  # as a person in a hurry
        supervisor.terminate()
    assert supervisor.wait(timeout=10) == 0
    assert all(is_gone(child) for child in children)
    assert not (tmp_path / "supervisor.json").exists()


def test_what_parts_say_is_kept_with_their_name(start: Start, tmp_path: Path) -> None:
    start(web="sh -c 'echo not in so many words >&2; sleep 1003'")
    log = tmp_path / "logs" / "heed.log"
    kept = until(log.read_text, what="words in the log")
    assert kept.endswith(" web      | not in so many words\n")


def test_a_second_start_on_the_same_home_is_refused(start: Start, tmp_path: Path) -> None:
    supervisor = start(web=SLEEPS)
    until((tmp_path / "supervisor.json").exists, what="the record")
    with pytest.raises(LaunchFault, match=f"runs already, as process {supervisor.pid}"):
        end_leftovers(tmp_path)


def test_children_that_outlived_their_supervisor_are_ended_by_the_next_start(
    tmp_path: Path,
) -> None:
    """As on systems where a child does not end with its parent."""
    script = (
        "import pathlib, subprocess, sys; from helpdesk.platform.health import *;"
        "null = subprocess.DEVNULL;"
        "quiet = {'start_new_session': True, 'stdout': null, 'stderr': null};"
        "left = subprocess.Popen(['sleep', '1004'], **quiet);"
        "write_supervision(pathlib.Path(sys.argv[1]), Supervision(), [left.pid]);"
        "print(left.pid)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    left = psutil.Process(int(ran.stdout))
    assert not is_gone(left)
    end_leftovers(tmp_path)
    assert is_gone(left)


def test_a_number_that_was_given_again_is_not_the_process_of_before(tmp_path: Path) -> None:
    other = psutil.Popen(["sleep", "1005"])
    write_supervision(tmp_path, Supervision(given_up=("rasa",)), [other.pid])
    record = tmp_path / "supervisor.json"
    record.write_text(record.read_text().replace(f"{other.create_time()}", "17.5"))
    record.write_text(record.read_text().replace(f"{psutil.Process().create_time()}", "17.5"))
    assert read_supervision(tmp_path) == Supervision()
    end_leftovers(tmp_path)
    assert other.is_running()
    other.kill()
    other.wait()
