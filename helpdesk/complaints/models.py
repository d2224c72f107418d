"""Complaints and every step they took."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.complaints.rules import ComplaintState
from helpdesk.conversations.models import Conversation
from helpdesk.customers.models import Customer
from helpdesk.platform.db import Base


class Complaint(Base):
    """A complaint in the customer's own words, which never change."""

    __tablename__ = "complaint"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    idempotency_key: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    conversation_id: Mapped[UUID | None] = mapped_column(ForeignKey("conversation.id"), index=True)
    channel: Mapped[str]
    what_happened: Mapped[str]
    remedy_sought: Mapped[str | None]
    contact: Mapped[str | None]
    email: Mapped[str | None] = mapped_column(index=True)
    state: Mapped[ComplaintState] = mapped_column(index=True)
    received_at: Mapped[datetime] = mapped_column(index=True)
    assess_by: Mapped[datetime]
    decide_by: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    acknowledgement: Mapped[str | None]
    customer: Mapped[Customer] = relationship(lazy="joined")
    conversation: Mapped[Conversation | None] = relationship(viewonly=True)


class ComplaintEvent(Base):
    """One step of a complaint; only ever added."""

    __tablename__ = "complaint_event"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    state: Mapped[ComplaintState]
    actor: Mapped[str]
    reason: Mapped[str | None]
    at: Mapped[datetime]
