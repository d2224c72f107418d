"""Customers fill fields in where the desk asks them, and programs by their names."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.fields.rules import Asked, Field, FieldKind
from helpdesk.tickets.fields.service import retire_field
from helpdesk.tickets.models import Ticket
from tests.make import make_ticket
from tests.people import Browser, Customer, Staff, enter_portal
from tests.tickets.fields.made import filled, make_field

FORM = "/requests/new"
WORDS = {"subject": "A parcel", "text": "It broke", "email": "alice@example.org"}
API = "/api/v1/tickets"


@pytest.fixture
def order(session: Session) -> Field:
    return make_field(session, "Order number", asked=Asked.MUST, help="On the invoice")


@pytest.fixture
def gift(session: Session) -> Field:
    return make_field(session, "Is it a gift?", FieldKind.YES_OR_NO, asked=Asked.MAY)


@pytest.fixture
def browser(alice: Customer) -> Browser:
    return alice.client


def newest(session: Session) -> Ticket:
    return session.scalars(select(Ticket).order_by(Ticket.id.desc())).first()  # type: ignore[return-value]


def test_the_form_asks_and_the_answers_are_on_the_ticket(
    session: Session, browser: Browser, bob: Staff, order: Field, gift: Field
) -> None:
    make_field(session, "Refund")
    page = browser.get(FORM).text
    assert "On the invoice" in page
    assert "Is it a gift?" in page
    assert "Refund" not in page
    answers = {f"field-{order.id}": " A-1 ", f"field-{gift.id}": "no"}
    assert browser.submit(FORM, WORDS | answers).status_code == 303
    ticket = newest(session)
    assert ticket.fields == {order.key: "A-1", gift.key: False}
    assert 'value="A-1"' in bob.client.get(f"/console/tickets/{ticket.number}").text


def test_what_must_be_filled_in_is_asked_again_with_everything_kept(
    session: Session, browser: Browser, order: Field, gift: Field
) -> None:
    typed = WORDS | {f"field-{order.id}": " ", f"field-{gift.id}": "yes"}
    answer = browser.submit(FORM, typed)
    assert answer.status_code == 422
    assert "Fill in “Order number”: we need it to help you." in answer.text
    assert f'href="#field-{order.id}"' in answer.text
    assert '<option value="yes" selected>' in answer.text
    assert "It broke" in answer.text
    answer = browser.submit(FORM, typed | {f"field-{order.id}": "x" * 201})
    assert "Shorten “Order number” to 200 characters" in answer.text
    assert session.scalars(select(Ticket)).all() == []


def test_every_kind_can_be_asked_for(session: Session, browser: Browser) -> None:
    typed = {
        FieldKind.TEXT: "a", FieldKind.LONG_TEXT: "b", FieldKind.WHOLE_NUMBER: "1",
        FieldKind.DECIMAL_NUMBER: "1.5", FieldKind.DATE: "2026-03-31", FieldKind.YES_OR_NO: "yes",
        FieldKind.CHOICE: "Oak", FieldKind.LINK: "https://a.example",
    }  # fmt: skip
    known = {
        kind: make_field(session, kind, kind, choices=("Oak",), asked=Asked.MUST) for kind in typed
    }
    page = browser.get(FORM).text
    assert all(f'id="field-{field.id}"' in page for field in known.values())
    browser.submit(FORM, WORDS | {f"field-{known[kind].id}": typed[kind] for kind in typed})
    assert len(newest(session).fields) == len(typed)


def test_a_retired_field_is_asked_for_no_more(
    session: Session, browser: Browser, order: Field
) -> None:
    retire_field(session, order, retired=True, actor=SYSTEM)
    session.commit()
    assert "On the invoice" not in browser.get(FORM).text
    assert browser.submit(FORM, WORDS).status_code == 303


def test_customers_read_what_they_were_asked_for_and_nothing_else(
    session: Session, alice: Customer, order: Field
) -> None:
    inside = make_field(session, "Goodwill")
    ticket = filled(session, make_ticket(session, alice.conversation.customer), order, "A-1")
    filled(session, ticket, inside, "up to 20")
    enter_portal(alice.client, session, alice.id)
    page = alice.client.get(f"/requests/{ticket.number}").text
    assert "Order number" in page
    assert "A-1" in page
    assert "up to 20" not in page


def test_a_program_reads_and_sets_fields_by_their_names(session: Session, bob: Staff) -> None:
    amount = make_field(session, "Amount", FieldKind.DECIMAL_NUMBER, required=True)
    make_field(session, "Gift", FieldKind.YES_OR_NO)
    body: dict[str, Any] = {"subject": "s", "text": "t", "email": "alice@example.org"}
    opened = bob.client.post(API, json=body | {"fields": {"gift": True}}, headers=bob.headers)
    assert opened.get_json()["fields"] == {"Gift": True}
    address = f"{API}/{opened.get_json()['number']}"
    change = {"state": "open", "fields": {"Amount": 19.5, "Gift": None}}
    changed = bob.client.patch(address, json=change, headers=bob.headers)
    assert changed.get_json()["fields"] == {"Amount": 19.5}
    resolved = bob.client.patch(address, json={"state": "resolved"}, headers=bob.headers)
    assert resolved.status_code == 200
    assert bob.client.get(API, headers=bob.headers).get_json()["items"][0]["fields"] == {
        "Amount": 19.5
    }
    assert newest(session).fields == {amount.key: 19.5}


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"Height": 3}, 404), ({"Amount": "lots"}, 422), ({"Amount": [1]}, 422),
        ({"Amount": True}, 422),
    ],
)  # fmt: skip
def test_a_program_hears_what_a_field_does_not_take(
    session: Session, bob: Staff, fields: dict[str, Any], status: int
) -> None:
    make_field(session, "Amount", FieldKind.DECIMAL_NUMBER)
    ticket = make_ticket(session)
    answer = bob.client.patch(
        f"{API}/{ticket.number}", json={"fields": fields}, headers=bob.headers
    )
    assert answer.status_code == status
    session.refresh(ticket)
    assert ticket.fields == {}
