"""How long a customer may be told that it takes, from how long it took before."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from helpdesk.languages.catalogues import gettext
from helpdesk.languages.formats import duration

WEEKS = 8
AROUND = timedelta(hours=2)  # in the demo's past, one hour told 15 of 216 who waited, two told 86
FEWEST, EIGHT_OF_TEN = 10, 0.8
# Minutes as people say them; whoever would wait longer than the last is told no time.
SAID = (1, 2, 3, 5, 10, 15, 20, 25, 30, 45, 60, 120, 180, 240)


@dataclass(frozen=True)
class Usual:
    """In how many minutes half of those who waited were answered, and in how many eight of ten."""

    half: int
    most: int

    def __str__(self) -> str:
        half, most = (duration(timedelta(minutes=each)) for each in (self.half, self.most))
        if self.half == self.most:
            return gettext("In eight of ten cases it takes under %(most)s.", most=most)
        return gettext(
            "It usually takes under %(half)s, in eight of ten cases under %(most)s.",
            half=half,
            most=most,
        )


def usual_wait(seconds: Sequence[float]) -> Usual | None:
    """What those waits say of the next one; None for too few, or where it takes hours.

    Minutes are rounded up.

    >>> usual_wait([60 * minute for minute in range(1, 11)])
    Usual(half=10, most=10)
    """
    half, most = (told(waited_at_most(seconds, share), SAID, 60) for share in (0.5, EIGHT_OF_TEN))
    return Usual(half, most) if half and most else None


def waited_at_most(seconds: Sequence[float], share: float) -> float | None:
    """How long that share of those who waited did at most; None for fewer than tell anything.

    The next one is counted in, as one that waits longest: so that as many are answered in time as
    are told to be. Who waits still does so for `math.inf`.
    """
    if len(seconds) < FEWEST:
        return None
    place = math.ceil(share * (len(seconds) + 1))
    return sorted(seconds)[min(place, len(seconds)) - 1]


def told(seconds: float | None, steps: Sequence[int], unit: int) -> int | None:
    """The first step that is not below it, each of so many seconds; None beyond the last."""
    return next((step for step in steps if seconds is not None and seconds <= step * unit), None)


def such_hours(now: datetime, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """Two hours before and after this time of this day, by that clock, in the weeks before."""
    here = now.astimezone(zone)
    moments = [(here - timedelta(weeks=week)).astimezone(UTC) for week in range(1, WEEKS + 1)]
    return [(moment - AROUND, moment + AROUND) for moment in moments]
