"""Steps of tickets, and the checklists that are begun with them."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import Agent
from helpdesk.platform.db import Base


class ChecklistStep(Base):
    """Something to be done on a ticket, and who did it when."""

    __tablename__ = "checklist_step"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("agent.id"))
    done_by: Mapped[Agent | None] = relationship(lazy="joined")


class ChecklistTemplate(Base):
    """Steps under a name, to begin tickets of one kind with."""

    __tablename__ = "checklist_template"
    __table_args__ = (Index("uq_checklist_template_name", text("lower(name)"), unique=True),)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    name: Mapped[str]
    steps: Mapped[list[str]]
    version: Mapped[int] = mapped_column(default=1)
