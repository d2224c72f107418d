"""Custom fields; the values stand on the tickets, under the field's number."""

from datetime import datetime

from sqlalchemy import BigInteger, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.platform.db import Base, Json
from helpdesk.tickets.fields.rules import Asked, FieldKind


class TicketField(Base):
    """A field in its place; `shown_when` and `required_when` as `rules.When` has them."""

    __tablename__ = "ticket_field"
    __table_args__ = (Index("uq_ticket_field_name", text("lower(name)"), unique=True),)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    kind: Mapped[FieldKind]
    help: Mapped[str]
    choices: Mapped[list[str]]
    asked: Mapped[Asked]
    shown_when: Mapped[Json]
    required: Mapped[bool]
    required_when: Mapped[Json]
    version: Mapped[int] = mapped_column(default=1)
    retired_at: Mapped[datetime | None]
