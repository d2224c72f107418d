"""A ticket is not resolved without what it needs, however somebody tries."""

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from helpdesk.platform import clock
from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.fields.rules import Field, FieldsMissing, When
from helpdesk.tickets.joining.service import merge
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.rules import Priority, TicketState, TicketType
from helpdesk.tickets.service import assign, leave_in
from tests.jobs import arguments_of
from tests.make import make_ticket
from tests.people import Customer, Staff
from tests.tickets.fields.made import filled, make_field


@pytest.fixture
def order(session: Session) -> Field:
    return make_field(session, "Order number", required=True)


@pytest.fixture
def ticket(session: Session, bob: Staff) -> Ticket:
    """An open one of Bob's."""
    ticket = make_ticket(session, email="alice@example.org")
    assign(session, ticket, bob.agent, actor=SYSTEM)
    session.commit()
    return ticket


def state_of(session: Session, ticket: Ticket) -> str:
    session.refresh(ticket)
    return ticket.state


def test_resolving_names_the_field_and_leads_to_it(
    session: Session, bob: Staff, order: Field, ticket: Ticket
) -> None:
    page = f"/console/tickets/{ticket.number}"
    assert "needed to resolve it" in bob.client.get(page).text
    answer = bob.client.press(page, f"{page}/state", {"state": "resolved"})
    assert answer.status_code == 422
    assert "Fill in “Order number” first" in answer.text
    assert 'href="#fields"' in answer.text
    assert "State: Open" in answer.text
    assert state_of(session, ticket) == "open"
    filled(session, ticket, order, "A-1")
    assert bob.client.press(page, f"{page}/state", {"state": "resolved"}).status_code == 303
    assert state_of(session, ticket) == "resolved"


@pytest.mark.usefixtures("order")
def test_an_answer_that_resolves_is_not_sent_and_its_words_stay(
    session: Session, bob: Staff, ticket: Ticket
) -> None:
    page = f"/console/tickets/{ticket.number}"
    answer = bob.client.press(page, f"{page}/entries", {"text": "Sent anew", "then": "resolved"})
    assert answer.status_code == 422
    assert answer.text.count("Sent anew") == 1
    assert '<option value="resolved" selected>' in answer.text
    assert 'href="#fields"' in answer.text
    said = session.scalars(select(TicketEntry.text).where(TicketEntry.ticket_id == ticket.id))
    assert "Sent anew" not in set(said)
    assert arguments_of(session, "mail_ticket_reply") == []
    assert state_of(session, ticket) == "open"


@pytest.mark.usefixtures("order")
def test_many_at_once_and_programs_hear_it_too(
    session: Session, bob: Staff, ticket: Ticket
) -> None:
    asked = {"what": "resolve:", "number": ticket.number}
    assert "Fill in “Order number” first" in bob.client.submit("/console/tickets/bulk", asked).text
    done = {"act": "resolve", "value": "", "number": ticket.number}
    bob.client.submit("/console/tickets/bulk/do", done)
    answer = bob.client.patch(
        f"/api/v1/tickets/{ticket.number}", json={"state": "resolved"}, headers=bob.headers
    )
    assert answer.status_code == 422
    assert "Order number" in answer.get_json()["detail"]
    assert state_of(session, ticket) == "open"


@pytest.mark.usefixtures("order")
def test_a_merged_ticket_needs_nothing(session: Session, alice: Customer) -> None:
    one, other = (make_ticket(session, alice.conversation.customer) for _ in range(2))
    merge(session, one, other, actor=SYSTEM)
    assert one.state is TicketState.CLOSED


def test_it_is_needed_only_where_the_condition_holds(session: Session, ticket: Ticket) -> None:
    amount = make_field(session, "Amount")
    when = When(types=frozenset({TicketType.QUESTION}), field_id=amount.id)
    reason = make_field(session, "Reason", required=True, required_when=when)
    filled(session, ticket, amount, "12")
    with pytest.raises(FieldsMissing, match="“Reason”"):
        leave_in(session, ticket, TicketState.RESOLVED, actor=SYSTEM)
    filled(session, ticket, amount, "")
    leave_in(session, ticket, TicketState.RESOLVED, actor=SYSTEM)
    assert (ticket.state, reason.key in ticket.fields) == ("resolved", False)


def test_a_field_that_ten_thousand_tickets_lack_is_made_required(
    session: Session, bob: Staff, carla: Staff, ticket: Ticket
) -> None:
    many = [
        {
            "number": f"T-2025-{n:06}", "subject": "s", "priority": Priority.NORMAL,
            "state": TicketState.CLOSED if n % 4 == 0 else TicketState.OPEN, "channel": "portal",
            "type": TicketType.QUESTION, "customer_id": ticket.customer_id, "tags": [],
            "fields": {}, "created_at": clock.now(), "updated_at": clock.now(),
            "category_by_rule": False,
        }
        for n in range(10_000)
    ]  # fmt: skip
    session.execute(insert(Ticket), many)
    order = make_field(session, "Order number")
    address = f"/console/settings/fields/{order.id}"
    form = {"name": "Order number", "required": "1"}
    assert carla.client.press(address, address, form).status_code == 303
    assert "7501 open tickets lack it" in carla.client.get("/console/settings/fields").text
    states = select(Ticket.state).where(Ticket.number == "T-2025-000004")
    assert session.scalar(states) is TicketState.CLOSED
    page = "/console/tickets/T-2025-000004"
    assert bob.client.get(page).status_code == 200
    page = "/console/tickets/T-2025-000005"
    answer = bob.client.press(page, f"{page}/state", {"state": "resolved"})
    assert "Fill in “Order number” first" in answer.text
    filled(session, ticket, order, "A-1")
    assert "7500 open tickets lack it" in carla.client.get("/console/settings/fields").text
