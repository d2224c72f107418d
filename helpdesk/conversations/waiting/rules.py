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
FEWEST = 10
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

    As many of ten as are told: the share counts the next one in, and minutes are rounded up.

    >>> usual_wait([60 * minute for minute in range(1, 11)])
    Usual(half=10, most=10)
    """
    if len(seconds) < FEWEST:
        return None
    ordered = sorted(seconds)

    def within(share: float) -> int | None:
        place = min(math.ceil(share * (len(ordered) + 1)), len(ordered))
        return next((each for each in SAID if ordered[place - 1] <= each * 60), None)

    half, most = within(0.5), within(0.8)
    return Usual(half, most) if half and most else None


def such_hours(now: datetime, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """Two hours before and after this time of this day, by that clock, in the weeks before."""
    here = now.astimezone(zone)
    moments = [(here - timedelta(weeks=week)).astimezone(UTC) for week in range(1, WEEKS + 1)]
    return [(moment - AROUND, moment + AROUND) for moment in moments]
