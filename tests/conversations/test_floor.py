"""Taking, replying, noting, handing back and resolving."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.conversations.rules import Floor, FloorRefused, HandoffReason
from helpdesk.conversations.service import floor
from helpdesk.platform.audit import BOT, Actor, AuditEvent
from helpdesk.platform.errors import RuleBroken
from tests.fakes import FakeBot
from tests.jobs import run_turn
from tests.make import make_message
from tests.people import Customer, Staff


def floors(session: Session) -> list[tuple[str, str]]:
    """Every passing of the floor in the trail, oldest first."""
    session.flush()
    events = session.scalars(
        select(AuditEvent).where(AuditEvent.action == "floor passed").order_by(AuditEvent.id)
    )
    return [((e.before or {})["floor"], (e.after or {})["floor"]) for e in events]


def test_an_agent_takes_a_waiting_conversation_and_replies(
    alice: Customer, bob: Staff, session: Session
) -> None:
    floor.hand_off(session, alice.conversation.id, HandoffReason.COMPLAINT, actor=BOT)
    floor.take(session, alice.conversation.id, bob.agent)
    floor.reply(session, alice.conversation.id, bob.agent, "Hello, I am Bob.")
    found = alice.get().get_json()
    assert (found["floor"], found["agent"]) == ("agent", {"name": "Bob"})
    assert [m["text"] for m in found["messages"]][1:] == ["Bob joined.", "Hello, I am Bob."]
    assert found["messages"][-1]["author_name"] == "Bob"
    assert floors(session) == [("bot", "waiting"), ("waiting", "agent")]


def test_taking_twice_says_it_once(alice: Customer, bob: Staff, session: Session) -> None:
    for _ in range(2):
        floor.take(session, alice.conversation.id, bob.agent)
    assert alice.reads() == ["Bob joined."]


def test_a_colleague_takes_over_and_the_first_may_no_longer_reply(
    alice: Customer, bob: Staff, carla: Staff, session: Session
) -> None:
    floor.take(session, alice.conversation.id, bob.agent)
    floor.take(session, alice.conversation.id, carla.agent)
    with pytest.raises(FloorRefused, match="Carla has this"):
        floor.reply(session, alice.conversation.id, bob.agent, "Me again")
    assert alice.reads() == ["Bob joined.", "Carla joined."]


def test_the_trail_tells_who_took_over_from_whom_and_that_the_customer_came_back(
    alice: Customer, bob: Staff, carla: Staff, session: Session
) -> None:
    for person in (bob, carla):
        floor.take(session, alice.conversation.id, person.agent)
    floor.resolve(session, alice.conversation.id, actor=Actor.agent(carla.agent.id))
    session.commit()
    alice.write("One more thing")
    taken = session.scalars(select(AuditEvent).where(AuditEvent.action == "taken over")).one()
    assert (taken.before, taken.after) == ({"agent": bob.agent.id}, {"agent": carla.agent.id})
    assert floors(session) == [("bot", "agent"), ("agent", "resolved"), ("resolved", "bot")]


def test_a_colleague_is_given_the_floor_and_the_trail_tells_by_whom(
    alice: Customer, bob: Staff, carla: Staff, session: Session
) -> None:
    floor.take(session, alice.conversation.id, bob.agent)
    floor.give(session, alice.conversation.id, carla.agent, actor=Actor.agent(bob.agent.id))
    assert alice.reads() == ["Bob joined.", "Carla joined."]
    assert alice.conversation.agent_id == carla.agent.id
    passed = session.scalars(select(AuditEvent).where(AuditEvent.action == "passed on")).one()
    assert passed.actor == Actor.agent(bob.agent.id)
    assert passed.after == {"agent": carla.agent.id}


def test_what_is_put_back_waits_again_and_its_customer_reads_so(
    alice: Customer, bob: Staff, session: Session
) -> None:
    floor.take(session, alice.conversation.id, bob.agent)
    floor.put_back(session, alice.conversation.id, by=bob.agent)
    assert alice.conversation.floor is Floor.WAITING
    assert alice.conversation.agent_id is None
    assert alice.reads()[-1].startswith("Another person goes on.")
    with pytest.raises(FloorRefused):
        floor.put_back(session, alice.conversation.id, by=bob.agent)


def test_the_first_words_take_a_conversation_that_no_colleague_has(
    alice: Customer, bob: Staff, carla: Staff, session: Session
) -> None:
    floor.reply(session, alice.conversation.id, bob.agent, "Hello")
    assert floors(session) == [("bot", "agent")]
    assert alice.conversation.agent_id == bob.agent.id
    with pytest.raises(FloorRefused, match="Bob has this conversation"):
        floor.reply(session, alice.conversation.id, carla.agent, "Hello")


def test_words_that_cannot_be_sent_take_nothing(
    alice: Customer, bob: Staff, session: Session
) -> None:
    with pytest.raises(RuleBroken):
        floor.reply(session, alice.conversation.id, bob.agent, " ")
    assert floors(session) == []


@pytest.mark.parametrize("text", ["", "  ", "x" * 4001])
def test_an_agents_words_keep_the_same_limits(
    alice: Customer, bob: Staff, session: Session, text: str
) -> None:
    floor.take(session, alice.conversation.id, bob.agent)
    with pytest.raises(RuleBroken):
        floor.reply(session, alice.conversation.id, bob.agent, text)


def test_the_customer_never_reads_a_note(alice: Customer, bob: Staff, session: Session) -> None:
    note = floor.write_note(session, alice.conversation.id, bob.agent, "Check the invoice")
    assert note.note
    assert alice.reads() == []


def test_the_bot_answers_again_after_it_was_handed_back(
    alice: Customer, bob: Staff, session: Session
) -> None:
    floor.take(session, alice.conversation.id, bob.agent)
    make_message(session, alice.conversation, "This is for Bob")
    floor.hand_back(session, alice.conversation.id, bob.agent)
    make_message(session, alice.conversation, "And this for the bot")
    bot = FakeBot("Within 30 days.")
    run_turn(alice.conversation, bot)
    assert bot.heard == ["And this for the bot"]
    assert bot.turns[0].sender_id == f"{alice.conversation.id}:2"
    assert alice.reads()[-1] == "Within 30 days."


def test_handing_back_clears_why_and_who(alice: Customer, bob: Staff, session: Session) -> None:
    floor.hand_off(session, alice.conversation.id, HandoffReason.COMPLAINT, actor=BOT)
    floor.take(session, alice.conversation.id, bob.agent)
    floor.hand_back(session, alice.conversation.id, bob.agent)
    left = (alice.conversation.agent_id, alice.conversation.handoff_reason)
    assert left == (None, None)
    assert alice.get().get_json()["agent"] is None
    assert "The bot is back." in alice.reads()[-1]


def test_resolving_is_told_and_kept_in_the_trail(
    alice: Customer, bob: Staff, session: Session
) -> None:
    floor.take(session, alice.conversation.id, bob.agent)
    floor.resolve(session, alice.conversation.id, actor=Actor.agent(1))
    assert alice.conversation.resolved_at is not None
    assert "This conversation is resolved." in alice.reads()[-1]
    assert floors(session)[-1] == ("agent", "resolved")


def test_resolving_twice_is_refused(alice: Customer, session: Session) -> None:
    floor.resolve(session, alice.conversation.id, actor=Actor.agent(1))
    with pytest.raises(FloorRefused, match="is resolved"):
        floor.resolve(session, alice.conversation.id, actor=Actor.agent(1))


def test_an_agent_may_take_a_resolved_conversation_up_again(
    alice: Customer, bob: Staff, session: Session
) -> None:
    floor.resolve(session, alice.conversation.id, actor=Actor.agent(1))
    floor.take(session, alice.conversation.id, bob.agent)
    assert (alice.conversation.floor, alice.conversation.resolved_at) == (Floor.AGENT, None)
