"""Teams, who is in them, and the words for what agents know."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.platform.db import Base
from helpdesk.settings.models import WorkingCalendar


class Team(Base):
    """Agents who answer the same tickets and chats; once retired it is offered no more.

    Without a calendar they work when the desk is open. `version` counts its changes.
    """

    __tablename__ = "team"
    __table_args__ = (Index("uq_team_name", text("lower(name)"), unique=True),)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    name: Mapped[str]
    calendar_id: Mapped[int | None] = mapped_column(ForeignKey("working_calendar.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    retired_at: Mapped[datetime | None]
    calendar: Mapped[WorkingCalendar | None] = relationship()


class TeamMember(Base):
    """An agent in a team; one may be in several."""

    __tablename__ = "team_member"
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agent.id"), primary_key=True, index=True)


class Skill(Base):
    """Something that not every agent knows, as the desk calls it; `Agent.skills` are such words."""

    __tablename__ = "skill"
    name: Mapped[str] = mapped_column(primary_key=True)
