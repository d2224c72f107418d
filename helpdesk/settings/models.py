"""The settings as they were from one change to the next."""

from datetime import datetime

from sqlalchemy import BigInteger, Identity, Index
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
