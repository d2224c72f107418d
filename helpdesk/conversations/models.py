"""Conversations and their messages."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import Agent
from helpdesk.accounts.teams.models import Team
from helpdesk.conversations.rules import Author, Floor, HandoffReason, is_proven
from helpdesk.customers.models import Customer
from helpdesk.platform import clock
from helpdesk.platform.db import Base, Json
from helpdesk.settings.current import current
from helpdesk.settings.sections import Languages


class Conversation(Base):
    """One thread with one customer.

    `session_number` counts how often it started afresh and is part of the bot's sender id;
    `session_after` is the last message of the time before that;
    `answered_up_to` is the last customer message the bot has dealt with;
    `asked_message_id` is the one it was last asked, which a repeated turn looks up;
    `version` counts changes of the floor, so that a late bot turn notices them;
    `verified_until` ends what was last proven here about who writes;
    `language` is what the customer wrote last where that was plain, at first their page's;
    `seen_by_customer` and `seen_by_agent` are the newest messages that the other side has read;
    `given_at` is since when whoever has the floor has it;
    `came_back_from` are agents who gave it up or let its customer wait, until one answers;
    `network` is a digest of where it was started, enough to count by and no address.
    """

    __tablename__ = "conversation"
    __table_args__ = (
        Index("ix_conversation_queue", "floor", "last_message_at"),
        Index("ix_conversation_network", "network", "last_message_at"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    channel: Mapped[str] = mapped_column(default="widget")
    page: Mapped[Json]
    language: Mapped[str] = mapped_column(default="", server_default="")
    network: Mapped[str] = mapped_column(default="", server_default="")
    floor: Mapped[Floor] = mapped_column(default=Floor.BOT)
    version: Mapped[int] = mapped_column(default=1)
    session_number: Mapped[int] = mapped_column(default=1)
    session_after: Mapped[int] = mapped_column(BigInteger, default=0)
    answered_up_to: Mapped[int] = mapped_column(BigInteger, default=0)
    asked_message_id: Mapped[int | None] = mapped_column(BigInteger)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    given_at: Mapped[datetime | None]
    came_back_from: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), default=list)
    handoff_reason: Mapped[HandoffReason | None]
    waiting_since: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    satisfaction: Mapped[int | None]
    verified_until: Mapped[datetime | None]
    seen_by_customer: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    seen_by_agent: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    created_at: Mapped[datetime]
    last_message_at: Mapped[datetime]
    customer: Mapped[Customer] = relationship(lazy="joined")
    agent: Mapped[Agent | None] = relationship(lazy="joined")
    team: Mapped[Team | None] = relationship(lazy="joined")

    @property
    def sender_id(self) -> str:
        """The bot's name for this conversation since it last started afresh."""
        return f"{self.id}:{self.session_number}"

    @property
    def spoken(self) -> str:
        """The language in which the desk writes here: the customer's, if it is offered."""
        return current(Languages).spoken_with(self.language)

    @property
    def proven(self) -> bool:
        """May whoever writes here be told about the customer's cases at this moment?"""
        return is_proven(self.verified_until, clock.now())

    @property
    def topic(self) -> str:
        """The name under which its streams are told about it."""
        return f"conversation:{self.id}"


class ConversationToken(Base):
    """A key to one conversation, of which only the hash is kept."""

    __tablename__ = "conversation_token"
    token_hash: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversation.id"), index=True)
    expires_at: Mapped[datetime]


class Message(Base):
    """Something said; the text never changes.

    `bot_view` is what the bot thought: intent, confidences, the question it stored. `helpful` and
    `comment` are what the customer said of an answer; a comment is only added to.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("conversation_id", "client_id"),
        Index("ix_message_thread", "conversation_id", "id"),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversation.id"))
    author: Mapped[Author]
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    text: Mapped[str]
    payload: Mapped[str | None]
    buttons: Mapped[list[Json]]
    sources: Mapped[list[Json]]
    bot_view: Mapped[Json | None]
    client_id: Mapped[str | None]
    in_reply_to: Mapped[int | None] = mapped_column(BigInteger)
    note: Mapped[bool] = mapped_column(default=False)
    helpful: Mapped[bool | None]
    comment: Mapped[str | None]
    created_at: Mapped[datetime]
    agent: Mapped[Agent | None] = relationship(lazy="joined")


class ConversationRating(Base):
    """How a customer found the conversation the time it was resolved; comments are added to."""

    __tablename__ = "conversation_rating"
    __table_args__ = (UniqueConstraint("conversation_id", "session_number"),)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversation.id"))
    session_number: Mapped[int]
    score: Mapped[int]
    comment: Mapped[str | None]
    created_at: Mapped[datetime]
