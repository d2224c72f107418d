"""Deadlines through the turns that a ticket takes, against a clock that is moved."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.deadlines.jobs import watch_deadlines
from helpdesk.tickets.deadlines.queries import deadlines_of
from helpdesk.tickets.describing.service import set_type
from helpdesk.tickets.joining.service import merge, split
from helpdesk.tickets.queries import entries_of
from helpdesk.tickets.rules import Priority, TicketState, TicketType
from helpdesk.tickets.service import leave_in, prioritise, write_entry
from tests.conftest import Standing
from tests.make import make_agent, make_customer, make_ticket
from tests.tickets.deadlines.promised import promise

pytestmark = pytest.mark.usefixtures("app")
HOUR = timedelta(hours=1)


def at(hour: int, *, day: int = 2) -> datetime:
    """In the week from Monday, 2 March 2026, on which it is 10:00."""
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def test_another_policy_while_it_is_paused_holds_once_it_goes_on(
    session: Session, frozen: Standing
) -> None:
    quick = {"normal": {"resolution": 4 * 60}}
    promise(session, "Incidents", targets=quick, types=("incident",))
    promise(session)
    ticket, agent = make_ticket(session), make_agent(session)
    write_entry(session, ticket, "Which size is it?", agent=agent)
    leave_in(session, ticket, TicketState.PENDING_CUSTOMER, actor=SYSTEM)
    frozen.advance(HOUR)
    set_type(session, ticket, TicketType.INCIDENT, actor=SYSTEM)
    assert ticket.due_at is None
    frozen.advance(HOUR)
    write_entry(session, ticket, "The large one.", agent=None)
    (resolution,) = [each for each in deadlines_of(session, ticket) if each.metric == "resolution"]
    assert (resolution.due_at, resolution.held) == (at(16), 2 * 3600)


def test_a_priority_that_is_raised_after_the_warning_warns_once_more(
    session: Session, frozen: Standing
) -> None:
    promise(session, targets={"normal": {"resolution": 240}, "high": {"resolution": 236}})
    ticket = make_ticket(session)
    frozen.moment = at(13) + timedelta(minutes=31)
    watch_deadlines(0)
    (resolution,) = deadlines_of(session, ticket)
    session.refresh(resolution)
    assert resolution.warned_at == frozen.moment
    prioritise(session, ticket, Priority.HIGH, actor=SYSTEM)
    session.commit()
    (moved,) = deadlines_of(session, ticket)
    assert moved.warned_at is None
    frozen.advance(timedelta(minutes=26))
    watch_deadlines(0)
    session.refresh(resolution)
    assert resolution.missed_at == frozen.moment


def test_a_merged_ticket_owes_nothing_and_the_other_what_it_owed(
    session: Session, frozen: Standing
) -> None:
    promise(session)
    customer = make_customer(session)
    old, new = make_ticket(session, customer), make_ticket(session, customer)
    due_at = new.due_at
    frozen.advance(HOUR)
    merge(session, old, new, actor=SYSTEM)
    assert (old.due_at, new.due_at) == (None, due_at)
    frozen.advance(100 * HOUR)
    watch_deadlines(0)
    assert [each.missed_at for each in deadlines_of(session, old)] == [None, None]


def test_what_is_split_off_is_owed_its_own_answer_from_then_on(
    session: Session, frozen: Standing
) -> None:
    promise(session)
    ticket = make_ticket(session)
    due_at = ticket.due_at
    frozen.advance(HOUR)
    (entry,) = entries_of(session, ticket)
    new = split(session, ticket, entry.id, "Another thing", actor=SYSTEM)
    assert (ticket.due_at, new.due_at) == (due_at, at(13))


def test_nothing_but_words_of_an_agent_is_a_response(session: Session, frozen: Standing) -> None:
    promise(session)
    ticket, agent = make_ticket(session), make_agent(session)
    write_entry(session, ticket, "Look here, @bob.", agent=agent, note=True)
    write_entry(session, ticket, "Hello?", agent=None)
    leave_in(session, ticket, TicketState.ON_HOLD, actor=SYSTEM)
    (first, _) = deadlines_of(session, ticket)
    assert (first.metric, first.ended_at) == ("first_response", None)
    assert ticket.due_at == at(12)
