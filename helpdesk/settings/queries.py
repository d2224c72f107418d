"""Reading what admins set, now and before."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.platform.db import Json
from helpdesk.settings.models import SettingsVersion, WorkingCalendar

MOST_VERSIONS = 50


def newest_version(session: Session) -> int:
    """Which change of any section was the last one; 0 before the first."""
    return session.scalar(select(func.max(SettingsVersion.id))) or 0


def stored_values(session: Session) -> dict[str, Json]:
    """What is stored of each section that was ever changed."""
    newest = (
        select(SettingsVersion)
        .distinct(SettingsVersion.section)
        .order_by(SettingsVersion.section, SettingsVersion.id.desc())
    )
    return {version.section: version.values for version in session.scalars(newest)}


def latest_version(session: Session, section: str) -> SettingsVersion | None:
    """The section's version that holds; None before its first change."""
    return next(iter(versions_of(session, section, most=1)), None)


def versions_of(
    session: Session, section: str, *, most: int = MOST_VERSIONS
) -> list[SettingsVersion]:
    """The section's versions, newest first."""
    found = select(SettingsVersion).where(SettingsVersion.section == section)
    return list(session.scalars(found.order_by(SettingsVersion.id.desc()).limit(most)))


def calendars(session: Session) -> list[WorkingCalendar]:
    """Every working calendar beside the desk's opening hours, by name."""
    return list(session.scalars(select(WorkingCalendar).order_by(WorkingCalendar.name)))
