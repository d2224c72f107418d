"""Sending a request in the portal, and following it."""

import pytest
from apiflask import APIFlask
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.customers.models import Customer
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.rules import TicketState
from helpdesk.tickets.service import write_entry
from tests.make import make_agent, make_customer, make_ticket
from tests.people import Browser
from tests.portal import signed_in

FORM = {
    "form_key": "one-form",
    "subject": "The lid broke",
    "text": "It broke on day two.",
    "name": "Alice",
    "email": "Alice@Example.org",
}


def test_a_request_gets_a_number_and_says_what_is_next(client: Browser, session: Session) -> None:
    answer = client.submit("/requests/new", FORM)
    assert (answer.status_code, answer.location) == (303, "/requests/received")
    ticket = session.scalars(select(Ticket)).one()
    page = client.get("/requests/received").text
    assert ticket.number in page
    assert "What happens next" in page
    assert (ticket.email, ticket.channel, ticket.state) == (
        "alice@example.org",
        "portal",
        TicketState.NEW,
    )
    assert (ticket.customer.name, ticket.customer.email) == ("Alice", None)


def test_sending_the_same_form_twice_opens_one_ticket(client: Browser, session: Session) -> None:
    for _ in range(2):
        client.submit("/requests/new", FORM)
    assert len(session.scalars(select(Ticket)).all()) == 1


@pytest.mark.parametrize(
    ("field", "typed", "advice"),
    [
        ("email", "", "Type your e-mail address"),
        ("email", "nonsense", "is not an e-mail address"),
        ("subject", " ", "Give your request a subject"),
        ("text", "", "Describe what happened"),
        ("text", "x" * 20_001, "Shorten the description"),
    ],
)
def test_a_fault_stands_at_its_field_and_the_rest_is_kept(
    client: Browser, session: Session, field: str, typed: str, advice: str
) -> None:
    answer = client.submit("/requests/new", {**FORM, field: typed})
    assert answer.status_code == 422
    assert f'id="{field}-fault"' in answer.text
    assert advice in answer.text
    kept = [value for name, value in FORM.items() if name not in {field, "form_key"}]
    assert all(value in answer.text for value in kept)
    assert session.scalars(select(Ticket)).all() == []


def test_what_was_typed_never_becomes_markup(client: Browser) -> None:
    answer = client.submit("/requests/new", {**FORM, "text": "</textarea><script>x", "email": ""})
    assert "<script>x" not in answer.text


def test_a_form_from_elsewhere_opens_nothing(client: Browser, session: Session) -> None:
    assert client.post("/requests/new", data=FORM).status_code == 400
    assert session.scalars(select(Ticket)).all() == []


def test_nobody_sees_a_confirmation_they_did_not_earn(client: Browser) -> None:
    assert client.get("/requests/received").location == "/requests/new"


def test_a_customer_reads_their_ticket_without_the_notes(app: APIFlask, session: Session) -> None:
    alice = make_customer(session, email="alice@example.org")
    ticket = make_ticket(session, alice)
    bob = make_agent(session)
    write_entry(session, ticket, "A grumpy one", agent=bob, note=True)
    write_entry(session, ticket, "We send a new lid", agent=bob)
    session.commit()
    page = signed_in(app, session, alice).get(f"/requests/{ticket.number}").text
    assert "We send a new lid" in page
    assert "A grumpy one" not in page
    assert "A person is working on it." in page


def test_a_request_sent_before_signing_in_belongs_to_the_proven_address(
    app: APIFlask, client: Browser, session: Session
) -> None:
    client.submit("/requests/new", FORM)
    number = session.scalars(select(Ticket)).one().number
    alice = make_customer(session, email="alice@example.org")
    browser = signed_in(app, session, alice)
    assert number in browser.get("/requests").text
    assert browser.get(f"/requests/{number}").status_code == 200


def test_another_customers_ticket_looks_like_none(app: APIFlask, session: Session) -> None:
    ticket = make_ticket(session, make_customer(session, email="alice@example.org"))
    dora = signed_in(app, session, make_customer(session, name="Dora", email="dora@example.org"))
    theirs = dora.get(f"/requests/{ticket.number}")
    missing = dora.get("/requests/T-2026-999999")
    assert (theirs.status_code, missing.status_code) == (404, 404)
    assert "The lid broke" not in theirs.text
    assert dora.submit(f"/requests/{ticket.number}", {"text": "Mine"}).status_code == 404
    assert ticket.number not in dora.get("/requests").text


def test_an_unproven_visitor_with_the_same_address_sees_nothing(
    app: APIFlask, session: Session
) -> None:
    ticket = make_ticket(session, email="alice@example.org")
    pretender = Customer(created_at=ticket.created_at, email="alice@example.org")
    session.add(pretender)
    session.commit()
    assert signed_in(app, session, pretender).get(f"/requests/{ticket.number}").status_code == 404


def test_strangers_are_asked_who_they_are(client: Browser, session: Session) -> None:
    number = make_ticket(session).number
    asked = client.get(f"/requests/{number}")
    assert asked.location == f"/requests/sign-in?next=/requests/{number}"
    assert client.submit(f"/requests/{number}", {"text": "Hello"}).status_code == 401


def test_writing_again_reopens_a_resolved_ticket(app: APIFlask, session: Session) -> None:
    alice = make_customer(session, email="alice@example.org")
    ticket = make_ticket(session, alice)
    ticket.state = TicketState.RESOLVED
    session.commit()
    browser = signed_in(app, session, alice)
    assert browser.submit(f"/requests/{ticket.number}", {"text": "Not yet"}).status_code == 303
    session.refresh(ticket)
    assert ticket.state is TicketState.OPEN
    assert session.scalars(select(TicketEntry.text)).all()[-1] == "Not yet"


def test_an_empty_message_is_refused_in_its_place(app: APIFlask, session: Session) -> None:
    alice = make_customer(session, email="alice@example.org")
    ticket = make_ticket(session, alice)
    answer = signed_in(app, session, alice).submit(f"/requests/{ticket.number}", {"text": "  "})
    assert answer.status_code == 422
    assert "this entry is empty" in answer.text
