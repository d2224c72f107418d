"""Agents work through the steps of a ticket."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy.orm import Session

from helpdesk.customers.service import erase_customer
from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.checklists.models import ChecklistStep
from helpdesk.tickets.checklists.queries import steps_of
from helpdesk.tickets.checklists.service import add_steps, tick
from helpdesk.tickets.joining.service import merge
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import history_of
from helpdesk.tickets.rules import TicketState
from helpdesk.tickets.service import assign, leave_in
from tests.make import make_ticket
from tests.people import Customer, Staff

HTMX = {"HX-Request": "true"}


@pytest.fixture
def ticket(session: Session, bob: Staff) -> Ticket:
    """One with two steps, in Bob's hands."""
    ticket = make_ticket(session)
    assign(session, ticket, bob.agent, actor=SYSTEM)
    add_steps(session, ticket, "Call the carrier\nRefund", actor=SYSTEM)
    session.commit()
    return ticket


def page_of(ticket: Ticket) -> str:
    return f"/console/tickets/{ticket.number}"


def steps(session: Session, ticket: Ticket) -> list[str]:
    session.expire_all()
    return [step.text for step in steps_of(session, ticket)]


def first(session: Session, ticket: Ticket) -> ChecklistStep:
    return steps_of(session, ticket)[0]


def test_steps_are_added_moved_and_removed_and_kept_in_the_history(
    session: Session, bob: Staff, ticket: Ticket
) -> None:
    beside = f"{page_of(ticket)}/checklist"
    answer = bob.client.press(beside, beside, {"steps": "Tell the customer\n\nClose the case"})
    assert answer.headers["Location"] == f"{page_of(ticket)}#checklist"
    assert steps(session, ticket) == [
        "Call the carrier", "Refund", "Tell the customer", "Close the case",
    ]  # fmt: skip
    refund = steps_of(session, ticket)[1]
    bob.client.press(beside, f"{beside}/{refund.id}/up")
    assert steps(session, ticket)[:2] == ["Refund", "Call the carrier"]
    bob.client.submit(f"{beside}/{refund.id}/up")
    assert steps(session, ticket)[:2] == ["Refund", "Call the carrier"]
    bob.client.press(beside, f"{beside}/{refund.id}/remove")
    assert steps(session, ticket)[0] == "Call the carrier"
    trail = BeautifulSoup(bob.client.get(page_of(ticket)).text, "html.parser").text
    for change in ("added “Tell the customer”", "moved “Refund”", "removed “Refund”"):
        assert f"Step {change}" in trail


def test_a_step_is_ticked_by_somebody_at_some_time_and_unticked(
    session: Session, bob: Staff, carla: Staff, ticket: Ticket
) -> None:
    beside = f"{page_of(ticket)}/checklist"
    address = f"{beside}/{first(session, ticket).id}/done"
    shown = bob.client.submit(address, {"done": "1"}, headers=HTMX)
    assert "1 of 2 done" in shown.text
    assert "<html" not in shown.text
    assert "Bob" in shown.text
    assert carla.client.submit(address, {"done": "1"}).status_code == 303
    session.expire_all()
    assert first(session, ticket).done_by_id == bob.agent.id
    assert carla.client.press(beside, address).status_code == 303
    session.expire_all()
    step = first(session, ticket)
    assert (step.done_at, step.done_by_id) == (None, None)
    history = [(e.action, e.actor) for e in history_of(session, ticket)]
    assert history[:2] == [
        ("step unticked", f"agent:{carla.agent.id}"), ("step ticked", f"agent:{bob.agent.id}"),
    ]  # fmt: skip


def test_what_is_no_step_is_refused_and_kept(session: Session, bob: Staff, ticket: Ticket) -> None:
    beside, long = f"{page_of(ticket)}/checklist", "y" * 201
    answer = bob.client.submit(beside, {"steps": long})
    assert answer.status_code == 422
    assert "Shorten each step" in answer.text
    assert long in answer.text
    shown = bob.client.submit(beside, {"steps": "z\n" * 49}, headers=HTMX)
    assert shown.status_code == 200
    assert "50 steps at most" in shown.text
    assert len(steps(session, ticket)) == 2


def test_a_step_of_another_ticket_or_one_that_is_gone_is_not_found(
    session: Session, bob: Staff, ticket: Ticket
) -> None:
    other = make_ticket(session)
    add_steps(session, other, "Elsewhere", actor=SYSTEM)
    session.commit()
    strange = first(session, other)
    for act in ("done", "up", "remove"):
        answer = bob.client.submit(f"{page_of(ticket)}/checklist/{strange.id}/{act}", {"done": "1"})
        assert answer.status_code == 404
        assert "A colleague may have removed it" in answer.text
    session.refresh(strange)
    assert strange.done_at is None


def test_open_steps_are_a_hint_when_it_is_resolved_and_no_obstacle(
    session: Session, bob: Staff, ticket: Ticket
) -> None:
    tick(session, ticket, first(session, ticket), done=True, agent=bob.agent)
    session.commit()
    answer = bob.client.press(page_of(ticket), f"{page_of(ticket)}/state", {"state": "resolved"})
    assert answer.status_code == 303
    session.refresh(ticket)
    assert ticket.state is TicketState.RESOLVED
    assert "Resolved with 1 step of its checklist open." in bob.client.get(page_of(ticket)).text
    assert "of its checklist" not in bob.client.get(page_of(ticket)).text


def test_a_done_checklist_is_not_mentioned(session: Session, bob: Staff) -> None:
    ticket = make_ticket(session)
    words = {"text": "Done", "then": "resolved"}
    bob.client.press(page_of(ticket), f"{page_of(ticket)}/entries", words)
    assert "of its checklist" not in bob.client.get(page_of(ticket)).text


def test_a_closed_ticket_shows_its_steps_and_takes_none(
    session: Session, bob: Staff, ticket: Ticket
) -> None:
    for state in (TicketState.RESOLVED, TicketState.CLOSED):
        leave_in(session, ticket, state, actor=SYSTEM)
    session.commit()
    shown = bob.client.get(f"{page_of(ticket)}/checklist", headers=HTMX).text
    assert "Call the carrier" in shown
    assert "<form" not in shown


def test_steps_of_a_merged_ticket_are_worked_on_where_it_goes_on(
    session: Session, bob: Staff, alice: Customer
) -> None:
    one, other = (make_ticket(session, alice.conversation.customer) for _ in range(2))
    add_steps(session, one, "From the first", actor=SYSTEM)
    add_steps(session, other, "From the second", actor=SYSTEM)
    merge(session, one, other, actor=SYSTEM)
    session.commit()
    assert steps(session, other) == ["From the second", "From the first"]
    moved = steps_of(session, other)[1]
    beside = f"{page_of(other)}/checklist"
    assert bob.client.press(beside, f"{beside}/{moved.id}/done", {"done": "1"}).status_code == 303
    session.refresh(moved)
    assert moved.done_by_id == bob.agent.id


def test_an_erased_customers_steps_say_nothing(session: Session, alice: Customer) -> None:
    ticket = make_ticket(session, alice.conversation.customer)
    add_steps(session, ticket, "Call Alice Allen", actor=SYSTEM)
    session.commit()
    erase_customer(session, alice.id, actor=SYSTEM)
    assert steps(session, ticket) == ["[erased]"]
    assert "Allen" not in str([(e.before, e.after) for e in history_of(session, ticket)])
