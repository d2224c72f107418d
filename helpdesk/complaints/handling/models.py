"""What people found, proposed and decided about a complaint; each row is one act and stays."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import BigInteger, ForeignKey, Identity, Numeric
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import Agent
from helpdesk.complaints.handling.rules import (
    DisputeMethod,
    Investigation,
    Nature,
    Reply,
    Verdict,
)
from helpdesk.feedback.rules import FeedbackKind
from helpdesk.platform.db import Base


class Assessment(Base):
    """How serious somebody found a complaint; the newest one counts.

    `severity` is the effect on this customer and `occurrence` how often such complaints come,
    both from 1 to 5; the second one was computed.
    """

    __tablename__ = "complaint_assessment"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    nature: Mapped[Nature]
    severity: Mapped[int]
    occurrence: Mapped[int]
    safety: Mapped[bool]
    legal: Mapped[bool]
    vulnerable: Mapped[bool]
    investigation: Mapped[Investigation]
    assessed_by_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    assessed_at: Mapped[datetime]
    assessed_by: Mapped[Agent] = relationship(lazy="joined")


class Inquiry(Base):
    """Looking into a complaint, or the reason why nobody did; `similar` was investigated instead.

    Findings and cause stand there once it has ended.
    """

    __tablename__ = "complaint_inquiry"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    investigator_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    begun_at: Mapped[datetime]
    findings: Mapped[str | None]
    cause: Mapped[str | None]
    not_needed_because: Mapped[str | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    similar_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))
    ended_at: Mapped[datetime | None]
    investigator: Mapped[Agent | None] = relationship(foreign_keys=[investigator_id], lazy="joined")
    decided_by: Mapped[Agent | None] = relationship(foreign_keys=[decided_by_id], lazy="joined")


class Decision(Base):
    """A response to the complainant, from its proposal to their reply; the newest one counts.

    `level` is 1 at first and one more each time it is decided anew. `words` is what the
    complainant reads, the reason included. `over_limit` says that the cost was more than its
    proposer may decide alone. `message_id` is that of the letter or of the chat message which
    told it, and `told_otherwise` how somebody heard it who has neither. `token_hash` belongs to
    the letter's link.
    """

    __tablename__ = "complaint_decision"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    level: Mapped[int]
    verdict: Mapped[Verdict]
    words: Mapped[str]
    remedy: Mapped[str | None]
    cost: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    over_limit: Mapped[bool]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    proposed_at: Mapped[datetime]
    sent_back_by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    sent_back_because: Mapped[str | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    approved_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    message_id: Mapped[str | None]
    told_otherwise: Mapped[str | None]
    offered_outside: Mapped[bool] = mapped_column(default=False)
    reminded_at: Mapped[datetime | None]
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    reply: Mapped[Reply | None]
    reply_words: Mapped[str | None]
    replied_at: Mapped[datetime | None]
    reply_noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    proposed_by: Mapped[Agent] = relationship(foreign_keys=[proposed_by_id], lazy="joined")
    approved_by: Mapped[Agent | None] = relationship(foreign_keys=[approved_by_id], lazy="joined")


class Dispute(Base):
    """The complaint is with an independent body, until its outcome is recorded."""

    __tablename__ = "complaint_dispute"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    provider: Mapped[str]
    method: Mapped[DisputeMethod]
    referred_by_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    referred_at: Mapped[datetime]
    outcome: Mapped[str | None]
    ended_at: Mapped[datetime | None]


class Reclassification(Base):
    """Somebody holds that this is no complaint; it takes a second person to agree."""

    __tablename__ = "complaint_reclassification"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    kind: Mapped[FeedbackKind]
    reason: Mapped[str]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    asked_at: Mapped[datetime]
    agreed: Mapped[bool | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    answered_at: Mapped[datetime | None]
    asked_by: Mapped[Agent] = relationship(foreign_keys=[asked_by_id], lazy="joined")


class ProgressNote(Base):
    """What the complainant was told in between."""

    __tablename__ = "complaint_progress"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    words: Mapped[str]
    told_by_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    told_at: Mapped[datetime]
    told_by: Mapped[Agent] = relationship(lazy="joined")
