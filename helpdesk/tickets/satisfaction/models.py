"""The question how a request went, and its answer."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import Agent
from helpdesk.platform.db import Base
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.satisfaction.rules import REASONS, SCORES, RatingReason


class Survey(Base):
    """Asked once of one customer about one agent's work, both as they were at that moment.

    `token_hash` belongs to the link in the letter, if one was sent. Without `score` it is open.
    """

    __tablename__ = "ticket_survey"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    score: Mapped[int | None]
    reason: Mapped[RatingReason | None]
    comment: Mapped[str | None]
    rated_at: Mapped[datetime | None]
    ticket: Mapped[Ticket] = relationship()
    agent: Mapped[Agent] = relationship(lazy="joined")

    @property
    def said(self) -> str:
        """What the score says, in English; empty without one."""
        return SCORES[self.score] if self.score else ""

    @property
    def because(self) -> str:
        """What made the difference, in English; empty where that is not said."""
        return REASONS[self.reason] if self.reason else ""
