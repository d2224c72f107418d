"""Chats whose customers wait for the answer of whoever has them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session, aliased

from helpdesk.conversations.models import Conversation, Message
from helpdesk.conversations.rules import Author, Floor


@dataclass(frozen=True)
class Unanswered:
    """A chat, who has it, and since when they have a message before them without an answer."""

    conversation_id: UUID
    agent_id: int
    since: datetime


def unanswered(session: Session) -> list[Unanswered]:
    """What people have whose customers wrote after the last answer."""
    answer = aliased(Message)
    answered = (
        select(func.coalesce(func.max(answer.id), 0))
        .where(answer.conversation_id == Message.conversation_id)
        .where(answer.author == Author.AGENT, ~answer.note)
        .scalar_subquery()
    )
    oldest = (
        select(func.min(Message.created_at).label("at"))
        .where(Message.conversation_id == Conversation.id, Message.author == Author.CUSTOMER)
        .where(Message.id > answered)
        .lateral("oldest")
    )
    since = func.greatest(oldest.c.at, Conversation.given_at)
    query = (
        select(Conversation.id, Conversation.agent_id, since)
        .join(oldest, true())
        .where(Conversation.floor == Floor.AGENT, oldest.c.at.is_not(None))
    )
    return [Unanswered(*row) for row in session.execute(query.order_by(Conversation.id))]
