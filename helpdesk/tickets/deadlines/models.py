"""Policies that say by when a customer is answered, and the deadlines of each ticket."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import Agent
from helpdesk.platform.db import Base, Json
from helpdesk.settings.models import WorkingCalendar
from helpdesk.tickets.deadlines.rules import Conditions, Metric, Outcome
from helpdesk.tickets.models import Ticket


class DeadlinePolicy(Base):
    """What is promised to whom; of those that fit a ticket the one with the lowest position holds.

    `targets` are minutes of working time by priority and metric.
    """

    __tablename__ = "deadline_policy"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    channels: Mapped[list[str]]
    domains: Mapped[list[str]]
    types: Mapped[list[str]]
    priorities: Mapped[list[str]]
    categories: Mapped[list[int]] = mapped_column(JSONB)
    tags: Mapped[list[str]]
    teams: Mapped[list[int]] = mapped_column(JSONB)
    targets: Mapped[Json]
    warn_before: Mapped[int]
    escalate_to_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"), index=True)
    calendar_id: Mapped[int | None] = mapped_column(ForeignKey("working_calendar.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime]
    escalate_to: Mapped[Agent | None] = relationship(lazy="joined")
    calendar: Mapped[WorkingCalendar | None] = relationship(lazy="joined")

    @property
    def conditions(self) -> Conditions:
        """Which tickets it is for."""
        return Conditions(
            **{each.name: tuple(getattr(self, each.name)) for each in fields(Conditions)}
        )


class Deadline(Base):
    """One thing owed on one ticket; while `ended_at` is empty it is still owed.

    `policy_id` is the policy that promised it last. `target` is in minutes of working time, and
    `took` the seconds of it that passed until it was done; None before that, and where nobody
    counted them. `held` are the seconds of working time for which its
    clock stood still, and `paused_at` says since when it stands still now: nothing is due then.
    """

    __tablename__ = "ticket_deadline"
    __table_args__ = (
        Index(
            "uq_ticket_deadline_owed", "ticket_id", "metric",
            unique=True, postgresql_where=text("ended_at is null"),
        ),
        Index("ix_ticket_deadline_due", "due_at", postgresql_where=text("ended_at is null")),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    policy_id: Mapped[int | None] = mapped_column(
        ForeignKey("deadline_policy.id", ondelete="SET NULL"), index=True
    )
    metric: Mapped[Metric]
    started_at: Mapped[datetime]
    target: Mapped[int]
    held: Mapped[int] = mapped_column(default=0)
    paused_at: Mapped[datetime | None]
    warn_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    warned_at: Mapped[datetime | None]
    missed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None]
    took: Mapped[int | None]
    ticket: Mapped[Ticket] = relationship()
