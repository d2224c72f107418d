"""At the handover an anonymous customer is asked where an answer reaches them."""

from itertools import product

import pytest
from sqlalchemy.orm import Session

from helpdesk.conversations.rules import Floor, HandoffReason, asks_contact
from helpdesk.conversations.service import floor
from helpdesk.customers.models import Customer as Person
from helpdesk.platform.audit import BOT
from tests.make import make_bot_answer
from tests.people import Customer, Staff

ASKED = {(Floor.WAITING, False, None), (Floor.AGENT, False, None)}


@pytest.mark.parametrize(
    ("now", "verified", "contact"), list(product(Floor, [True, False], [None, "a@example.org"]))
)
def test_who_is_asked(now: Floor, verified: bool, contact: str | None) -> None:
    expected = (now, verified, contact) in ASKED
    assert asks_contact(now, verified=verified, contact=contact) is expected


def asked(customer: Customer) -> bool:
    found: bool = customer.get().get_json()["ask_contact"]
    return found


def test_a_stranger_who_waits_for_a_person_is_asked_once(
    dora: Customer, bob: Staff, session: Session
) -> None:
    make_bot_answer(session, dora.conversation)
    assert not asked(dora)
    assert dora.post("handoff").get_json() == {
        "floor": "waiting", "agent": None, "ask_contact": True, "seen": 0,
    }  # fmt: skip
    assert asked(dora)
    answer = dora.post("contact", {"contact": " dora@example.org "})
    assert answer.get_json() == {"floor": "waiting", "agent": None, "ask_contact": False, "seen": 0}
    assert not asked(dora)
    page = bob.client.get(f"/console/conversations/{dora.conversation.id}/context").text
    assert "dora@example.org" in page
    assert "not proven" in page


def test_a_known_customer_is_not_asked(alice: Customer) -> None:
    assert alice.post("handoff").get_json()["ask_contact"] is False


def test_who_told_it_with_a_complaint_is_not_asked_again(dora: Customer, session: Session) -> None:
    dora.conversation.customer.contact = "dora@example.org"
    session.commit()
    assert dora.post("handoff").get_json()["ask_contact"] is False


@pytest.mark.parametrize("contact", ["", "call me maybe", "x" * 501, 7, None])
def test_what_reaches_nobody_is_refused_in_words(
    dora: Customer, session: Session, contact: object
) -> None:
    dora.post("handoff")
    answer = dora.post("contact", {"contact": contact})
    assert answer.status_code == 422
    assert answer.get_json()["detail"]
    assert session.get_one(Person, dora.id).contact is None


def test_a_slip_is_corrected_by_saying_it_again(dora: Customer, session: Session) -> None:
    for contact in ("dora@example.og", "dora@example.org"):
        dora.post("contact", {"contact": contact})
    assert session.get_one(Person, dora.id).contact == "dora@example.org"


def test_every_tab_and_the_agent_hear_of_it(
    dora: Customer, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    floor.hand_off(session, dora.conversation.id, HandoffReason.CUSTOMER_REQUEST, actor=BOT)
    session.commit()
    monkeypatch.setattr(
        "helpdesk.conversations.service.contact.announce",
        lambda _session, topic, **_more: heard.append(topic),
    )
    dora.post("contact", {"contact": "dora@example.org"})
    assert heard == [dora.conversation.topic, "inbox"]
