"""Macros of the desk and of its people."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.macros.rules import Where, Words
from helpdesk.platform.db import Base, Json
from helpdesk.tickets.conditions.reading import conditions_of
from helpdesk.tickets.rules import TicketState


class Sent:
    """An answer that began with something offered and reached the customer, changed or not.

    It is an entry of a ticket or a message of a chat.
    """

    entry_id: Mapped[int | None] = mapped_column(
        ForeignKey("ticket_entry.id", ondelete="CASCADE"), index=True
    )
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"), index=True)
    changed: Mapped[bool]
    sent_at: Mapped[datetime]


class Macro(Base):
    """An answer to begin with; without an owner it is everybody's."""

    __tablename__ = "macro"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"), index=True)
    name: Mapped[str]
    text: Mapped[str]
    translations: Mapped[Json]
    where: Mapped[Where]
    conditions: Mapped[Json]
    then: Mapped[TicketState | None]
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime]

    @property
    def words(self) -> Words:
        """The macro as it was typed."""
        conditions = conditions_of(self.conditions)
        return Words(self.name, self.text, self.where, self.then, self.translations, conditions)


class MacroUse(Sent, Base):
    """An answer that began with the macro."""

    __tablename__ = "macro_use"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    macro_id: Mapped[int] = mapped_column(ForeignKey("macro.id", ondelete="CASCADE"), index=True)
