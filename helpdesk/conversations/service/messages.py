"""Adding to a conversation: every accepted message is kept once and in order."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.conversations.bot_gateway import Content
from helpdesk.conversations.models import Conversation, Message
from helpdesk.conversations.queries import waiting_turns
from helpdesk.conversations.rules import (
    Author,
    Floor,
    check_payload,
    check_text,
    check_waiting,
    floor_after_customer_writes,
    turn_priority,
)
from helpdesk.languages.catalogues import N_
from helpdesk.platform import audit, clock, events
from helpdesk.platform.audit import Actor
from helpdesk.platform.db import Json
from helpdesk.platform.errors import NotFound, NotSignedIn
from helpdesk.platform.jobqueue import enqueue
from helpdesk.platform.live import INBOX, announce

NOT_OPEN = N_("This conversation is not open to you. Start a new one.")


@dataclass(frozen=True)
class Incoming:
    """What a customer sends: typed words, or the payload of a button that was offered."""

    client_id: str
    text: str | None = None
    payload: str | None = None


def get_conversation(session: Session, conversation_id: UUID) -> Conversation:
    """The conversation, for people of the desk."""
    conversation = session.get(Conversation, conversation_id)
    if conversation is None:
        raise NotFound("There is no such conversation.")
    return conversation


def lock_conversation(session: Session, conversation_id: UUID) -> Conversation:
    """The conversation as it is now, held until commit, so that messages keep their order."""
    conversation = session.scalar(
        select(Conversation)
        .where(Conversation.id == conversation_id)
        .with_for_update(of=Conversation)
        .execution_options(populate_existing=True)
    )
    if conversation is None:
        raise NotFound("There is no such conversation.")
    return conversation


def lock_for_customer(session: Session, conversation_id: UUID) -> Conversation:
    """The same for its customer; NotSignedIn if they were erased since their token was checked."""
    conversation = lock_conversation(session, conversation_id)
    if conversation.customer.erased_at:
        raise NotSignedIn(NOT_OPEN)
    return conversation


def receive_message(session: Session, conversation_id: UUID, incoming: Incoming) -> Message:
    """Keep the customer's message and, if the bot has the floor, have it answered.

    The same `client_id` again is the same message, whatever else was sent with it.
    """
    conversation = lock_for_customer(session, conversation_id)
    known = _known(session, conversation, incoming.client_id)
    if known:
        return known
    button = _button(session, conversation, incoming.payload)
    text = button["title"] if button else check_text(incoming.text or "")
    reopen_if_resolved(session, conversation)
    waiting = _turns_before(session, conversation)
    message = add_message(
        session, conversation, Author.CUSTOMER, Content(text),
        client_id=incoming.client_id, payload=incoming.payload,
    )  # fmt: skip
    if waiting is not None:
        enqueue_turn(session, conversation, waiting=waiting)
    events.publish(session, events.MessageReceived(conversation.id, message.id))
    return message


def _turns_before(session: Session, conversation: Conversation) -> int | None:
    """How many messages as near wait for the bot; None when a person is to answer.

    Raise TooSoon when they are enough: whoever writes to a person is not held up by them.
    """
    if conversation.floor is not Floor.BOT:
        return None
    in_conversation, in_network = waiting_turns(session, conversation)
    check_waiting(in_conversation, in_network)
    return in_network


def enqueue_turn(session: Session, conversation: Conversation, *, waiting: int) -> None:
    """Have the bot answer the oldest message that waits here; `waiting` others are as near."""
    enqueue(
        session,
        "answer_with_bot",
        lock=conversation.topic,
        priority=turn_priority(waiting),
        conversation_id=str(conversation.id),
    )


def add_message(
    session: Session, conversation: Conversation, author: Author, words: Content, **extra: object
) -> Message:
    """Append to a locked conversation and tell every open stream on commit."""
    message = Message(
        conversation_id=conversation.id,
        author=author,
        text=words.text,
        buttons=words.buttons,
        sources=words.sources,
        bot_view=words.view,
        created_at=clock.now(),
        **extra,
    )
    session.add(message)
    session.flush()
    conversation.last_message_at = message.created_at
    announce(session, conversation.topic, kind="message", id=message.id)
    announce(session, INBOX, kind="message", id=str(conversation.id), author=author)
    return message


def say(session: Session, conversation: Conversation, line: str) -> Message:
    """A quiet line of the desk itself, such as who joined."""
    return add_message(session, conversation, Author.SYSTEM, Content(line))


def move_conversations(session: Session, fact: events.CustomerMerged) -> None:
    """What the visitor said belongs to the customer they turned out to be."""
    mine = select(Conversation).where(Conversation.customer_id == fact.visitor_id)
    for conversation in session.scalars(mine):
        conversation.customer_id = fact.customer_id


def _known(session: Session, conversation: Conversation, client_id: str) -> Message | None:
    return session.scalar(
        select(Message).where(
            Message.conversation_id == conversation.id, Message.client_id == client_id
        )
    )


def _button(session: Session, conversation: Conversation, payload: str | None) -> Json | None:
    """The button that was offered with this payload; None for typed words."""
    if payload is None:
        return None
    offers = session.scalars(
        select(Message.buttons).where(
            Message.conversation_id == conversation.id, Message.author == Author.BOT
        )
    )
    return check_payload(payload, [button for offer in offers for button in offer])


def _newest(session: Session, conversation: Conversation) -> int:
    thread = select(func.max(Message.id)).where(Message.conversation_id == conversation.id)
    return session.scalar(thread) or 0


def reopen_if_resolved(session: Session, conversation: Conversation) -> None:
    """The customer is back: the bot has the floor, and remembers nothing of the last time."""
    floor = floor_after_customer_writes(conversation.floor)
    if floor is not conversation.floor:
        change = audit.Change(
            "conversation",
            conversation.id,
            "floor passed",
            before={"floor": conversation.floor},
            after={"floor": floor},
            reason="The customer came back.",
        )
        audit.record(session, Actor.customer(conversation.customer_id), change)
        conversation.floor = floor
        conversation.version += 1
        conversation.session_number += 1
        conversation.session_after = _newest(session, conversation)
        conversation.agent_id = conversation.resolved_at = conversation.satisfaction = None
        conversation.handoff_reason = conversation.team_id = None
        conversation.came_back_from = []
