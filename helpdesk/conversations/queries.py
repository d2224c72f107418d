"""Conversations and messages, ready to show to customers and agents."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk import clock
from helpdesk.accounts.models import Agent
from helpdesk.conversations.models import Conversation, Message
from helpdesk.conversations.rules import AGENT_PRESENT_FOR, Author, Floor

PAGE = 200


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


def people_available(session: Session) -> bool:
    """Is anybody of the desk here right now?"""
    since = clock.now() - AGENT_PRESENT_FOR
    return bool(session.scalar(select(func.count()).where(Agent.last_seen_at > since)))


def message_json(message: Message, *, bot_name: str) -> dict[str, Any]:
    """A message as the widget gets it."""
    return {
        "id": message.id,
        "author": message.author,
        "author_name": _author_name(message, bot_name),
        "text": message.text,
        "buttons": message.buttons,
        "sources": message.sources,
        "rateable": message.author is Author.BOT
        and bool((message.bot_view or {}).get("question_id")),
        "helpful": message.helpful,
        "client_id": message.client_id,
        "created_at": message.created_at.isoformat(),
    }


def floor_json(conversation: Conversation) -> dict[str, Any]:
    """Who has the floor, as the widget gets it."""
    agent = conversation.agent if conversation.floor is Floor.AGENT else None
    return {"floor": conversation.floor, "agent": {"name": agent.name} if agent else None}


def _author_name(message: Message, bot_name: str) -> str:
    if message.author is Author.BOT:
        return bot_name
    return message.agent.name if message.agent else ""
