"""How much working time lies between two moments, and when so much of it has passed."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from helpdesk.languages.catalogues import N_
from helpdesk.platform.errors import RuleBroken
from helpdesk.settings.hours import Span

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
LOOK_AHEAD = 2 * 366  # days without an opening after which there is none
NO_TIME = N_("These opening hours and days off leave no working time. Give a day hours again.")
Period = tuple[datetime, datetime]  # from the first moment, in UTC, to before the second


class NeverOpen(RuleBroken, ValueError):
    """The calendar has no working hour in two years."""


@dataclass(frozen=True)
class WorkingTime:
    """The spans of a week, by the clock of a time zone, on all days but those off.

    Moments come with a time zone, and are returned in UTC. A span lasts as long as the clock on the
    wall shows it: an hour that the clock leaves out or shows twice counts never or twice.
    """

    zone: ZoneInfo
    spans: tuple[Span, ...]
    days_off: Container[date] = frozenset()

    def is_open(self, moment: datetime) -> bool:
        """Is it working time?"""
        day = moment.astimezone(self.zone).date()
        return any(opens <= moment < closes for opens, closes in self._on(day))

    def opens_next(self, after: datetime) -> datetime:
        """When the next period begins after that moment. Raise NeverOpen."""
        return next(opens for opens, _ in self._from(after) if opens > after)

    def after(self, start: datetime, duration: timedelta) -> datetime:
        """When so much working time has passed since `start`; raise NeverOpen."""
        left, start = duration, start.astimezone(UTC)
        periods = self._from(start)
        while True:
            opens, closes = next(periods)
            begins = max(opens, start)
            if begins + left <= closes:
                return begins + left
            left -= closes - begins

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The working time from `start` to before `end`; none if that is earlier."""
        passed = timedelta()
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        day, last = (moment.astimezone(self.zone).date() for moment in (start, end))
        while day <= last:
            for opens, closes in self._on(day):
                passed += max(min(closes, end) - max(opens, start), timedelta())
            day += DAY
        return passed

    def days_after(self, start: datetime, days: int) -> datetime:
        """The same time of day so many working days later; raise NeverOpen."""
        here = start.astimezone(self.zone)
        working = (day for day in self._days(here.date() + DAY) if self._on(day))
        for _ in range(days):
            here = datetime.combine(next(working), here.timetz())
        return here.astimezone(UTC)

    def _from(self, start: datetime) -> Iterator[Period]:
        """Every period that ends after `start`."""
        for day in self._days(start.astimezone(self.zone).date()):
            yield from (period for period in self._on(day) if period[1] > start)

    def _days(self, first: date) -> Iterator[date]:
        """Day by day, until there were too many without an opening; then raise NeverOpen."""
        day, idle = first, 0
        while idle < LOOK_AHEAD:
            yield day
            idle = 0 if self._on(day) else idle + 1
            day += DAY
        raise NeverOpen(NO_TIME)

    def _on(self, day: date) -> tuple[Period, ...]:
        return () if day in self.days_off else _periods(self.zone, self.spans, day)


@lru_cache(maxsize=4096)
def _periods(zone: ZoneInfo, spans: tuple[Span, ...], day: date) -> tuple[Period, ...]:
    """The periods of one day by the clock in `zone`, apart from each other and in order."""
    today = [span for span in spans if span.day == day.weekday()]
    begins, ends = (
        datetime.combine(each, time(), tzinfo=zone).astimezone(UTC) for each in (day, day + DAY)
    )
    if ends - begins != DAY:
        return tuple(_minute_by_minute(zone, today, begins, ends))
    return _joined((begins + s.opens * MINUTE, begins + s.closes * MINUTE) for s in today)


def _joined(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Those that overlap or touch are one."""
    found: list[Period] = []
    for opens, closes in sorted(periods):
        if found and opens <= found[-1][1]:
            found[-1] = found[-1][0], max(closes, found[-1][1])
        else:
            found.append((opens, closes))
    return tuple(found)


def _minute_by_minute(
    zone: ZoneInfo, spans: list[Span], begins: datetime, ends: datetime
) -> Iterator[Period]:
    """The periods of a day on which the clock is changed, read off the clock."""
    minutes = [begins + each * MINUTE for each in range((ends - begins) // MINUTE)]

    def shown(moment: datetime) -> bool:
        here = moment.astimezone(zone)
        minute = here.hour * 60 + here.minute
        return any(span.opens <= minute < span.closes for span in spans)

    for is_working, together in groupby(minutes, key=shown):
        if is_working:
            period = list(together)
            yield period[0], period[-1] + MINUTE
