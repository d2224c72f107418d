"""Mallory sits down where Alice sat, and wants her conversation and what it may be told."""

from datetime import timedelta
from typing import Any

import pytest
from apiflask import APIFlask
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.conversations.models import Message
from helpdesk.customers.models import Customer as CustomerRow
from helpdesk.customers.service import erase_customer
from helpdesk.platform.audit import Actor
from helpdesk.platform.erasure import ERASED
from tests import people
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_ticket
from tests.people import Customer, bearer, identity_token


@pytest.fixture
def stranger(app: APIFlask, session: Session) -> Customer:
    """Somebody new at the desk."""
    return people.customer(app, session, name=None, email=None)


def asks_bot(person: Customer, path: str = "cases", **body: Any) -> dict[str, Any]:
    """What the bot is told when it asks on behalf of this person's conversation."""
    token = person.client.application.config["BOT_TOKEN"]
    sent = {"conversation_id": str(person.conversation.id), **body}
    url = f"/api/internal/{path}"
    answer: dict[str, Any] = person.client.post(url, headers=bearer(token), json=sent).get_json()
    return answer


def identity_of(person: Customer, external_id: str, **claims: Any) -> dict[str, str]:
    return {"identity": identity_token(person.client.application, external_id, **claims)}


def test_a_conversation_of_one_customer_is_not_given_to_the_next(
    dora: Customer, session: Session
) -> None:
    dora.post("identity", identity_of(dora, "dora"))
    dora.write("Something private")
    first = dora.id
    for claims in ({}, {"email": "mallory@example.org", "email_verified": True}):
        answer = dora.post("identity", identity_of(dora, "mallory", **claims))
        assert (answer.status_code, answer.get_json()["status"]) == (409, 409)
    assert dora.id == first
    erase_customer(session, first, actor=Actor.agent(1))
    assert set(session.scalars(select(Message.text))) == {ERASED}


def test_nor_to_a_customer_who_is_known_already(
    dora: Customer, stranger: Customer, session: Session
) -> None:
    stranger.post("identity", identity_of(stranger, "mallory"))
    dora.post("identity", identity_of(dora, "dora"))
    first = dora.id
    assert dora.post("identity", identity_of(dora, "mallory")).status_code == 409
    assert dora.id == first


def test_nor_by_a_code_for_another_address(
    alice: Customer, stranger: Customer, session: Session
) -> None:
    ticket = make_ticket(session, email="mallory@example.org")
    first = alice.id
    asks_bot(alice, "codes", number=ticket.number)
    code = str(arguments_of(session, "send_code")[-1]["code"])
    answer = asks_bot(alice, "codes/check", number=ticket.number, code=code)
    assert answer["status"] == 409
    assert alice.id == first


def test_what_the_site_said_is_forgotten_after_a_while(
    frozen: Standing, dora: Customer, session: Session
) -> None:
    dora.post("identity", identity_of(dora, "dora"))
    make_ticket(session, session.get_one(CustomerRow, dora.id))
    frozen.advance(timedelta(hours=1, minutes=59))
    assert len(asks_bot(dora)["cases"]) == 1
    frozen.advance(timedelta(minutes=1))
    assert asks_bot(dora) == {"verified": False, "cases": [], "code_can_be_sent": True}


def test_what_a_code_proved_is_forgotten_sooner(
    frozen: Standing, dora: Customer, session: Session
) -> None:
    ticket = make_ticket(session, email="dora@example.org")
    asks_bot(dora, "codes", number=ticket.number)
    code = str(arguments_of(session, "send_code")[-1]["code"])
    assert asks_bot(dora, "codes/check", number=ticket.number, code=code)["verified"] is True
    frozen.advance(timedelta(minutes=29))
    assert len(asks_bot(dora)["cases"]) == 1
    frozen.advance(timedelta(minutes=1))
    assert asks_bot(dora)["verified"] is False


def test_a_proof_in_one_conversation_is_none_in_another(
    dora: Customer, stranger: Customer, session: Session
) -> None:
    for person in (dora, stranger):
        person.post("identity", identity_of(person, "dora"))
    stranger.conversation.verified_until = None
    session.commit()
    assert asks_bot(dora)["verified"] is True
    assert asks_bot(stranger)["verified"] is False


def test_a_token_left_in_a_browser_opens_nothing_after_a_week(
    frozen: Standing, dora: Customer
) -> None:
    dora.write("Something private")
    frozen.advance(timedelta(days=7) - timedelta(seconds=1))
    assert dora.reads() == ["Something private"]
    frozen.advance(timedelta(seconds=1))
    assert dora.get().status_code == 401
    for action in ("messages", "identity", "token", "handoff"):
        assert dora.post(action).status_code == 401
