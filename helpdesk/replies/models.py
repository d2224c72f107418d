"""Replies that were learned, and the questions that they answered."""

from datetime import datetime
from uuid import UUID

from pgvector.sqlalchemy import HALFVEC
from sqlalchemy import BigInteger, ForeignKey, Identity, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.macros.models import Sent
from helpdesk.platform.db import Base


class LearnedReply(Base):
    """What agents answered, once for all who answered it so, without private words.

    One that a lead hid keeps nothing but its digest, by which it is not learned again.
    """

    __tablename__ = "learned_reply"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    text: Mapped[str]
    hidden_at: Mapped[datetime | None]


class LearnedQuestion(Base):
    """What a done ticket asked, or a chat in one of its sessions, and the reply to it.

    Without a reply there was none to learn. `recipe` names the sentence model that made
    `embedding`; vectors of two recipes are not compared.
    """

    __tablename__ = "learned_question"
    __table_args__ = (
        UniqueConstraint("conversation_id", "session_number"),
        Index(
            "ix_learned_question_nearest_384",
            text("(embedding::halfvec(384)) halfvec_cosine_ops"),
            postgresql_using="hnsw",
            postgresql_where=text("dimension = 384"),
        ),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), unique=True)
    conversation_id: Mapped[UUID | None] = mapped_column(ForeignKey("conversation.id"))
    session_number: Mapped[int | None]
    reply_id: Mapped[int | None] = mapped_column(ForeignKey("learned_reply.id"), index=True)
    text: Mapped[str]
    language: Mapped[str]
    answered_at: Mapped[datetime | None]
    recipe: Mapped[str | None]
    dimension: Mapped[int | None]
    embedding: Mapped[object | None] = mapped_column(HALFVEC(), deferred=True)
    reply: Mapped[LearnedReply | None] = relationship(lazy="joined")


class ReplyUse(Sent, Base):
    """An answer that began with the learned reply."""

    __tablename__ = "reply_use"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    reply_id: Mapped[int] = mapped_column(
        ForeignKey("learned_reply.id", ondelete="CASCADE"), index=True
    )
