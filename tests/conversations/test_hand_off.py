"""Asking for a person: at any moment, once, and never in silence."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.conversations.console.words import HANDOFF_WORDS
from helpdesk.conversations.rules import Floor, FloorRefused, HandoffReason
from helpdesk.conversations.service import floor
from helpdesk.conversations.waiting.telling import expects
from helpdesk.platform import clock
from helpdesk.platform.audit import BOT, Actor, AuditEvent
from tests.conftest import Standing
from tests.make import make_conversation, make_message
from tests.people import Customer, Staff

WANTED = HandoffReason.CUSTOMER_REQUEST


def test_what_the_bot_announces_itself_is_not_announced_again(
    alice: Customer, session: Session
) -> None:
    floor.hand_off(session, alice.conversation.id, WANTED, actor=BOT, announced=True)
    line = alice.reads()[-1]
    assert line == expects(session, alice.conversation)


@pytest.mark.parametrize("reason", list(HandoffReason))
def test_the_customer_always_reads_that_a_person_takes_over(
    alice: Customer, session: Session, reason: HandoffReason
) -> None:
    floor.hand_off(session, alice.conversation.id, reason, actor=BOT)
    assert "A person takes over from here." in alice.reads()[-1]
    assert alice.conversation.handoff_reason is reason
    assert reason in HANDOFF_WORDS


def test_asking_twice_changes_nothing(alice: Customer, session: Session) -> None:
    first = floor.hand_off(session, alice.conversation.id, WANTED, actor=BOT).version
    floor.hand_off(session, alice.conversation.id, HandoffReason.COMPLAINT, actor=BOT)
    assert alice.conversation.version == first
    assert alice.conversation.handoff_reason is WANTED
    assert len(alice.reads()) == 1


def test_asking_while_a_person_is_there_changes_nothing(
    alice: Customer, bob: Staff, session: Session
) -> None:
    floor.take(session, alice.conversation.id, bob.agent)
    floor.hand_off(session, alice.conversation.id, WANTED, actor=BOT)
    assert alice.conversation.floor is Floor.AGENT
    assert alice.reads() == ["Bob joined."]


def test_the_trail_keeps_who_asked_and_why(session: Session) -> None:
    conversation, _ = make_conversation(session)
    floor.hand_off(session, conversation.id, HandoffReason.MISSING_KNOWLEDGE, actor=BOT)
    session.flush()
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "floor passed")).one()
    assert (event.actor, event.reason) == ("bot", "missing_knowledge")
    assert (event.before, event.after) == ({"floor": "bot"}, {"floor": "waiting"})


def test_nobody_at_the_desk_is_said_so(alice: Customer, session: Session) -> None:
    floor.hand_off(session, alice.conversation.id, WANTED, actor=BOT)
    assert "Nobody is at the desk right now" in alice.reads()[-1]


def test_the_place_in_the_queue_is_counted(
    alice: Customer, dora: Customer, bob: Staff, session: Session, frozen: Standing
) -> None:
    bob.agent.last_seen_at = clock.now()
    floor.hand_off(session, alice.conversation.id, WANTED, actor=BOT)
    frozen.advance(timedelta(minutes=1))
    floor.hand_off(session, dora.conversation.id, WANTED, actor=BOT)
    assert "You are next." in alice.reads()[-1]
    assert "1 person before you." in dora.reads()[-1]


def test_an_agent_seen_long_ago_is_not_there(
    alice: Customer, bob: Staff, session: Session, frozen: Standing
) -> None:
    bob.agent.last_seen_at = clock.now()
    frozen.advance(timedelta(minutes=11))
    floor.hand_off(session, alice.conversation.id, WANTED, actor=BOT)
    assert "Nobody is at the desk" in alice.reads()[-1]


def test_a_person_can_be_had_after_the_conversation_was_resolved(
    alice: Customer, bob: Staff, session: Session
) -> None:
    floor.take(session, alice.conversation.id, bob.agent)
    floor.resolve(session, alice.conversation.id, actor=Actor.agent(1))
    answer = alice.post("handoff")
    assert (answer.status_code, answer.get_json()["floor"]) == (202, "waiting")
    assert "A person takes over" in alice.reads()[-1]
    assert alice.conversation.sender_id.endswith(":2")


def test_a_late_bot_does_not_reopen_a_resolved_conversation(
    alice: Customer, session: Session
) -> None:
    floor.resolve(session, alice.conversation.id, actor=Actor.agent(1))
    with pytest.raises(FloorRefused):
        floor.hand_off(session, alice.conversation.id, HandoffReason.TOOL_FAILURE, actor=BOT)


def test_what_is_written_while_waiting_is_kept_for_the_person(
    alice: Customer, session: Session
) -> None:
    floor.hand_off(session, alice.conversation.id, WANTED, actor=BOT)
    make_message(session, alice.conversation, "It is urgent")
    assert alice.reads()[-1] == "It is urgent"


def test_outside_the_opening_hours_the_customer_reads_when_somebody_is_there(
    alice: Customer, session: Session, frozen: Standing
) -> None:
    frozen.advance(timedelta(hours=10))
    floor.hand_off(session, alice.conversation.id, WANTED, actor=BOT)
    assert "people are here again on Tuesday at 9:00 (UTC)" in alice.reads()[-1]


def test_an_agent_who_is_there_out_of_hours_answers_all_the_same(
    alice: Customer, bob: Staff, session: Session, frozen: Standing
) -> None:
    bob.agent.last_seen_at = frozen.advance(timedelta(hours=10))
    floor.hand_off(session, alice.conversation.id, WANTED, actor=BOT)
    assert "You are next." in alice.reads()[-1]
