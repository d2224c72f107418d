"""Pages that agents have open."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import Agent
from helpdesk.platform.db import Base


class Viewing(Base):
    """An agent has the page of `subject` open, such as `ticket:7`; kept in no backup.

    The page says so again and again, and `typing_at` is when they last typed there.
    """

    __tablename__ = "viewing"
    __table_args__ = (Index("ix_viewing_subject", "subject"), {"prefixes": ["unlogged"]})
    agent_id: Mapped[int] = mapped_column(
        ForeignKey("agent.id", ondelete="CASCADE"), primary_key=True
    )
    subject: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]
    typing_at: Mapped[datetime | None]
    agent: Mapped[Agent] = relationship(lazy="joined")
