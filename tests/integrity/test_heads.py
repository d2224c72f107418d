"""The head leaves the database each day, and stands against whoever rebuilds the chain."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from helpdesk.integrity.jobs import export_trail_head
from helpdesk.integrity.rules import Kind
from helpdesk.integrity.service.heads import export_head, exported_heads, folder_in
from helpdesk.integrity.service.sealing import head, seal_all
from helpdesk.integrity.service.verifying import examine
from helpdesk.platform.audit import AuditEvent
from helpdesk.platform.config import Settings
from tests.conftest import Standing
from tests.integrity.conftest import unguarded
from tests.make import make_ticket


@pytest.fixture
def exported(owned: Session, home: Path, frozen: Standing) -> Session:
    """A desk with a ticket, whose head was exported and followed by more events."""
    make_ticket(owned)
    seal_all()
    assert export_head(owned, home)
    owned.commit()
    seal_all()
    return owned


def kinds(session: Session, home: Path) -> list[Kind]:
    return [finding.kind for finding in examine(session, home).findings]


def rebuild(session: Session, change: str) -> None:
    """Change the past and seal all of it anew, as an administrator could."""
    seals = "seq = null, key = null, words = null, prev_hash = null, hash = null"
    with unguarded(session):
        session.execute(text(change))
        session.execute(text(f"update audit_event set {seals}"))  # noqa: S608
    session.commit()
    seal_all()


def test_each_day_has_one_file_that_nobody_writes_again(
    exported: Session, home: Path, frozen: Standing
) -> None:
    assert export_head(exported, home) is None
    (file,) = folder_in(home).iterdir()
    assert (file.name, file.stat().st_mode & 0o777) == ("2026-03-02.json", 0o400)
    frozen.advance(timedelta(days=1))
    assert export_head(exported, home)
    (heads, unreadable) = exported_heads(home)
    assert ([head.day.day for head in heads], unreadable) == ([2, 3], [])
    last = head(exported)
    assert last
    assert (heads[1].seq, heads[1].hash) == (last.seq, last.hash)
    assert json.loads(file.read_text())["hash"] == heads[0].hash.hex()


def test_an_export_is_itself_on_the_record(exported: Session) -> None:
    event = exported.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event
    assert (event.action, (event.after or {})["day"]) == ("head exported", "2026-03-02")


def test_without_any_event_there_is_nothing_to_export(owned: Session, home: Path) -> None:
    assert export_head(owned, home) is None
    assert exported_heads(home) == ([], [])


def test_the_exported_head_holds(exported: Session, home: Path) -> None:
    assert kinds(exported, home) == []


def test_a_chain_that_was_rebuilt_as_a_whole_is_found(exported: Session, home: Path) -> None:
    rebuild(exported, "update audit_event set actor = 'agent:9' where seq = 1")
    assert kinds(exported, home) == [Kind.REBUILT]
    folder_in(home).rename(home / "elsewhere")
    assert kinds(exported, home) == [Kind.HEAD_LOST]


def test_an_end_that_was_cut_off_is_found(exported: Session, home: Path) -> None:
    with unguarded(exported):
        exported.execute(text("delete from audit_event"))
    assert Kind.SHORTENED in kinds(exported, home)


def test_a_file_that_was_spoilt_is_named(exported: Session, home: Path) -> None:
    (file,) = folder_in(home).iterdir()
    file.chmod(0o600)
    for words in ("{", "[]", '{"day": "2026-03-02", "seq": 1, "hash": "zz"}', "\0"):
        file.write_text(words)
        assert kinds(exported, home) == [Kind.HEAD_UNREADABLE, Kind.HEAD_LOST]


def test_the_worker_exports_once_a_day(owned: Session, settings: Settings) -> None:
    make_ticket(owned)
    seal_all()
    for _ in range(2):
        export_trail_head()
    owned.commit()
    exports = owned.scalars(select(AuditEvent).where(AuditEvent.action == "head exported")).all()
    assert len(exports) == 1
    (file,) = folder_in(settings.home).iterdir()
    file.unlink()
