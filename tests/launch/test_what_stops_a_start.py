"""Each thing that stops a start ends in one sentence that says what to do."""

import errno
import os
import shutil
import socket
import sys
from collections import namedtuple
from pathlib import Path

import psycopg
import pytest

from helpdesk.launch import exports, faults, postgres, prepare
from helpdesk.launch.ports import free_port
from helpdesk.migrations import roles
from helpdesk.platform.config import OWNER_URL, Settings
from tests.command_line import Heed

Usage = namedtuple("Usage", "total used free")


def sentence(heed: Heed, *words: str) -> str:
    """The one line on which the command failed."""
    done = heed(*words)
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: ")
    assert len(done.stderr.splitlines()) == 1
    return done.stderr


def test_a_busy_port_is_named_with_its_variable(
    heed: Heed, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setenv("HEED_PORT", str(port))
        said = sentence(heed, "up")
    assert f"Port {port} is in use" in said
    assert f"HEED_PORT={port + 1}" in said


def test_every_malformed_setting_is_listed_at_once(
    heed: Heed, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"HEED_PORT": "x", "HEED_DEMO": "y", "DATABASE_URL": "heed.db"}.items():
        monkeypatch.setenv(name, value)
    done = heed("up")
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 3
    for name in ("HEED_PORT", "HEED_DEMO", "DATABASE_URL"):
        assert name in done.stderr


@pytest.mark.parametrize("words", [("up",), ("prepare",), ("kb", "search", "x"), ("demo",)])
def test_a_database_that_does_not_answer_is_said(
    heed: Heed, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://u:p@127.0.0.1:{free_port()}/heed")
    assert "The database of DATABASE_URL does not answer" in sentence(heed, *words)


@pytest.mark.parametrize(
    "url", ["postgresql://u@host:notaport/db", "postgresql://[half/db", "postgresql://u@h:99999/d"]
)
def test_an_address_that_no_database_can_have_is_said(
    heed: Heed, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert "DATABASE_URL must look like postgresql://" in sentence(heed, "up")


def test_a_database_that_refuses_the_tables_says_why(
    desk: Heed, committing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A user who may only read, on a database that was never migrated."""
    with psycopg.connect(os.environ[OWNER_URL], autocommit=True) as connection:
        connection.execute("drop schema public cascade")
        connection.execute("drop role if exists reader")
        connection.execute("create role reader login")
    monkeypatch.delenv(OWNER_URL)
    monkeypatch.setenv("DATABASE_URL", roles.as_role(committing, "reader"))
    said = sentence(desk, "kb", "search", "x")
    assert "The database refused" in said
    assert "no schema has been selected to create in" in said


def test_a_missing_rasa_is_said(
    desk_settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(exports, "RASA", tmp_path / "nowhere")
    with pytest.raises(faults.LaunchFault, match="Run `make setup`"):
        exports.ensure_bot(desk_settings, print)


def test_too_little_room_stops_before_anything_is_written(
    heed: Heed, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: Usage(2**40, 2**40, 20 * 2**20))
    said = sentence(heed, "up")
    assert "has 20 MB left, and Heed needs 500" in said
    assert not (home / "postgres").exists()


def test_a_disk_that_fills_up_meanwhile_is_said(
    desk: Heed, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(exports, "ensure_embedding", full)
    said = sentence(desk, "prepare")
    assert f"The disk that holds {home} is full" in said


def test_a_folder_that_may_not_be_written_is_said(
    heed: Heed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("HEED_HOME", str(tmp_path / "file"))
    assert "Check that this user may read and write" in sentence(heed, "up")


def test_the_embedded_database_that_cannot_start_names_its_log(heed: Heed, home: Path) -> None:
    (home / "postgres").write_text("a file where a folder belongs")
    said = sentence(heed, "kb", "search", "x")
    assert "The embedded PostgreSQL did not start" in said


def test_a_preparation_that_failed_has_already_said_why(
    desk: Heed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "false")
    assert "The desk was not started." in sentence(desk, "up")


def test_progress_is_said_every_so_often_and_at_the_end() -> None:
    said: list[str] = []
    count = prepare.counter("Articles", said.append)
    for done in range(1, 61):
        count(done, 60)
    assert said == ["Articles: 25 of 60", "Articles: 50 of 60", "Articles: 60 of 60"]


TRACKERS = {
    "postgresql://ann:s%40fe@db.example:6432/desk": ("db.example", "6432", "ann", "s@fe", "desk"),
    "postgresql://postgres:@/postgres?host=/tmp/a%20b": (
        "/tmp/a b", "5432", "postgres", "", "postgres"
    ),
    "postgres://db.example": ("db.example", "5432", "postgres", "", "postgres"),
}  # fmt: skip


@pytest.mark.parametrize("url", TRACKERS)
def test_rasas_tracker_gets_the_same_database(url: str) -> None:
    found = postgres.tracker_environment(url)
    assert found.pop("POSTGRESQL_SCHEMA") == "rasa"
    pieces = ("HOST", "PORT", "USER", "PASSWORD", "DB")
    assert tuple(found[f"HEED_TRACKER_{piece}"] for piece in pieces) == TRACKERS[url]
