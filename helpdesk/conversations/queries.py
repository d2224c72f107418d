"""Conversations and messages, ready to show to customers and agents."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ScalarSelect, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from helpdesk.accounts.queries import agents_here
from helpdesk.articles.models import Question
from helpdesk.conversations.models import Conversation, ConversationRating, Message
from helpdesk.conversations.rules import Author, Floor, asks_contact, is_rateable
from helpdesk.platform import clock
from helpdesk.platform.db import Json
from helpdesk.web.cursors import Page, counted, cut, stands

PAGE = 200
TURNS_WAIT = timedelta(minutes=10)
BOT_NAME = "Assistant"
EARLIER = 8
HAS_WORDS = exists().where(Message.conversation_id == Conversation.id)


def messages_for_customer(
    session: Session, conversation: Conversation, *, after: int = 0
) -> list[Message]:
    """What the customer may read, oldest first: everything but the agents' notes."""
    query = (
        select(Message)
        .where(Message.conversation_id == conversation.id, Message.id > after, ~Message.note)
        .order_by(Message.id)
        .limit(PAGE)
    )
    return list(session.scalars(query))


def messages_for_agent(session: Session, conversation_id: UUID, *, after: int = 0) -> list[Message]:
    """The whole history, notes included, oldest first."""
    query = (
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.id > after)
        .order_by(Message.id)
    )
    return list(session.scalars(query))


def history_page(
    session: Session, conversation_id: UUID, *, before: int | None = None
) -> Page[Message]:
    """The newest messages below the id `before`, notes included, oldest of them first."""
    query = select(Message).where(Message.conversation_id == conversation_id)
    if before is not None:
        query = query.where(Message.id < before)
    found = session.scalars(query.order_by(Message.id.desc()).limit(PAGE + 1)).all()
    page = cut(found, PAGE, lambda message: message.id)
    return Page(page.items[::-1], page.next)


def waiting_turns(session: Session, conversation: Conversation) -> tuple[int, int]:
    """How many messages the bot has yet to answer here, and for all who write from this network.

    What has waited for longer than a turn can take is not waiting any more.
    """
    begun = clock.now() - TURNS_WAIT
    waiting = (
        select(Message.conversation_id, Conversation.network)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Message.author == Author.CUSTOMER, Message.id > Conversation.answered_up_to)
        .where(Conversation.floor == Floor.BOT, Conversation.last_message_at > begun)
        .where(Message.created_at > begun)
    )
    here = waiting.where(Conversation.id == conversation.id).subquery()
    near = waiting.where(Conversation.network == conversation.network).subquery()
    number_here = session.scalar(select(func.count()).select_from(here)) or 0
    if not conversation.network:
        return number_here, number_here
    return number_here, session.scalar(select(func.count()).select_from(near)) or 0


def to_do(agent_id: int) -> ScalarSelect[int]:
    """Asks how many conversations wait for anybody, or are in this agent's hands."""
    mine = and_(stands(Conversation.floor, Floor.AGENT), Conversation.agent_id == agent_id)
    return counted(Conversation, or_(stands(Conversation.floor, Floor.WAITING), mine), HAS_WORDS)


def people_available(session: Session) -> int:
    """How many of the desk are here right now."""
    return len(agents_here(session))


def conversations_held_by(session: Session, agent_id: int) -> list[UUID]:
    """The conversations in which this agent has the floor."""
    held = (Conversation.agent_id == agent_id, Conversation.floor == Floor.AGENT)
    return list(session.scalars(select(Conversation.id).where(*held).order_by(Conversation.id)))


def language_in(session: Session, conversation_id: UUID) -> str:
    """The language in which the customer writes there, as far as it is known."""
    held = select(Conversation.language).where(Conversation.id == conversation_id)
    return session.scalar(held) or ""


def fresh_since(session: Session, conversation_id: UUID) -> datetime | None:
    """When it last started afresh, resolved or handed back before; None where it never did."""
    ended = (
        select(Message.created_at)
        .join(Conversation, Conversation.session_after == Message.id)
        .where(Conversation.id == conversation_id)
    )
    return session.scalar(ended)


