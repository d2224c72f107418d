"""Acting on a page that is older than the record: nobody's doing is undone unread."""

import pytest
from apiflask import APIFlask
from sqlalchemy.orm import Session

from helpdesk.conversations.rules import Floor
from helpdesk.conversations.service import floor
from helpdesk.tickets.rules import TicketState
from helpdesk.tickets.service import change_state
from tests.make import make_customer, make_message, make_ticket
from tests.people import Customer, Staff
from tests.tickets.test_portal_requests import signed_in


def place(alice: Customer) -> str:
    return f"/console/conversations/{alice.conversation.id}"


@pytest.mark.parametrize("action", ["take", "hand-back", "resolve"])
def test_a_conversation_that_a_colleague_took_meanwhile(
    alice: Customer, bob: Staff, carla: Staff, session: Session, action: str
) -> None:
    make_message(session, alice.conversation)
    seen = {"version": str(alice.conversation.version)}
    floor.take(session, alice.conversation.id, carla.agent)
    session.commit()
    answer = bob.client.submit(f"{place(alice)}/{action}", seen)
    assert answer.status_code == 409
    assert "Carla took this conversation meanwhile, so nothing was done" in answer.text
    assert "Carla has it" in answer.text
    session.refresh(alice.conversation)
    assert alice.conversation.agent_id == carla.agent.id


def test_a_conversation_that_a_colleague_resolved_meanwhile(
    alice: Customer, bob: Staff, carla: Staff, session: Session
) -> None:
    make_message(session, alice.conversation)
    seen = {"version": str(alice.conversation.version)}
    floor.resolve(session, alice.conversation.id, actor=f"agent:{carla.agent.id}")
    session.commit()
    answer = bob.client.submit(f"{place(alice)}/resolve", seen)
    assert answer.status_code == 409
    assert "Carla resolved this conversation meanwhile" in answer.text
    assert alice.conversation.floor is Floor.RESOLVED


def test_whose_page_is_new_takes_over(
    alice: Customer, bob: Staff, carla: Staff, session: Session
) -> None:
    floor.take(session, alice.conversation.id, carla.agent)
    session.commit()
    page = bob.client.get(place(alice)).text
    assert f'name="version" value="{alice.conversation.version}"' in page
    seen = {"version": str(alice.conversation.version)}
    assert bob.client.submit(f"{place(alice)}/take", seen).status_code == 303
    assert "You have it" in bob.client.get(place(alice)).text


def test_words_for_a_ticket_that_was_closed_meanwhile_can_be_copied(
    app: APIFlask, bob: Staff, session: Session
) -> None:
    customer = make_customer(session, email="alice@example.org")
    ticket = make_ticket(session, customer)
    for state in (TicketState.OPEN, TicketState.RESOLVED, TicketState.CLOSED):
        change_state(session, ticket, state, actor="agent:1")
    session.commit()
    for browser, path in (
        (bob.client, f"/console/tickets/{ticket.number}/entries"),
        (signed_in(app, session, customer), f"/requests/{ticket.number}"),
    ):
        answer = browser.submit(path, {"text": "It was number 7."})
        assert answer.status_code == 422
        assert ">It was number 7.</blockquote>" in answer.text
