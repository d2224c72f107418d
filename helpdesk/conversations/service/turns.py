"""The bot's turns: what it has yet to answer, and keeping or dropping what it says."""

import logging
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.conversations.bot_gateway import Content, Turn
from helpdesk.conversations.models import Conversation, Message
from helpdesk.conversations.queries import waiting_turns
from helpdesk.conversations.rules import (
    Author,
    Floor,
    HandoffReason,
    apology,
    for_the_bot,
    may_bot_speak,
)
from helpdesk.conversations.service.floor import hand_off
from helpdesk.conversations.service.messages import (
    add_message,
    enqueue_turn,
    lock_conversation,
)
from helpdesk.conversations.service.typing import tell_bot_writes
from helpdesk.languages.catalogues import speaking
from helpdesk.languages.detection import written_in
from helpdesk.platform import audit, events
from helpdesk.platform.audit import BOT
from helpdesk.platform.jobqueue import waits

logger = logging.getLogger(__name__)


def open_turn(session: Session, conversation_id: UUID) -> Turn | None:
    """The oldest customer message the bot has not dealt with, or None when it should be silent."""
    conversation = lock_conversation(session, conversation_id)
    if conversation.floor is not Floor.BOT:
        return None
    message = _next_message(session, conversation)
    if message is None:
        return None
    asked_before = conversation.asked_message_id == message.id
    conversation.asked_message_id = message.id
    if message.payload is None:
        conversation.language = written_in(message.text) or conversation.language
    tell_bot_writes(session, conversation)
    return Turn(
        conversation.sender_id,
        message.id,
        message.payload or for_the_bot(message.text),
        asked_before,
        conversation.language,
        conversation.spoken,
    )


def close_turn(session: Session, conversation_id: UUID, turn: Turn, replies: list[Content]) -> None:
    """Keep what the bot said, unless a person has the floor by now: then it is dropped."""
    conversation = lock_conversation(session, conversation_id)
    if _was_answered(session, conversation, turn):
        return
    overtaken = conversation.answered_up_to >= turn.message_id
    conversation.answered_up_to = max(conversation.answered_up_to, turn.message_id)
    if overtaken or not may_bot_speak(conversation.floor):
        _note_dropped(session, conversation, turn, replies)
        return
    for reply in replies:
        words = replace(reply, view={**(reply.view or {}), "sender_id": turn.sender_id})
        message = add_message(session, conversation, Author.BOT, words, in_reply_to=turn.message_id)
        events.publish(session, events.MessageAnswered(conversation.id, message.id))


def fail_turn(session: Session, conversation_id: UUID, turn: Turn, problem: str) -> None:
    """Apologise and ask for a person, so that no customer is left without an answer."""
    conversation = lock_conversation(session, conversation_id)
    if conversation.answered_up_to >= turn.message_id:
        return
    conversation.answered_up_to = turn.message_id
    change = audit.Change("conversation", conversation.id, "bot failed", reason=problem[:500])
    audit.record(session, BOT, change)
    logger.error("The bot failed on message %s: %s", turn.message_id, problem)
    if may_bot_speak(conversation.floor):
        with speaking(conversation.spoken):
            words = Content(apology(conversation.session_number))
        add_message(session, conversation, Author.BOT, words, in_reply_to=turn.message_id)
        hand_off(session, conversation_id, HandoffReason.TOOL_FAILURE, actor=BOT)


def ensure_next_turn(session: Session, conversation_id: UUID) -> None:
    """A message whose own job was lost is answered too, with or after the others."""
    conversation = lock_conversation(session, conversation_id)
    if conversation.floor is not Floor.BOT or _next_message(session, conversation) is None:
        return
    if not waits(session, conversation.topic):
        _, in_network = waiting_turns(session, conversation)
        enqueue_turn(session, conversation, waiting=in_network)


def _was_answered(session: Session, conversation: Conversation, turn: Turn) -> bool:
    """Did an earlier run of this same turn get as far as keeping what the bot said?"""
    thread = select(Message.id).where(Message.conversation_id == conversation.id)
    kept = thread.where(Message.in_reply_to == turn.message_id).limit(1)
    return session.scalar(kept) is not None


def _next_message(session: Session, conversation: Conversation) -> Message | None:
    return session.scalar(
        select(Message)
        .where(Message.conversation_id == conversation.id, Message.author == Author.CUSTOMER)
        .where(Message.id > conversation.answered_up_to)
        .order_by(Message.id)
        .limit(1)
    )


def _note_dropped(
    session: Session, conversation: Conversation, turn: Turn, replies: list[Content]
) -> None:
    change = audit.Change(
        "conversation",
        conversation.id,
        "bot reply dropped",
        after={"in_reply_to": turn.message_id, "texts": [reply.text for reply in replies]},
        reason=f"The floor is with {conversation.floor}.",
    )
    audit.record(session, BOT, change)
    logger.info("Dropped the bot's reply to message %s: a person has the floor.", turn.message_id)
