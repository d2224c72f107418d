"""Each side can tell how far the other has read."""

import pytest
from sqlalchemy.orm import Session

from helpdesk.conversations.service import floor
from tests.make import make_message
from tests.people import Customer, Staff


def page_of(alice: Customer) -> str:
    return f"/console/conversations/{alice.conversation.id}"


def seen(alice: Customer) -> int:
    reached: int = alice.get().get_json()["seen"]
    return reached


def test_the_customer_sees_that_the_person_who_has_it_read_their_words(
    alice: Customer, bob: Staff, carla: Staff, session: Session
) -> None:
    floor.take(session, alice.conversation.id, bob.agent)
    asked = make_message(session, alice.conversation)
    carla.client.get(page_of(alice))
    assert seen(alice) == 0  # a colleague only looked
    bob.client.get(page_of(alice))
    assert seen(alice) == asked.id


def test_the_bots_conversations_are_read_by_nobody(alice: Customer, bob: Staff) -> None:
    alice.write("Where is it?")
    bob.client.get(page_of(alice))
    assert seen(alice) == 0


def test_the_agent_sees_that_their_words_were_read(
    alice: Customer, bob: Staff, session: Session
) -> None:
    first = floor.reply(session, alice.conversation.id, bob.agent, "Hello")
    session.commit()
    assert "your words are read" not in bob.client.get(page_of(alice)).text
    assert alice.post("seen", {"id": first.id}).status_code == 200
    assert "your words are read" in bob.client.get(page_of(alice)).text
    floor.reply(session, alice.conversation.id, bob.agent, "Are you there?")
    session.commit()
    assert "your words are read" not in bob.client.get(page_of(alice)).text


def test_nothing_is_read_before_it_is_written_or_unread_again(
    alice: Customer, bob: Staff, session: Session
) -> None:
    last = floor.reply(session, alice.conversation.id, bob.agent, "Hello")
    session.commit()
    alice.post("seen", {"id": 10**15})
    assert alice.conversation.seen_by_customer == last.id
    alice.post("seen", {"id": 0})
    assert alice.conversation.seen_by_customer == last.id


@pytest.mark.parametrize("number", [-1, 2**63, "x", None])
def test_what_is_no_message_is_refused(alice: Customer, number: object) -> None:
    assert alice.post("seen", {"id": number}).status_code == 422
