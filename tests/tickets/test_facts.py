"""What tickets tell the rest of the desk."""

from sqlalchemy.orm import Session

from helpdesk.platform import events
from helpdesk.platform.audit import SYSTEM, Actor
from helpdesk.tickets import service
from helpdesk.tickets.rules import Priority, TicketState
from tests.make import make_agent, make_ticket


def test_a_ticket_tells_that_it_was_opened(session: Session, facts: list[events.Fact]) -> None:
    ticket = make_ticket(session)
    assert facts == [events.TicketOpened(ticket.id)]


def test_being_given_to_somebody_is_told_with_the_state_that_it_changes(
    session: Session, facts: list[events.Fact]
) -> None:
    ticket, bob = make_ticket(session), make_agent(session)
    facts.clear()
    service.assign(session, ticket, bob, actor=SYSTEM)
    service.assign(session, ticket, None, actor=SYSTEM)
    assert facts == [
        events.TicketAssigned(ticket.id, bob.id, SYSTEM),
        events.TicketChanged(ticket.id, "state", TicketState.NEW, TicketState.OPEN),
        events.TicketAssigned(ticket.id, None, SYSTEM),
    ]


def test_another_priority_is_told_with_what_it_was(
    session: Session, facts: list[events.Fact]
) -> None:
    ticket = make_ticket(session)
    facts.clear()
    service.prioritise(session, ticket, Priority.URGENT, actor=Actor.agent(1))
    assert facts == [events.TicketChanged(ticket.id, "priority", Priority.NORMAL, Priority.URGENT)]


def test_an_answer_is_told_with_who_took_the_ticket_and_a_note_is_not(
    session: Session, facts: list[events.Fact]
) -> None:
    ticket, bob = make_ticket(session), make_agent(session)
    facts.clear()
    service.write_entry(session, ticket, "Ask the warehouse.", agent=bob, note=True)
    assert facts == []
    entry = service.write_entry(session, ticket, "It is on its way.", agent=bob)
    assert facts == [
        events.TicketAssigned(ticket.id, bob.id, Actor.agent(bob.id)),
        events.TicketChanged(ticket.id, "state", "new", "open"),
        events.TicketAnswered(ticket.id, entry.id),
    ]
