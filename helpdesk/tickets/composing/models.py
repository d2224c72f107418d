"""Words on their way out."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import Agent
from helpdesk.platform.db import Base
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import TicketState


class Draft(Base):
    """What an agent has written on a ticket and not sent; `leaves_at` is set once it was sent.

    Until that moment the reply can be taken back. `then` is the state in which it leaves the
    ticket, `fault` says why it could not go out, and `inserted` names what the words began with.
    """

    __tablename__ = "ticket_draft"
    __table_args__ = (
        Index(
            "uq_ticket_draft_unsent", "ticket_id", "agent_id",
            unique=True, postgresql_where=text("leaves_at is null"),
        ),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"))
    text: Mapped[str]
    note: Mapped[bool] = mapped_column(default=False)
    then: Mapped[TicketState | None]
    written_at: Mapped[datetime]
    leaves_at: Mapped[datetime | None]
    fault: Mapped[str | None]
    inserted: Mapped[list[str]] = mapped_column(default=list)
    ticket: Mapped[Ticket] = relationship()
    agent: Mapped[Agent] = relationship(lazy="joined")
