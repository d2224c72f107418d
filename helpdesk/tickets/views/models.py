"""Saved views, and the columns that somebody chose."""

from sqlalchemy import BigInteger, ForeignKey, Identity
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.platform.db import Base, Json


class TicketView(Base):
    """A list of tickets under a name: an agent's, a team's, or everybody's where neither is named.

    `asked` are the parameters of the list's address.
    """

    __tablename__ = "ticket_view"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    name: Mapped[str]
    asked: Mapped[Json]


class ChosenColumns(Base):
    """What an agent's lists show where neither the address nor a view says it."""

    __tablename__ = "ticket_columns"
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"), primary_key=True)
    columns: Mapped[str]
