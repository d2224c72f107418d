"""Changing a section, and bringing back how it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from sqlalchemy import event
from sqlalchemy.orm import Session

from helpdesk.platform import audit, clock, events
from helpdesk.platform.audit import Actor
from helpdesk.platform.db import one_at_a_time
from helpdesk.platform.errors import NotFound
from helpdesk.settings.current import forget
from helpdesk.settings.declaring import Section, build, faults_of, fields_of, set_by_environment
from helpdesk.settings.models import SettingsVersion
from helpdesk.settings.queries import latest_version
from helpdesk.settings.rules import SettingsRefused, check_seen

SUBJECT = "settings"


@dataclass(frozen=True)
class Edit:
    """Who changes a section, and which version of it they saw; 0 where there was none."""

    actor: Actor
    seen: int


def change_section(
    session: Session, section: type[Section], typed: Mapping[str, Any], edit: Edit
) -> None:
    """Keep what was typed as a new version; fields that the environment sets stay as they are.

    Raise SettingsRefused with a sentence for each faulty field, SettingsChanged when somebody else
    was faster. The same values again are no new version.
    """
    _keep(session, section, typed, edit, action="changed")


def restore_version(session: Session, section: type[Section], version_id: int, edit: Edit) -> None:
    """Make the section what it was in that version, as a new one; raise what a change raises."""
    wanted = session.get(SettingsVersion, version_id)
    if wanted is None or wanted.section != section.key:
        raise NotFound("There is no such version of these settings.")
    _keep(session, section, wanted.values, edit, action="restored")


def reset_section(session: Session, section: type[Section], edit: Edit) -> None:
    """Make the section what it was when the desk came, as a new version; raise as a change does."""
    _keep(session, section, section().model_dump(mode="json"), edit, action="reset")


def _keep(
    session: Session, section: type[Section], values: Mapping[str, Any], edit: Edit, *, action: str
) -> None:
    # One at a time, whatever the section: a newer number is then also a later commit.
    one_at_a_time(session, SUBJECT)
    latest = latest_version(session, section.key)
    check_seen(edit.seen, latest.id if latest else 0)
    before = build(section, latest.values if latest else {}, {}).model_dump(mode="json")
    free = fields_of(section).keys() - set_by_environment(section).keys()
    try:
        wanted = section.model_validate(before | {n: values[n] for n in free if n in values})
    except ValidationError as error:
        raise SettingsRefused(faults_of(error)) from error
    after = wanted.model_dump(mode="json")
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        return
    now = clock.now()
    session.add(
        SettingsVersion(section=section.key, values=after, changed_by=edit.actor, changed_at=now)
    )
    was, became = ({name: values[name] for name in changed} for values in (before, after))
    audit.record(session, edit.actor, audit.Change(SUBJECT, section.key, action, was, became))
    event.listen(session, "after_commit", lambda _: forget(), once=True)
    events.publish(session, events.SettingsSaved(section.key))
