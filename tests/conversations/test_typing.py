"""Each side sees that the other is writing, and only who is meant to."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from helpdesk.conversations import stream
from helpdesk.conversations.queries import BOT_NAME
from helpdesk.conversations.rules import HandoffReason
from helpdesk.conversations.service import floor, typing
from helpdesk.platform import live
from helpdesk.platform.audit import BOT
from tests.people import Customer, Staff

Told = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What streams are told, by topic."""
    heard: Told = []
    monkeypatch.setattr(
        typing, "announce", lambda _, topic, **signal: heard.append((topic, signal))
    )
    return heard


def test_a_person_sees_that_their_customer_writes(
    alice: Customer, session: Session, told: Told
) -> None:
    assert alice.post("typing").status_code == 200
    assert told == []  # the bot has it
    floor.hand_off(session, alice.conversation.id, HandoffReason.CUSTOMER_REQUEST, actor=BOT)
    session.commit()
    assert alice.post("typing").status_code == 200
    assert told == [(live.INBOX, {"kind": "typing", "id": str(alice.conversation.id)})]


def test_the_customer_sees_that_whoever_has_the_conversation_writes(
    alice: Customer, bob: Staff, carla: Staff, told: Told
) -> None:
    page = f"/console/conversations/{alice.conversation.id}"
    bob.client.press(page, f"{page}/take")
    assert carla.client.submit(f"{page}/typing").status_code == 204
    assert told == []  # a colleague drafts something
    assert bob.client.submit(f"{page}/typing").status_code == 204
    signal = {"kind": "typing", "author": "agent", "name": "Bob"}
    assert told == [(alice.conversation.topic, signal)]
    read = stream.Reader(alice.conversation.id, 0).read
    assert read(signal) == [("typing", None, {"author": "agent", "name": "Bob"})]
    assert read({"kind": "typing", "author": "bot"})[0][2]["name"] == BOT_NAME


WRITES = {"kind": "typing", "id": "a"}


def message(conversation: str, author: str) -> dict[str, Any]:
    return {"kind": "message", "id": conversation, "author": author}


@pytest.mark.parametrize(
    ("signals", "events"),
    [
        ([], ["inbox", "conversation", "tickets", "ticket"]),
        ([{"kind": "message"}], ["inbox", "conversation", "tickets", "ticket"]),
        ([{"kind": "ticket", "id": "a"}], ["tickets", "ticket"]),
        ([{"kind": "ticket", "id": "b"}, WRITES], ["typing", "tickets"]),
        ([{"kind": "viewing", "id": "a"}], ["viewing"]),
        ([{"kind": "viewing", "id": "b"}], []),
        ([WRITES], ["typing"]),
        ([{"kind": "typing", "id": "b"}], []),
        ([{"kind": "seen", "id": "a"}], ["conversation"]),
        ([{"kind": "seen", "id": "b"}], []),
        ([message("b", "customer")], ["inbox"]),
        ([message("a", "agent")], ["inbox", "conversation"]),
        ([message("a", "customer")], ["written", "inbox", "conversation"]),
        ([WRITES, message("b", "customer")], ["typing", "inbox"]),
        ([WRITES, {"kind": "seen", "id": "a"}], ["typing", "conversation"]),
        ([WRITES, message("a", "agent")], ["typing", "inbox", "conversation"]),
        ([WRITES, message("a", "customer")], ["written", "inbox", "conversation"]),
        ([message("a", "customer"), WRITES], ["typing", "inbox", "conversation"]),
        ([{"kind": "notice", "agent": 7}], ["notice"]),
        ([{"kind": "notice", "agent": 8}], []),
    ],
)
def test_an_open_page_hears_of_what_it_has_opened_alone(
    signals: list[dict[str, Any]], events: list[str]
) -> None:
    page = stream.DeskPage(7, "a")
    assert [name for name, _, _ in stream.told_to(page, signals)] == events
