"""The settings as they were from one change to the next, and calendars beside them."""

from datetime import datetime

from sqlalchemy import BigInteger, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.platform.db import Base, Json


class SettingsVersion(Base):
    """A section as an admin left it; the newest one holds. Rows are only ever added."""

    __tablename__ = "settings_version"
    __table_args__ = (Index("ix_settings_version_section", "section", "id"),)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    section: Mapped[str]
    values: Mapped[Json]
    changed_by: Mapped[str]
    changed_at: Mapped[datetime]


class StoredLogo(Base):
    """An image that is or was the company's logo; its name is made of its bytes."""

    __tablename__ = "logo"
    name: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]
    added_at: Mapped[datetime]


class WorkingCalendar(Base):
    """When some of the people work, written as the desk's own opening hours are."""

    __tablename__ = "working_calendar"
    __table_args__ = (Index("uq_working_calendar_name", text("lower(name)"), unique=True),)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    name: Mapped[str]
    hours: Mapped[str]
    zone: Mapped[str]
    holidays: Mapped[str]
    days_off: Mapped[list[str]]
    version: Mapped[int] = mapped_column(default=1)
