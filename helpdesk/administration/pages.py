"""What the settings' pages show: each field with its value, and each version with its changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy.orm import Session

from helpdesk.settings.declaring import Section, Setting, build, fields_of, set_by_environment
from helpdesk.settings.queries import MOST_VERSIONS, latest_version, versions_of

__all__ = ["Change", "Field", "VersionShown", "changes_of", "fields_shown", "latest_version"]


@dataclass(frozen=True)
class Field:
    """One setting on its page: `value` as it is typed; `stored` where somebody typed another."""

    name: str
    setting: Setting
    value: str
    stored: str
    fault: str | None
    by_environment: bool


@dataclass(frozen=True)
class Change:
    """One field from one version to the next."""

    setting: Setting
    before: str
    after: str


@dataclass(frozen=True)
class VersionShown:
    """What one admin saved at one time; `id` is 0 for how the desk came."""

    id: int
    changed_by: str
    changed_at: datetime
    changes: list[Change]


def fields_shown(
    session: Session,
    section: type[Section],
    typed: Mapping[str, str],
    faults: Mapping[str, str],
) -> list[Field]:
    """The fields with what is stored, or with what was typed while it waits to be put right."""
    latest = latest_version(session, section.key)
    fixed = set_by_environment(section)
    stored = _written(build(section, latest.values if latest else {}, fixed))
    return [
        Field(
            name,
            setting,
            stored[name] if name in fixed else typed.get(name, stored[name]),
            stored[name],
            faults.get(name),
            name in fixed,
        )
        for name, setting in fields_of(section).items()
    ]


def changes_of(session: Session, section: type[Section]) -> list[VersionShown]:
    """The newest versions, each with what it changed; the defaults stand before the first."""
    found = versions_of(session, section.key, most=MOST_VERSIONS + 1)
    values = [_written(build(section, version.values, {})) for version in found]
    if len(found) <= MOST_VERSIONS:
        values.append(_written(section()))
    fields = fields_of(section)
    return [
        VersionShown(
            version.id,
            version.changed_by,
            version.changed_at,
            [
                Change(fields[name], before[name], after[name])
                for name in fields
                if before[name] != after[name]
            ],
        )
        for version, (after, before) in zip(found, pairwise(values), strict=False)
    ]


def _written(section: Section) -> dict[str, str]:
    """Each value as a person types it."""
    return {name: text_of(value) for name, value in section.model_dump(mode="json").items()}


def text_of(value: Any) -> str:
    """A value as it is typed: one entry a line where it holds several."""
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)
