"""What an agent sees and does with tickets in the console."""

from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from helpdesk.customers.models import Customer
from tests.make import make_conversation, make_message, make_ticket
from tests.people import Staff
from tests.proof import check_proof_is_told


def test_the_list_shows_what_is_to_be_done(session: Session, bob: Staff) -> None:
    assert "No tickets here" in bob.client.get("/console/tickets").text
    ticket = make_ticket(session)
    page = bob.client.get("/console/tickets").text
    assert ticket.number in page
    assert "Unassigned" in page


def test_filters_leave_out_the_rest(session: Session, bob: Staff) -> None:
    ticket = make_ticket(session)
    assert ticket.number not in bob.client.get("/console/tickets?holder=me").text
    assert ticket.number not in bob.client.get("/console/tickets?state=closed").text
    assert ticket.number in bob.client.get("/console/tickets?state=new&holder=nobody").text


def test_assigning_opens_it_and_only_next_states_are_offered(session: Session, bob: Staff) -> None:
    ticket = make_ticket(session)
    address = f"/console/tickets/{ticket.number}"
    bob.client.press(address, f"{address}/assignee", {"agent": str(bob.agent.id)})
    page = bob.client.get(address).text
    assert 'value="pending_customer"' in page
    assert 'value="closed"' not in page
    assert "nobody → Bob" in page


def test_a_state_that_may_not_follow_is_refused(session: Session, bob: Staff) -> None:
    ticket = make_ticket(session)
    address = f"/console/tickets/{ticket.number}"
    answer = bob.client.press(address, f"{address}/state", {"state": "closed"})
    assert answer.status_code == 422
    assert "cannot become “Closed”" in answer.text


@pytest.mark.parametrize("agent", ["Bob", "-1", "9" * 5000])
def test_giving_it_to_somebody_who_is_not_offered_changes_nothing(
    session: Session, bob: Staff, agent: str
) -> None:
    ticket = make_ticket(session)
    page = f"/console/tickets/{ticket.number}"
    bob.client.press(page, f"{page}/assignee", {"agent": str(bob.agent.id)})
    answer = bob.client.press(page, f"{page}/assignee", {"agent": agent})
    assert answer.status_code == 422
    assert "Choose one of those" in answer.text
    assert ticket.agent_id == bob.agent.id


def test_an_empty_entry_is_refused_and_a_note_is_marked(session: Session, bob: Staff) -> None:
    ticket = make_ticket(session)
    address = f"/console/tickets/{ticket.number}"
    assert bob.client.submit(f"{address}/entries", {"text": " "}).status_code == 422
    bob.client.submit(f"{address}/entries", {"text": "Ask the carrier.", "kind": "note"})
    page = bob.client.get(address).text
    assert "Ask the carrier." in page
    assert "only colleagues see it" in page


def test_an_answer_takes_the_ticket_and_resolves_it_at_once(session: Session, bob: Staff) -> None:
    ticket = make_ticket(session)
    address = f"/console/tickets/{ticket.number}"
    bob.client.submit(f"{address}/entries", {"text": "A new lid is yours.", "then": "resolved"})
    page = bob.client.get(address).text
    assert "A new lid is yours." in page
    assert (ticket.state, ticket.agent_id) == ("resolved", bob.agent.id)
    assert "nobody → Bob" in page


def test_a_state_that_is_not_offered_keeps_the_words(session: Session, bob: Staff) -> None:
    ticket = make_ticket(session)
    address = f"/console/tickets/{ticket.number}"
    answer = bob.client.submit(f"{address}/entries", {"text": "A new lid.", "then": "paid"})
    assert answer.status_code == 422
    assert "Choose one of the states" in answer.text
    assert "A new lid." in answer.text
    assert ticket.state == "new"


def test_a_conversation_becomes_a_ticket(session: Session, bob: Staff) -> None:
    conversation, _ = make_conversation(session)
    make_message(session, conversation, "The lid broke.")
    answer = bob.client.submit(
        f"/console/tickets/from-conversation/{conversation.id}",
        {"subject": "Broken lid", "text": "Send a new one."},
        follow_redirects=True,
    )
    assert "Broken lid" in answer.text
    assert f"/console/conversations/{conversation.id}" in answer.text


def test_who_writes_is_told_as_in_the_inbox(session: Session, bob: Staff) -> None:
    def told(customer: Customer, conversation_id: UUID | None) -> str:
        ticket = make_ticket(session, customer, conversation_id=conversation_id)
        return bob.client.get(f"/console/tickets/{ticket.number}").text

    check_proof_is_told(session, told)
