"""By when what is owed, for complaints of each gravity."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from helpdesk.complaints.rules import Gravity
from helpdesk.settings.working_time import WorkingTime

_SPAN = re.compile(r"(\d{1,3})\s*([hd])")
WARN_AFTER = 0.75  # of the time that somebody has


class DutyKind(StrEnum):
    """What is owed: that a person answers for it, finds how serious it is, tells, and decides."""

    TAKE_ON = "take_on"
    ASSESS = "assess"
    TELL_PROGRESS = "tell_progress"
    DECIDE = "decide"


# Nobody knows yet how serious it is: it is held to be more than a trifle.
UNTIL_ASSESSED = Gravity.MAJOR


@dataclass(frozen=True)
class Target:
    """So many working hours, or so many working days to the same time of day."""

    number: int
    unit: str  # `h` or `d`

    def __str__(self) -> str:
        return f"{self.number} {self.unit}"


Targets = Mapping[DutyKind, Target]


def targets_in(typed: str) -> dict[DutyKind, Target] | None:
    """Four targets in the order of DutyKind, such as `1 h, 4 h, 1 d, 3 d`; None for other words.

    >>> targets_in("1 h, 4 h, 1 d, 3 d")[DutyKind.DECIDE]
    Target(number=3, unit='d')
    """
    found = [_SPAN.fullmatch(each.strip().lower()) for each in typed.split(",")]
    spans = [Target(int(each[1]), each[2]) for each in found if each and int(each[1])]
    return dict(zip(DutyKind, spans, strict=True)) if len(spans) == len(found) == 4 else None


def bands_in(typed: str) -> tuple[float, ...] | None:
    """Four growing rates of complaints per 1,000 contacts, such as `1, 5, 20, 50`."""
    try:
        bands = tuple(float(each) for each in typed.split(","))
    except ValueError:
        return None
    growing = all(low < high for low, high in zip(bands, bands[1:], strict=False))
    return bands if len(bands) == 4 and bands[0] > 0 and growing else None


def due_at(start: datetime, target: Target, working: WorkingTime) -> datetime:
    """When so much working time has passed since `start`."""
    if target.unit == "h":
        return working.after(start, timedelta(hours=target.number))
    return working.days_after(start, target.number)


def warn_at(owed_at: datetime, due: datetime) -> datetime:
    """When somebody is reminded: with a quarter of the time left."""
    return owed_at + (due - owed_at) * WARN_AFTER
