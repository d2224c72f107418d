"""What conversations tell the rest of the desk."""

from sqlalchemy.orm import Session

from helpdesk.conversations.rules import HandoffReason
from helpdesk.conversations.service import floor
from helpdesk.platform import events
from helpdesk.platform.audit import BOT
from tests.fakes import FakeBot
from tests.jobs import run_turn
from tests.make import make_agent, make_conversation, make_message


def test_a_customers_message_is_told_once(session: Session, facts: list[events.Fact]) -> None:
    conversation, _ = make_conversation(session)
    message = make_message(session, conversation, "Where is my parcel?")
    assert facts == [events.MessageReceived(conversation.id, message.id)]


def test_each_reply_of_the_bot_is_told(session: Session, facts: list[events.Fact]) -> None:
    conversation, _ = make_conversation(session)
    message = make_message(session, conversation, "Where is my parcel?")
    facts.clear()
    run_turn(conversation, FakeBot("On its way.", "It comes tomorrow."))
    said = [fact for fact in facts if isinstance(fact, events.MessageAnswered)]
    assert len(said) == len(facts) == 2
    assert all(fact.message_id > message.id for fact in said)


def test_handing_over_is_told_once_with_its_reason(
    session: Session, facts: list[events.Fact]
) -> None:
    conversation, _ = make_conversation(session)
    for _ in range(2):
        floor.hand_off(session, conversation.id, HandoffReason.CUSTOMER_REQUEST, actor=BOT)
    assert facts == [events.ConversationHandedOver(conversation.id, HandoffReason.CUSTOMER_REQUEST)]


def test_an_agents_reply_is_told_and_their_note_is_not(
    session: Session, facts: list[events.Fact]
) -> None:
    (conversation, _), bob = make_conversation(session), make_agent(session)
    floor.take(session, conversation.id, bob)
    facts.clear()
    floor.write_note(session, conversation.id, bob, "A regular.")
    assert facts == []
    reply = floor.reply(session, conversation.id, bob, "I am looking for it.")
    assert facts == [events.MessageAnswered(conversation.id, reply.id)]