def message_json(message: Message, *, bot_name: str) -> dict[str, Any]:
    """A message as the widget gets it."""
    view = message.bot_view or {}
    return {
        "id": message.id,
        "author": message.author,
        "author_name": _author_name(message, bot_name),
        "text": message.text,
        "buttons": message.buttons,
        "sources": message.sources,
        "confidence": view.get("confidence"),
        "rateable": is_rateable(message.author, view),
        "helpful": message.helpful,
        "comment": message.comment,
        "client_id": message.client_id,
        "created_at": message.created_at.isoformat(),
    }


def floor_json(conversation: Conversation) -> dict[str, Any]:
    """Who has the floor, how far they read, and whether to ask for a contact, for the widget."""
    agent = conversation.agent if conversation.floor is Floor.AGENT else None
    customer = conversation.customer
    return {
        "floor": conversation.floor,
        "agent": {"name": agent.name} if agent else None,
        "ask_contact": asks_contact(
            conversation.floor, verified=customer.verified, contact=customer.contact
        ),
        "seen": conversation.seen_by_agent,
    }


class Newest(NamedTuple):
    """The newest message that the customer may read, and the newest of a person's; 0 for none."""

    of_all: int
    of_agents: int


def newest_of(session: Session, conversation: Conversation) -> Newest:
    """How far there is to read."""
    by_person = func.max(Message.id).filter(Message.author == Author.AGENT)
    theirs = select(func.max(Message.id), by_person).where(
        Message.conversation_id == conversation.id, ~Message.note
    )
    of_all, of_agents = session.execute(theirs).one()
    return Newest(of_all or 0, of_agents or 0)


def _author_name(message: Message, bot_name: str) -> str:
    if message.author is Author.BOT:
        return bot_name
    return message.agent.name if message.agent else ""


def earlier_conversations(session: Session, conversation: Conversation) -> list[Conversation]:
    """The customer's other conversations, newest first."""
    query = (
        select(Conversation)
        .where(
            Conversation.customer_id == conversation.customer_id,
            Conversation.id != conversation.id,
        )
        .order_by(Conversation.last_message_at.desc())
        .limit(EARLIER)
    )
    return list(session.scalars(query))


def ratings_of(session: Session, conversation: Conversation) -> list[ConversationRating]:
    """How the customer found it each time it was resolved, newest first."""
    if conversation.session_number == 1 and conversation.satisfaction is None:
        return []
    query = (
        select(ConversationRating)
        .where(ConversationRating.conversation_id == conversation.id)
        .order_by(ConversationRating.id.desc())
    )
    return list(session.scalars(query))


@dataclass(frozen=True)
class BotView:
    """What the bot last made of the customer's words.

    The question is the last one that it looked up, and the sources are what it showed to that.
    """

    asked: str
    view: Json
    sources: list[Json]
    question: Question | None


def bot_view(session: Session, conversation: Conversation) -> BotView | None:
    """The bot's latest thought in this conversation, and the latest question it looked up."""
    latest = _latest_with(session, conversation, "intent")
    if latest is None or latest.bot_view is None:
        return None
    asked = session.get(Message, latest.in_reply_to) if latest.in_reply_to else None
    told = _latest_with(session, conversation, "question_id")
    question = session.get(Question, (told.bot_view or {})["question_id"]) if told else None
    sources = told.sources if told else []
    return BotView(asked.text if asked else "", latest.bot_view, sources, question)


def _latest_with(session: Session, conversation: Conversation, key: str) -> Message | None:
    """What the bot said last with that in view, since the conversation started afresh."""
    query = (
        select(Message)
        .where(Message.conversation_id == conversation.id, Message.author == Author.BOT)
        .where(Message.bot_view.op("?")(key), Message.id > conversation.session_after)
        .order_by(Message.id.desc())
        .limit(1)
    )
    return session.scalar(query)
