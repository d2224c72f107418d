"""Somebody with the application's connection, or the owner's, tries to change what happened."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from helpdesk.conversations.service.floor import resolve
from helpdesk.conversations.service.ratings import rate_conversation
from helpdesk.migrations import roles
from helpdesk.platform import audit
from helpdesk.platform.audit import Actor, AuditEvent, Change
from helpdesk.platform.erasure import permit
from helpdesk.settings.sections import Company
from helpdesk.settings.service import Edit, change_section
from helpdesk.tickets.service import write_entry
from tests.conftest import Server
from tests.make import (
    make_article,
    make_bot_answer,
    make_complaint,
    make_conversation,
    make_feedback,
    make_ticket,
)
from tests.stack import Stack

REFUSED = r"permission denied|keeps every row|is written once|must be owner|stays replaced"
EVIDENCE = sorted(roles.NEVER_DELETED)


@pytest.fixture
def evidence(session: Session) -> Session:
    """One row at least in every table of evidence."""
    make_article(session)
    conversation, _ = make_conversation(session)
    make_bot_answer(session, conversation)
    resolve(session, conversation.id, actor=Actor.agent(1))
    rate_conversation(session, conversation.id, score=1, comment="Slow")
    make_complaint(session)
    make_feedback(session)
    write_entry(session, make_ticket(session), "It broke again.", agent=None)
    change_section(session, Company, {"name": "Fern & Hill"}, Edit(Actor.agent(1), seen=0))
    session.commit()
    return session


@pytest.fixture
def as_owner(server: Server) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """The owner's connection to a database of its own: no right is missing, so triggers decide."""
    with server.database() as url, psycopg.connect(url) as connection:
        yield connection


@pytest.mark.parametrize("table", EVIDENCE)
@pytest.mark.parametrize("words", ["truncate {} cascade", "delete from {}"])
def test_the_application_empties_no_table_of_evidence(
    evidence: Session, table: str, words: str
) -> None:
    with pytest.raises(DBAPIError, match=REFUSED):
        evidence.execute(text(words.format(table)))


@pytest.mark.parametrize("table", EVIDENCE)
def test_not_even_the_owner_empties_one(
    as_owner: psycopg.Connection[tuple[object, ...]], table: str
) -> None:
    with pytest.raises(psycopg.errors.RaiseException, match="keeps every row"):
        as_owner.execute(f"truncate {table} cascade".encode())


@pytest.mark.parametrize(
    "statement",
    [
        "alter table audit_event disable trigger all",
        "drop trigger append_only on audit_event",
        "create or replace function refuse_change() returns trigger language plpgsql as "
        "'begin return new; end'",
        "drop table audit_event",
        "set session_replication_role = replica",
        "create role accomplice superuser",
        "update alembic_version set version_num = '0001'",
    ],
)
def test_the_application_cannot_take_the_guards_away(session: Session, statement: str) -> None:
    with pytest.raises(DBAPIError, match=REFUSED):
        session.execute(text(statement))


@pytest.mark.parametrize(
    "change",
    [
        'after = \'{"floor": "agent"}\'',
        "before = '{}'",
        "reason = 'He agreed.'",
        "actor = 'agent:9', reason = null",
        "at = now(), reason = '[erased]'",
    ],
)
def test_the_switch_for_erasing_forges_no_entry(session: Session, change: str) -> None:
    audit.record(
        session, Actor.agent(3), Change("ticket", 7, "moved", {"state": "new"}, reason="So")
    )
    session.flush()
    permit(session)
    with pytest.raises(DBAPIError, match=REFUSED):
        session.execute(text(f"update audit_event set {change}"))  # noqa: S608


def test_the_owner_forges_none_with_it_either(
    as_owner: psycopg.Connection[tuple[object, ...]],
) -> None:
    as_owner.execute("set heed.erasing = 'on'")
    as_owner.execute(
        "insert into audit_event (at, actor, action, subject_type, subject_id, reason) "
        "values (now(), 'agent:3', 'moved', 'ticket', '7', 'So')"
    )
    with pytest.raises(psycopg.errors.RaiseException, match="keeps every row"):
        as_owner.execute("update audit_event set reason = 'He agreed.'")


def test_the_switch_for_erasing_blanks_words_and_nothing_else(session: Session) -> None:
    audit.record(
        session, Actor.agent(3), Change("ticket", 7, "moved", {"state": "new"}, reason="So")
    )
    session.flush()
    permit(session)
    audit.blank(session, "ticket", [7], actions=["moved"])
    session.expire_all()
    event, erasure = session.scalars(select(AuditEvent).order_by(AuditEvent.id))
    assert (event.actor, event.before, event.reason) == ("agent:3", None, None)
    assert (erasure.action, erasure.after) == ("words erased", {"events": [event.id]})


@pytest.mark.parametrize(
    "statement",
    [
        "update ticket_entry set text = 'I never wrote that.'",
        "update ticket_entry set note = not note",
        "update ticket_entry set created_at = now() - interval '1 year'",
        "update ticket_entry set ticket_id = ticket_id + 1",
        "update feedback set number = 'F-2020-000001'",
        "update feedback set score = 5",
        "update feedback set received_at = received_at - interval '1 day'",
        "update feedback set recorded_at = received_at - interval '1 day'",
        "update feedback set recorded_by = 'agent:9'",
        "update feedback_triage set decision = 'no_action'",
        "update feedback_triage set decided_by = 'agent:9'",
        "update feedback_triage set reason = 'He agreed.'",
        "update conversation_rating set score = 5",
    ],
)
def test_what_was_written_on_a_ticket_and_decided_on_feedback_stays(
    evidence: Session, statement: str
) -> None:
    with pytest.raises(DBAPIError, match="is written once"):
        evidence.execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "update conversation_rating set comment = 'Quick'",
        "update conversation_rating set comment = null",
        "update feedback set verbatim = 'Quick'",
    ],
)
def test_words_on_a_rating_are_added_to_and_never_changed(
    evidence: Session, statement: str
) -> None:
    with pytest.raises(DBAPIError, match="is only added to"):
        evidence.execute(text(statement))


def test_a_decision_that_was_replaced_does_not_come_back(evidence: Session) -> None:
    evidence.execute(text("update feedback_triage set current = false"))
    with pytest.raises(DBAPIError, match="stays replaced"):
        evidence.execute(text("update feedback_triage set current = true"))


def test_the_desk_signs_in_as_a_role_that_owns_no_record(session: Session) -> None:
    owned = session.scalars(
        text("select tablename from pg_tables where tableowner = current_user order by 1")
    )
    assert {name.split("_")[0] for name in owned} <= {"kb"}
    assert (
        session.scalar(text("select usesuper from pg_user where usename = current_user")) is False
    )


@pytest.mark.stack
def test_every_process_of_a_running_desk_signs_in_as_that_role(stack: Stack) -> None:
    # One that is only starting has no name yet, and has not signed in.
    signed_in = (
        "select distinct usename from pg_stat_activity where backend_type = 'client backend' "
        "and pid <> pg_backend_pid() and state is distinct from 'starting'"
    )
    with psycopg.connect(stack.database.owner) as connection:
        assert connection.execute(signed_in).fetchall() == [(roles.APPLICATION,)]
