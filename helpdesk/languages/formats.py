"""How the reader's language writes times and waits, in the reader's own time zone."""

import math
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal

from babel import dates
from babel.lists import format_list
from babel.numbers import format_percent
from babel.units import format_unit

from helpdesk.languages.catalogues import gettext, locale

Unit = Literal["year", "month", "day", "hour", "minute", "second"]
STEPS: tuple[tuple[int, Unit], ...] = (
    (86_400 * 365, "year"),
    (86_400 * 30, "month"),
    (86_400, "day"),
    (3600, "hour"),
    (60, "minute"),
)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WAITS: tuple[tuple[int, Unit], ...] = ((3600, "hour"), (60, "minute"), (1, "second"))
_zone: ContextVar[tzinfo] = ContextVar("zone", default=UTC)


def zone() -> tzinfo:
    """The reader's time zone."""
    return _zone.get()


def set_zone(zone: tzinfo) -> None:
    """Write times in this zone from now on."""
    _zone.set(zone)


@contextmanager
def times_in(other: tzinfo) -> Iterator[None]:
    """Write times in this zone for a while, and then in the one before."""
    before = zone()
    set_zone(other)
    try:
        yield
    finally:
        set_zone(before)


def ago(moment: datetime, now: datetime) -> str:
    """How far a moment is from now, in words: `5 minutes ago`, `in 2 days`."""
    seconds = (moment - now).total_seconds()
    step = next((step for step in STEPS if abs(seconds) >= step[0]), None)
    if step is None:
        return gettext("just now")
    size, unit = step
    whole = math.copysign(abs(seconds) // size * size, seconds)
    return dates.format_timedelta(
        timedelta(seconds=whole), granularity=unit, threshold=1, add_direction=True, locale=locale()
    )


def date(moment: datetime) -> str:
    """The date: `2 March 2026`."""
    return dates.format_date(moment.astimezone(zone()), "long", locale=locale())


def date_and_time(moment: datetime) -> str:
    """The date and time with the zone they are told in: `2 March 2026, 10:00 UTC`."""
    here = moment.astimezone(zone())
    time = dates.format_time(here, "short", tzinfo=zone(), locale=locale())
    return f"{date(moment)}, {time} {dates.get_timezone_name(here, 'short', locale=locale())}"


def day(moment: datetime, now: datetime) -> str:
    """The heading above what happened on one day."""
    then, today = moment.astimezone(zone()).date(), now.astimezone(zone()).date()
    if then == today:
        return gettext("Today")
    if then == today - timedelta(days=1):
        return gettext("Yesterday")
    return dates.format_date(then, "full", locale=locale())


def day_of_year(moment: datetime, now: datetime) -> str:
    """The day as people say it: `2 March`, with the year where it is another one."""
    here = moment.astimezone(zone())
    if here.year != now.astimezone(zone()).year:
        return date(moment)
    return dates.format_skeleton("MMMMd", here, locale=locale())


def weekday(moment: datetime) -> str:
    """The day of the week by the moment's own clock: `Monday`."""
    return str(dates.format_datetime(moment, "EEEE", tzinfo=moment.tzinfo, locale=locale()))


def with_own_days(hours: str) -> str:
    """Opening hours with the reader's own names for the days: `Mo-Fr 9-17`."""
    names = dates.get_day_names("abbreviated", "stand-alone", locale=locale())
    short = {day: names[number].rstrip(".") for number, day in enumerate(DAYS)}
    return re.sub(r"[A-Za-z]+", lambda word: short.get(word[0][:3].capitalize(), word[0]), hours)


def language_name(language: str) -> str:
    """What the reader calls a language: `German`, `Deutsch`."""
    return str(locale().languages.get(language, language))


def duration(wait: timedelta) -> str:
    """A wait in whole seconds, minutes or hours, never less than it is: `2 minutes`."""
    seconds = math.ceil(wait.total_seconds())
    size, unit = next((step for step in WAITS if seconds >= step[0]), WAITS[-1])
    return format_unit(math.ceil(seconds / size), f"duration-{unit}", locale=locale())


def lasting(wait: timedelta) -> str:
    """How long something lasts already, for narrow columns: `12 mins`."""
    seconds = wait.total_seconds()
    step = next((step for step in STEPS[2:] if seconds >= step[0]), None)
    if step is None:
        return gettext("now")
    size, unit = step
    return format_unit(int(seconds // size), f"duration-{unit}", length="short", locale=locale())


def any_of(choices: Sequence[str]) -> str:
    """What there is to choose from: `Admin, Lead or Quality manager`."""
    return format_list(choices, "or", locale=locale())


def share(value: float, decimals: int = 0) -> str:
    """A share between 0 and 1 as a percentage, with so many digits behind the point."""
    spoken = locale()
    pattern = spoken.percent_formats[None].pattern.replace(
        "##0", f"##0.{'0' * decimals}".rstrip(".")
    )
    return format_percent(round(value, 2 + decimals), pattern, locale=spoken)
