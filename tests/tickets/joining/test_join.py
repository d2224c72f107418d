"""Agents bring tickets together, take one apart, link incidents to a problem, snooze one."""

from datetime import timedelta

import pytest
from apiflask import APIFlask
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.platform.audit import SYSTEM, Actor
from helpdesk.tickets.describing.service import set_type, tag
from helpdesk.tickets.jobs import wake_tickets
from helpdesk.tickets.joining import service as joining
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import entries_of, open_tickets
from helpdesk.tickets.rules import TicketState, TicketType
from helpdesk.tickets.satisfaction.queries import newest_survey
from helpdesk.tickets.service import leave_in, write_entry
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_conversation, make_customer, make_ticket
from tests.people import Staff
from tests.portal import signed_in

LIST = "/console/tickets"


def press(bob: Staff, ticket: Ticket, act: str, **typed: str) -> int:
    page = f"{LIST}/{ticket.number}"
    return bob.client.press(page, f"{page}/{act}", typed).status_code


def test_a_merged_ticket_goes_on_as_the_other_with_all_its_words(
    app: APIFlask, session: Session, bob: Staff
) -> None:
    conversation, _ = make_conversation(session)
    customer = conversation.customer
    customer.email, customer.verified_at = "alice@example.org", conversation.created_at
    old = make_ticket(session, customer, text="It broke.", conversation_id=conversation.id)
    new = make_ticket(session, customer, text="It broke again.")
    tag(session, old, "lid", actor=SYSTEM)
    write_entry(session, old, "We look into it.", agent=bob.agent)
    session.commit()
    assert press(bob, old, "merge", into=new.number.lower()) == 303
    assert (old.state, old.merged_into_id) == (TicketState.CLOSED, new.id)
    assert {entry.text for entry in entries_of(session, new)} == {
        "It broke.", "It broke again.", "We look into it.",
    }  # fmt: skip
    assert len(entries_of(session, old)) == 2
    assert (new.conversation_id, new.tags) == (conversation.id, ["lid"])
    assert "goes on there" in bob.client.get(f"{LIST}/{old.number}").text
    assert old.number in bob.client.get(f"{LIST}/{new.number}").text
    assert "goes on as <a" in signed_in(app, session, customer).get(f"/requests/{old.number}").text
    assert newest_survey(session, old) is None
    assert arguments_of(session, "mail_ticket_resolved") == []
    assert (
        "We look into it." in signed_in(app, session, customer).get(f"/requests/{new.number}").text
    )


def test_what_was_merged_before_goes_along(session: Session, bob: Staff) -> None:
    customer = make_customer(session)
    first, second, third = (make_ticket(session, customer, text=each) for each in "ABC")
    for ticket, into in ((first, second), (second, third)):
        assert press(bob, ticket, "merge", into=into.number) == 303
    assert [entry.text for entry in entries_of(session, third)] == ["A", "B", "C"]
    assert first.merged_into_id == third.id
    entry = entries_of(session, third)[0]
    assert press(bob, third, "split", entry=str(entry.id), subject="A again") == 303


@pytest.mark.parametrize("into", ["itself", "closed", "stranger", "T-1999-000001"])
def test_what_cannot_be_merged_stays_as_it_is(session: Session, bob: Staff, into: str) -> None:
    customer = make_customer(session)
    ticket, closed = make_ticket(session, customer), make_ticket(session, customer)
    leave_in(session, closed, TicketState.RESOLVED, actor=SYSTEM)
    leave_in(session, closed, TicketState.CLOSED, actor=SYSTEM)
    numbers = {"itself": ticket.number, "closed": closed.number}
    numbers["stranger"] = make_ticket(session).number
    session.commit()
    assert press(bob, ticket, "merge", into=numbers.get(into, into)) in {404, 422}
    assert ticket.state is TicketState.NEW
    assert len(entries_of(session, ticket)) == 1


def test_one_entry_becomes_a_ticket_of_its_own(session: Session, bob: Staff) -> None:
    ticket = make_ticket(session)
    entry = write_entry(session, ticket, "And where is my refund?", agent=None)
    answer = write_entry(session, ticket, "We look into it.", agent=bob.agent)
    session.commit()
    assert press(bob, ticket, "split", entry=str(entry.id), subject="Refund") == 303
    new = session.get_one(Ticket, ticket.id + 1)
    assert [each.text for each in entries_of(session, new)] == ["And where is my refund?"]
    assert (new.customer_id, new.subject) == (ticket.customer_id, "Refund")
    assert len(entries_of(session, ticket)) == 3
    assert press(bob, ticket, "split", entry=str(answer.id), subject="X") == 422
    assert press(bob, ticket, "split", entry=str(entry.id), subject=" ") == 422
    assert press(bob, new, "split", entry=str(answer.id), subject="X") == 404


def test_solving_a_problem_tells_each_of_its_incidents(session: Session, bob: Staff) -> None:
    problem, incident, done = (make_ticket(session) for _ in range(3))
    set_type(session, problem, TicketType.PROBLEM, actor=SYSTEM)
    session.commit()
    for each in (incident, done):
        assert press(bob, each, "problem", problem=problem.number) == 303
    assert incident.number in bob.client.get(f"{LIST}/{problem.number}").text
    assert "is the problem behind it" in bob.client.get(f"{LIST}/{incident.number}").text
    leave_in(session, done, TicketState.RESOLVED, actor=SYSTEM)
    leave_in(session, problem, TicketState.RESOLVED, actor=Actor.agent(bob.agent.id))
    told = entries_of(session, incident)[-1]
    assert told.note
    assert f"The problem {problem.number}" in told.text
    assert len(entries_of(session, done)) == 1
    assert press(bob, incident, "problem", problem="") == 303
    assert incident.problem_id is None


def test_what_is_no_problem_is_not_linked(session: Session, bob: Staff) -> None:
    ticket, other = make_ticket(session), make_ticket(session)
    assert press(bob, ticket, "problem", problem=other.number) == 422
    assert press(bob, ticket, "problem", problem=ticket.number) == 422
    assert ticket.problem_id is None


def test_what_is_snoozed_leaves_the_list_and_comes_back_on_its_day(
    session: Session, bob: Staff, frozen: Standing
) -> None:
    ticket = make_ticket(session)
    assert press(bob, ticket, "snooze", until="yesterday") == 422
    tomorrow = (frozen.moment + timedelta(days=1)).date().isoformat()
    assert press(bob, ticket, "snooze", until=tomorrow) == 303
    assert (session.scalar(select(open_tickets())), ticket.number in bob.client.get(LIST).text) == (
        0,
        False,
    )
    assert ticket.number in bob.client.get(f"{LIST}?snoozed=1").text
    wake_tickets()
    assert session.scalar(select(open_tickets())) == 0
    frozen.advance(timedelta(days=1))
    wake_tickets()
    session.refresh(ticket)
    assert (session.scalar(select(open_tickets())), ticket.updated_at) == (1, frozen.moment)


def test_what_the_customer_writes_brings_it_back(
    session: Session, bob: Staff, frozen: Standing
) -> None:
    ticket = make_ticket(session)
    tomorrow = (frozen.moment + timedelta(days=1)).date().isoformat()
    joining.snooze(session, ticket, tomorrow, actor=SYSTEM)
    write_entry(session, ticket, "It is urgent now.", agent=None)
    assert ticket.snoozed_until is None
    joining.snooze(session, ticket, tomorrow, actor=SYSTEM)
    session.commit()
    assert press(bob, ticket, "snooze", until="") == 303
    assert ticket.snoozed_until is None
