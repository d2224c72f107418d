"""Saved views."""

from sqlalchemy import BigInteger, ForeignKey, Identity
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.platform.db import Base, Json


class TicketView(Base):
    """A list of tickets under a name; without an owner it is everybody's.

    `asked` are the parameters of the list's address.
    """

    __tablename__ = "ticket_view"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"), index=True)
    name: Mapped[str]
    asked: Mapped[Json]
