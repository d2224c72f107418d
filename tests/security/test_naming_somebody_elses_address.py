"""A stranger names another customer's address when asked where an answer reaches them."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.complaints.models import Complaint
from helpdesk.customers.models import Customer as Person
from helpdesk.customers.models import OneTimeCode
from tests.make import make_complaint, make_ticket
from tests.people import Customer, Mailbox, bearer

ADDRESS = "alice@example.org"


@pytest.fixture
def claiming(alice: Customer, dora: Customer, session: Session) -> Customer:
    """Dora, who says that Alice's address is hers; Alice has a ticket and a complaint."""
    person = session.get_one(Person, alice.id)
    make_ticket(session, person, email=ADDRESS)
    make_complaint(session, person, contact=ADDRESS)
    dora.post("handoff")
    assert dora.post("contact", {"contact": ADDRESS}).status_code == 200
    session.expire_all()
    return dora


def cases(customer: Customer) -> dict[str, Any]:
    token = customer.client.application.config["BOT_TOKEN"]
    body = {"conversation_id": str(customer.conversation.id)}
    answer = customer.client.post("/api/internal/cases", json=body, headers=bearer(token))
    found: dict[str, Any] = answer.get_json()
    return found


def test_it_proves_nothing_and_opens_no_case(claiming: Customer, session: Session) -> None:
    person = session.get_one(Person, claiming.id)
    assert (person.email, person.verified, person.proven_email) == (None, False, None)
    assert cases(claiming) | {"code_can_be_sent": True} == {
        "verified": False, "cases": [], "code_can_be_sent": True,
    }  # fmt: skip


def test_nobody_becomes_the_customer_of_that_address(
    alice: Customer, claiming: Customer, session: Session
) -> None:
    assert claiming.id != alice.id
    assert session.get_one(Person, claiming.id).merged_into_id is None
    assert session.scalars(select(Complaint.customer_id)).all() == [alice.id]


def test_no_mail_and_no_code_goes_there(
    claiming: Customer, mailbox: Mailbox, session: Session
) -> None:
    assert mailbox.messages() == []
    assert session.scalars(select(OneTimeCode)).all() == []
