"""Complaints and every step they took."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import Agent
from helpdesk.complaints.rules import ComplaintState, Gravity
from helpdesk.conversations.models import Conversation
from helpdesk.customers.models import Customer
from helpdesk.platform.db import Base
from helpdesk.tickets.models import Ticket

AT_ONCE = timedelta(minutes=1)


class Complaint(Base):
    """A complaint in the customer's own words, which never change.

    `assess_by` and `decide_by` are what the customer was promised. `owner` looks after it,
    `subject` is the agent whom it is about. `unacknowledged_because` says why nobody can be told
    that it arrived. `nonconformity` answers whether a requirement was violated, and is empty
    until somebody decides that. `closed_at` stays when it is opened again; `version` grows with
    each change.
    """

    __tablename__ = "complaint"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    idempotency_key: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    conversation_id: Mapped[UUID | None] = mapped_column(ForeignKey("conversation.id"), index=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    channel: Mapped[str]
    what_happened: Mapped[str]
    remedy_sought: Mapped[str | None]
    contact: Mapped[str | None]
    email: Mapped[str | None] = mapped_column(index=True)
    state: Mapped[ComplaintState] = mapped_column(index=True)
    received_at: Mapped[datetime] = mapped_column(index=True)
    recorded_at: Mapped[datetime]
    assess_by: Mapped[datetime]
    decide_by: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    acknowledgement: Mapped[str | None]
    unacknowledged_because: Mapped[str | None]
    gravity: Mapped[Gravity | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"), index=True)
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    nonconformity: Mapped[bool | None]
    nonconformity_reason: Mapped[str | None]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    customer: Mapped[Customer] = relationship(lazy="joined")
    conversation: Mapped[Conversation | None] = relationship(viewonly=True)
    ticket: Mapped[Ticket | None] = relationship(viewonly=True)
    owner: Mapped[Agent | None] = relationship(foreign_keys=[owner_id], lazy="joined")
    subject: Mapped[Agent | None] = relationship(foreign_keys=[subject_id], lazy="joined")

    @property
    def entered_late(self) -> bool:
        """Was it recorded some time after it reached somebody?"""
        return self.recorded_at - self.received_at >= AT_ONCE


class ComplaintEvent(Base):
    """One step of a complaint, with who owned it then; only ever added."""

    __tablename__ = "complaint_event"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    state: Mapped[ComplaintState]
    actor: Mapped[str]
    reason: Mapped[str | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    at: Mapped[datetime]
