"""Mallory opens an account at the shop under Alice's address, which the shop never confirmed."""

from typing import Any

import pytest
from apiflask import APIFlask
from sqlalchemy.orm import Session

from helpdesk.customers.models import Customer as CustomerRow
from tests import people
from tests.make import make_complaint, make_ticket
from tests.people import Customer, bearer, identity_token

UNPROVEN: list[dict[str, Any]] = [
    {},
    {"email_verified": False},
    {"email_verified": None},
    {"email_verified": "true"},
    {"email_verified": 1},
]


def signs_in(person: Customer, external_id: str, **claims: Any) -> None:
    """The shop vouches for the account, whatever it knows of the address."""
    token = identity_token(person.client.application, external_id, **claims)
    assert person.post("identity", {"identity": token}).get_json()["verified"] is True


def cases_told_to(person: Customer) -> set[str]:
    """The numbers that the bot would tell in this person's conversation."""
    token = person.client.application.config["BOT_TOKEN"]
    body = {"conversation_id": str(person.conversation.id)}
    told = person.client.post("/api/internal/cases", headers=bearer(token), json=body).get_json()
    return {case["number"] for case in told["cases"]}


@pytest.mark.parametrize("claim", UNPROVEN)
def test_an_account_under_somebody_elses_address_does_not_become_them(
    alice: Customer, dora: Customer, session: Session, claim: dict[str, Any]
) -> None:
    make_complaint(session, session.get_one(CustomerRow, alice.id))
    make_ticket(session, email="alice@example.org")
    signs_in(dora, "mallory", email="alice@example.org", **claim)
    assert dora.id != alice.id
    assert cases_told_to(dora) == set()


@pytest.mark.parametrize("claim", UNPROVEN)
def test_an_address_claimed_first_does_not_collect_what_comes_later(
    dora: Customer, session: Session, claim: dict[str, Any]
) -> None:
    signs_in(dora, "mallory", email="late@example.org", **claim)
    make_ticket(session, email="late@example.org")
    assert cases_told_to(dora) == set()
    mallory = session.get_one(CustomerRow, dora.id)
    assert (mallory.email, mallory.contact) == (None, "late@example.org")


def test_the_owner_of_a_claimed_address_still_gets_their_cases(
    app: APIFlask, dora: Customer, session: Session
) -> None:
    signs_in(dora, "mallory", email="ada@example.org")
    ticket = make_ticket(session, email="ada@example.org")
    ada = people.customer(app, session, name=None, email=None)
    signs_in(ada, "ada", email="ada@example.org", email_verified=True)
    assert ada.id != dora.id
    assert cases_told_to(ada) == {ticket.number}
