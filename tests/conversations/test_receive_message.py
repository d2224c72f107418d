"""A customer's message is kept once, in order, and answered by whoever has the floor."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.conversations.models import Message
from helpdesk.conversations.rules import Floor, HandoffReason
from helpdesk.conversations.service import floor
from helpdesk.conversations.service.messages import (
    Incoming,
    get_conversation,
    receive_message,
)
from helpdesk.platform.audit import BOT, Actor
from helpdesk.platform.errors import NotFound, RuleBroken
from tests.jobs import arguments_of
from tests.make import make_bot_answer, make_conversation
from tests.people import Staff

JOB = "answer_with_bot"
BUTTONS = [{"title": "Yes, please", "payload": "/affirm"}]


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Message)) or 0


def test_a_message_is_kept_and_one_job_answers_it(session: Session) -> None:
    conversation, _ = make_conversation(session)
    message = receive_message(session, conversation.id, Incoming("c1", "Where is it?"))
    assert (message.text, message.author, message.client_id) == ("Where is it?", "customer", "c1")
    assert arguments_of(session, JOB) == [{"conversation_id": str(conversation.id)}]


def test_the_same_client_id_is_the_same_message(session: Session) -> None:
    conversation, _ = make_conversation(session)
    first = receive_message(session, conversation.id, Incoming("c1", "Where is it?"))
    again = receive_message(session, conversation.id, Incoming("c1", "Something else"))
    assert (again.id, again.text) == (first.id, "Where is it?")
    assert count(session) == len(arguments_of(session, JOB)) == 1


def test_the_same_client_id_elsewhere_is_another_message(session: Session) -> None:
    ids = {
        receive_message(session, make_conversation(session)[0].id, Incoming("c1", "Hi")).id
        for _ in range(2)
    }
    assert len(ids) == 2


def test_a_repeat_of_an_empty_message_is_refused_each_time(session: Session) -> None:
    conversation, _ = make_conversation(session)
    for _ in range(2):
        with pytest.raises(RuleBroken):
            receive_message(session, conversation.id, Incoming("c1", "  "))
    assert count(session) == 0


@pytest.mark.parametrize("taken", [False, True])
def test_the_bot_is_not_asked_while_a_person_has_it(
    session: Session, bob: Staff, taken: bool
) -> None:
    conversation, _ = make_conversation(session)
    floor.hand_off(session, conversation.id, HandoffReason.CUSTOMER_REQUEST, actor=BOT)
    if taken:
        floor.take(session, conversation.id, bob.agent)
    receive_message(session, conversation.id, Incoming("c1", "Hello?"))
    assert arguments_of(session, JOB) == []
    assert conversation.floor == (Floor.AGENT if taken else Floor.WAITING)


def test_writing_reopens_a_resolved_conversation_with_a_fresh_memory(
    session: Session, bob: Staff
) -> None:
    conversation, _ = make_conversation(session)
    floor.take(session, conversation.id, bob.agent)
    before = conversation.sender_id
    floor.resolve(session, conversation.id, actor=Actor.agent(1))
    receive_message(session, conversation.id, Incoming("c1", "One more thing"))
    assert (conversation.floor, conversation.agent_id) == (Floor.BOT, None)
    assert (before, conversation.sender_id) == (f"{conversation.id}:1", f"{conversation.id}:2")
    assert len(arguments_of(session, JOB)) == 1


def test_a_pressed_button_is_kept_in_the_words_the_customer_saw(session: Session) -> None:
    conversation, _ = make_conversation(session)
    make_bot_answer(session, conversation, "Shall I?", buttons=BUTTONS)
    pressed = Incoming("c1", payload="/affirm")
    message = receive_message(session, conversation.id, pressed)
    assert (message.text, message.payload) == ("Yes, please", "/affirm")


def test_a_button_of_another_conversation_is_refused(session: Session) -> None:
    make_bot_answer(session, make_conversation(session)[0], "Shall I?", buttons=BUTTONS)
    mine, _ = make_conversation(session)
    with pytest.raises(RuleBroken, match="not offered in this conversation"):
        receive_message(session, mine.id, Incoming("c1", payload="/affirm"))


def test_the_floors_version_moves_with_every_change(session: Session, bob: Staff) -> None:
    conversation, _ = make_conversation(session)
    versions = [conversation.version]
    floor.take(session, conversation.id, bob.agent)
    versions.append(conversation.version)
    floor.resolve(session, conversation.id, actor=Actor.agent(1))
    versions.append(conversation.version)
    receive_message(session, conversation.id, Incoming("c1", "Again"))
    versions.append(conversation.version)
    assert versions == [1, 2, 3, 4]


def test_an_unknown_conversation_is_not_found(session: Session) -> None:
    lost = uuid4()
    for ask in (get_conversation, lambda s, key: receive_message(s, key, Incoming("c", "x"))):
        with pytest.raises(NotFound, match="no such conversation"):
            ask(session, lost)
