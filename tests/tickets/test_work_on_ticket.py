"""Assigning, prioritising, answering and closing a ticket."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.feedback.models import Feedback
from helpdesk.platform.audit import SYSTEM, AuditEvent
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import AFTER_REPLY, Priority, TicketRefused, TicketState, way_to
from helpdesk.tickets.service import assign, change_state, leave_in, prioritise, write_entry
from helpdesk.wiring import connect_facts
from tests.make import make_agent, make_ticket

BY = SYSTEM


@pytest.fixture(autouse=True)
def _facts() -> None:
    connect_facts()


def moved(session: Session, ticket: Ticket, *states: str) -> Ticket:
    for state in states:
        change_state(session, ticket, TicketState(state), actor=BY)
    session.flush()
    return ticket


def trail(session: Session, action: str) -> list[tuple[object, object]]:
    session.flush()
    rows = session.scalars(
        select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.id)
    )
    return [(row.before, row.after) for row in rows]


def test_assigning_opens_a_new_ticket(session: Session) -> None:
    ticket, bob = make_ticket(session), make_agent(session)
    assign(session, ticket, bob, actor=BY)
    assert (ticket.agent_id, ticket.state) == (bob.id, TicketState.OPEN)
    assert trail(session, "assigned") == [({"agent": None}, {"agent": bob.id})]


def test_giving_it_to_nobody_leaves_the_state_alone(session: Session) -> None:
    ticket, bob = make_ticket(session), make_agent(session)
    assign(session, ticket, bob, actor=BY)
    assign(session, ticket, None, actor=BY)
    assert (ticket.agent_id, ticket.state) == (None, TicketState.OPEN)


def test_a_waiting_ticket_stays_waiting_when_somebody_else_gets_it(session: Session) -> None:
    ticket = moved(session, make_ticket(session), "open", "on_hold")
    assign(session, ticket, make_agent(session), actor=BY)
    assert ticket.state is TicketState.ON_HOLD


def test_a_priority_is_changed_and_traced(session: Session) -> None:
    ticket = make_ticket(session)
    prioritise(session, ticket, Priority.URGENT, actor=BY)
    assert trail(session, "prioritised") == [({"priority": "normal"}, {"priority": "urgent"})]


@pytest.mark.parametrize("state", ["pending_customer", "resolved"])
def test_the_customers_words_reopen_it(session: Session, state: str) -> None:
    ticket = moved(session, make_ticket(session), "open", state)
    write_entry(session, ticket, "It still leaks", agent=None)
    assert ticket.state is TicketState.OPEN


@pytest.mark.parametrize("state", ["pending_customer", "resolved"])
def test_an_agents_words_do_not(session: Session, state: str) -> None:
    ticket = moved(session, make_ticket(session), "open", state)
    bob = make_agent(session)
    write_entry(session, ticket, "Any news?", agent=bob)
    assert write_entry(session, ticket, "Sounds tired", agent=bob, note=True).note
    assert ticket.state == state


def test_who_answers_a_ticket_that_nobody_has_takes_it(session: Session) -> None:
    ticket, bob, carla = (
        make_ticket(session),
        make_agent(session),
        make_agent(session, name="Carla"),
    )
    write_entry(session, ticket, "Ask the warehouse.", agent=carla, note=True)
    assert (ticket.state, ticket.agent) == (TicketState.NEW, None)
    write_entry(session, ticket, "It is on its way.", agent=bob)
    assert (ticket.state, ticket.agent) == (TicketState.OPEN, bob)
    write_entry(session, ticket, "I add something.", agent=carla)
    assert ticket.agent is bob


@pytest.mark.parametrize("then", AFTER_REPLY)
def test_an_answer_leaves_the_ticket_in_the_state_that_was_chosen(
    session: Session, then: TicketState
) -> None:
    ticket, bob = make_ticket(session), make_agent(session)
    write_entry(session, ticket, "We send a new lid.", agent=bob)
    for _ in range(2):
        leave_in(session, ticket, then, actor=BY)
        assert (ticket.state, ticket.agent) == (then, bob)


@pytest.mark.parametrize(
    ("now", "then", "through"),
    [
        ("new", "resolved", ["open", "resolved"]),
        ("pending_customer", "on_hold", ["open", "on_hold"]),
        ("open", "pending_customer", ["pending_customer"]),
        ("resolved", "closed", ["closed"]),
        ("on_hold", "on_hold", []),
    ],
)
def test_a_ticket_goes_through_open_where_no_step_leads_there(
    now: str, then: str, through: list[str]
) -> None:
    assert way_to(TicketState(now), TicketState(then)) == through


@pytest.mark.parametrize(("now", "then"), [("closed", "open"), ("new", "closed"), ("open", "new")])
def test_no_way_leads_out_of_closed_or_back_to_new(now: str, then: str) -> None:
    with pytest.raises(TicketRefused):
        way_to(TicketState(now), TicketState(then))


def test_a_new_ticket_stays_new_when_its_customer_adds_something(session: Session) -> None:
    ticket = make_ticket(session)
    write_entry(session, ticket, "One more thing", agent=None)
    assert ticket.state is TicketState.NEW


def test_closing_is_final_and_becomes_one_feedback_record(session: Session) -> None:
    ticket = moved(session, make_ticket(session), "open", "resolved", "closed")
    assert ticket.closed_at is not None
    found = session.scalars(select(Feedback)).one()
    assert (found.source, found.source_id) == ("ticket", str(ticket.id))
    with pytest.raises(TicketRefused):
        change_state(session, ticket, TicketState.OPEN, actor=BY)
    with pytest.raises(TicketRefused):
        write_entry(session, ticket, "Hello?", agent=None)


def test_every_step_is_in_the_trail(session: Session) -> None:
    moved(session, make_ticket(session), "open", "resolved", "open")
    assert trail(session, "state changed") == [
        ({"state": "new"}, {"state": "open"}),
        ({"state": "open"}, {"state": "resolved"}),
        ({"state": "resolved"}, {"state": "open"}),
    ]
