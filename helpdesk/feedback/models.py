"""Feedback and its triage decisions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.feedback.rules import FeedbackKind, Source, Triage
from helpdesk.platform.db import Base


class Feedback(Base):
    """One expression of a customer; the words never change, exactly one row per source."""

    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("source", "source_id"),)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[FeedbackKind] = mapped_column(index=True)
    source: Mapped[Source]
    source_id: Mapped[str]
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customer.id"), index=True)
    conversation_id: Mapped[UUID | None] = mapped_column(ForeignKey("conversation.id"))
    verbatim: Mapped[str]
    score: Mapped[int | None]
    received_at: Mapped[datetime] = mapped_column(index=True)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class FeedbackTriage(Base):
    """A decision on a feedback record; the newest one counts, none is ever removed."""

    __tablename__ = "feedback_triage"
    __table_args__ = (
        Index("uq_feedback_triage_current", "feedback_id", unique=True, postgresql_where="current"),
        Index(
            "ix_feedback_triage_pending",
            "feedback_id",
            postgresql_where="current and decision = 'pending'",
        ),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"), index=True)
    decision: Mapped[Triage]
    decided_by: Mapped[str]
    reason: Mapped[str | None]
    decided_at: Mapped[datetime]
    current: Mapped[bool] = mapped_column(default=True)
