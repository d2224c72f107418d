"""Rules of automation, and every time that one acted."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.automation.rules.answering import Unsaid
from helpdesk.automation.rules.terms import Moment
from helpdesk.platform.db import Base, Json
from helpdesk.tickets.models import Ticket


class AutomationRule(Base):
    """A rule; those of one moment act in the order of their positions.

    One that `stops` ends that for a ticket on which it acted.
    """

    __tablename__ = "automation_rule"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    moment: Mapped[Moment] = mapped_column(index=True)
    hours: Mapped[int]
    conditions: Mapped[Json]
    actions: Mapped[Json]
    stops: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)


class AutomationRun(Base):
    """A rule acted on a ticket, or was stopped there since it had acted too often.

    `entry_id` is what it answered the customer, `unsaid` why it did not though it was to.
    """

    __tablename__ = "automation_run"
    __table_args__ = (Index("ix_automation_run_rule_ticket", "rule_id", "ticket_id", "at"),)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("automation_rule.id", ondelete="CASCADE"))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    at: Mapped[datetime]
    stopped: Mapped[bool] = mapped_column(default=False)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("ticket_entry.id"))
    unsaid: Mapped[Unsaid | None]
    ticket: Mapped[Ticket] = relationship(lazy="joined")
