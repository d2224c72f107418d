"""Tickets and what was written on them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, ForeignKey, Identity, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import Agent
from helpdesk.accounts.teams.models import Team
from helpdesk.conversations.models import Conversation
from helpdesk.customers.models import Customer
from helpdesk.platform.db import Base, Json
from helpdesk.settings.current import current
from helpdesk.settings.sections import Languages
from helpdesk.tickets.rules import Priority, TicketState, TicketType

# Most tickets are done long ago: what is still to do is found without them.
_TO_DO = text("state not in ('resolved', 'closed') and snoozed_until is null")


class Ticket(Base):
    """A piece of work for one customer; `due_at` is the nearest moment of its deadlines.

    `category_by_rule` says that nobody chose the category, and nobody has confirmed it;
    `priority_by_rule` likewise. What is predicted stands beside it with its certainty. `language`
    is that of the customer's words, None until they are read and empty where they do not tell it;
    `fields` are the values of custom fields by the field's number, without the empty ones.
    `queued_at` is since when the desk looks for somebody who can have it, and found nobody yet.
    """

    __tablename__ = "ticket"
    __table_args__ = (
        Index("ix_ticket_tags", "tags", postgresql_using="gin"),
        Index("ix_ticket_state", "state", "updated_at", "id"),
        Index("ix_ticket_agent_id", "agent_id", "state", "updated_at", "id"),
        Index("ix_ticket_due_at", "due_at", "id"),
        Index("ix_ticket_to_do_changed", "updated_at", "id", postgresql_where=_TO_DO),
        Index("ix_ticket_to_do_due", "due_at", "id", postgresql_where=_TO_DO),
        Index("ix_ticket_fields", "fields", postgresql_using="gin"),
        Index("ix_ticket_queued_at", "queued_at", postgresql_where=text("queued_at is not null")),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[str]
    state: Mapped[TicketState]
    priority: Mapped[Priority]
    type: Mapped[TicketType]
    category_id: Mapped[int | None] = mapped_column(ForeignKey("ticket_category.id"), index=True)
    category_by_rule: Mapped[bool] = mapped_column(default=False)
    predicted_category_id: Mapped[int | None] = mapped_column(ForeignKey("ticket_category.id"))
    category_certainty: Mapped[float | None]
    predicted_priority: Mapped[Priority | None]
    priority_certainty: Mapped[float | None]
    priority_by_rule: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str | None] = mapped_column(index=True)
    tags: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    fields: Mapped[Json] = mapped_column(default=dict)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    email: Mapped[str | None] = mapped_column(index=True)
    conversation_id: Mapped[UUID | None] = mapped_column(ForeignKey("conversation.id"), index=True)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    queued_at: Mapped[datetime | None]
    channel: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(index=True)
    updated_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    policy_id: Mapped[int | None] = mapped_column(
        ForeignKey("deadline_policy.id", ondelete="SET NULL"), index=True
    )
    due_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    problem_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    snoozed_until: Mapped[datetime | None] = mapped_column(index=True)
    customer: Mapped[Customer] = relationship(lazy="joined")
    conversation: Mapped[Conversation | None] = relationship(viewonly=True)
    agent: Mapped[Agent | None] = relationship(lazy="joined")
    team: Mapped[Team | None] = relationship(lazy="joined")

    @property
    def address(self) -> str | None:
        """Where letters about it go, if anywhere."""
        return self.email or (self.customer.email if self.customer else None)

    @property
    def speaks(self) -> str:
        """The language in which its customer is answered: that of their words, if it is offered."""
        return current(Languages).spoken_with(self.language or self.customer.language)


class Category(Base):
    """A place in the tree of what tickets are about; once retired it is offered no more.

    `skill` is what whoever gets its tickets must have; those below ask for it, too.
    """

    __tablename__ = "ticket_category"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("ticket_category.id"))
    name: Mapped[str]
    skill: Mapped[str | None] = mapped_column(ForeignKey("skill.name", ondelete="SET NULL"))
    retired_at: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "uq_ticket_category_name", "parent_id", text("lower(name)"),
            unique=True, postgresql_nulls_not_distinct=True,
        ),
    )  # fmt: skip


class Tag(Base):
    """A tag that some ticket was given, to be suggested for others."""

    __tablename__ = "ticket_tag"
    name: Mapped[str] = mapped_column(primary_key=True)
    used_at: Mapped[datetime] = mapped_column(index=True)


class TicketEntry(Base):
    """Something written on a ticket by the customer or an agent; `note` is for agents only.

    What is `automatic` a rule wrote to the customer in the desk's name: it answers nothing that is
    owed. Rules write notes, too.
    """

    __tablename__ = "ticket_entry"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    text: Mapped[str]
    note: Mapped[bool] = mapped_column(default=False)
    automatic: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    agent: Mapped[Agent | None] = relationship(lazy="joined")

    @hybrid_property
    def by_customer(self) -> bool:
        """Is it the customer's own?"""
        return self.agent_id is None and not self.note and not self.automatic

    @by_customer.inplace.expression
    @classmethod
    def _by_customer(cls) -> ColumnElement[bool]:
        return cls.agent_id.is_(None) & ~cls.note & ~cls.automatic
