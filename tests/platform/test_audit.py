"""The audit trail: who did what, and nobody can take it back."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from helpdesk.platform import audit
from helpdesk.platform.audit import Actor, AuditEvent, Change
from tests.conftest import Standing
from tests.make import make_complaint, make_conversation, make_message


def test_a_change_is_kept_with_actor_moment_before_and_after(
    session: Session, frozen: Standing
) -> None:
    change = Change("ticket", 7, "moved", {"state": "new"}, {"state": "open"}, "Because")
    audit.record(session, Actor.agent(3), change)
    session.commit()
    event = session.scalars(select(AuditEvent)).one()
    assert (event.actor, event.at, event.subject_id) == ("agent:3", frozen.moment, "7")
    assert (event.before, event.after) == ({"state": "new"}, {"state": "open"})
    assert event.reason == "Because"


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_event set actor = 'somebody else'",
        "update audit_event set at = now()",
        "delete from audit_event",
        "update complaint_event set reason = 'x'",
        "delete from complaint_event",
        "delete from complaint",
    ],
)
def test_the_database_refuses_to_change_the_past(session: Session, statement: str) -> None:
    make_complaint(session)
    with pytest.raises(DBAPIError, match="keeps every row|permission denied"):
        session.execute(text(statement))


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("message", "text", "'other words'"),
        ("message", "author", "'agent'"),
        ("message", "created_at", "now() - interval '1 year'"),
        ("complaint", "what_happened", "'nothing much'"),
        ("complaint", "received_at", "now() - interval '1 year'"),
        ("complaint", "number", "'C-1999-000001'"),
    ],
)
def test_the_customers_words_are_written_once(
    session: Session, table: str, column: str, value: str
) -> None:
    make_message(session, make_conversation(session)[0])
    make_complaint(session)
    with pytest.raises(DBAPIError, match=f"{table}.{column} is written once"):
        session.execute(text(f"update {table} set {column} = {value}"))  # noqa: S608


def test_what_may_change_still_can(session: Session) -> None:
    make_message(session, make_conversation(session)[0])
    session.execute(text("update message set helpful = true"))
    assert session.scalar(text("select bool_and(helpful) from message")) is True


def test_undoing_the_work_undoes_its_trace(session: Session) -> None:
    audit.record(session, Actor.agent(3), Change("ticket", 7, "moved"))
    session.rollback()
    assert session.scalars(select(AuditEvent)).all() == []
