"""Notices of agents, and how each agent wants to be told."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import Agent
from helpdesk.complaints.duties.models import Duty
from helpdesk.complaints.models import Complaint
from helpdesk.notices.rules import NoticeKind, Way
from helpdesk.platform.db import Base
from helpdesk.tickets.deadlines.models import Deadline
from helpdesk.tickets.models import Ticket


class Notice(Base):
    """Something that an agent is told in the console; unread while `read_at` is empty.

    It holds no words: ticket and complaint are asked for theirs when the notice is read.
    `by` is who caused it, None for the desk itself.
    """

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_agent", "agent_id", "id"),
        Index("ix_notice_unread", "agent_id", postgresql_where=text("read_at is null")),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    kind: Mapped[NoticeKind]
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    conversation_id: Mapped[UUID | None] = mapped_column(ForeignKey("conversation.id"), index=True)
    deadline_id: Mapped[int | None] = mapped_column(ForeignKey("ticket_deadline.id"), index=True)
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"), index=True)
    duty_id: Mapped[int | None] = mapped_column(ForeignKey("complaint_duty.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    created_at: Mapped[datetime] = mapped_column(index=True)
    read_at: Mapped[datetime | None]
    ticket: Mapped[Ticket | None] = relationship()
    deadline: Mapped[Deadline | None] = relationship()
    complaint: Mapped[Complaint | None] = relationship()
    duty: Mapped[Duty | None] = relationship()
    by: Mapped[Agent | None] = relationship(foreign_keys=[by_id])


class NoticeChoice(Base):
    """How an agent wants to be told of one kind; without a row, in the usual way."""

    __tablename__ = "notice_choice"
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"), primary_key=True)
    kind: Mapped[NoticeKind] = mapped_column(primary_key=True)
    way: Mapped[Way]
