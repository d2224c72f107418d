"""Opening hours as people write them, such as `Mon-Fri 9-17, Sat 10-13:30`, and what they mean."""

import re
from dataclasses import dataclass

from helpdesk.platform.errors import RuleBroken

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EXAMPLE = "Mon-Fri 9-17, Sat 10-13:30"
_SPAN = re.compile(
    r"(?:(?P<first>[a-z]{3})[a-z]*(?:\s*-\s*(?P<last>[a-z]{3})[a-z]*)?\s+)?"
    r"(?P<opens>\d{1,2}(?::\d\d)?)\s*-\s*(?P<closes>\d{1,2}(?::\d\d)?)",
    re.IGNORECASE,
)


class NotOpeningHours(RuleBroken, ValueError):
    """What was written cannot be read as opening hours; the message says what could."""


@dataclass(frozen=True)
class Span:
    """Open on that day of the week (Monday is 0) from one minute of the day to another."""

    day: int
    opens: int
    closes: int


def spans_of(written: str) -> tuple[Span, ...]:
    """What was written, span by span; one without days is for the days before it.

    Raise NotOpeningHours.
    """
    found: list[Span] = []
    days: tuple[int, ...] = ()
    for piece in written.replace("–", "-").split(","):
        match = _SPAN.fullmatch(piece.strip())
        if match is None:
            raise NotOpeningHours("Write days and hours such as %(example)s.", example=EXAMPLE)
        days = _days(match["first"], match["last"]) if match["first"] else days
        opens, closes = _minutes(match["opens"]), _minutes(match["closes"])
        if not days or opens >= closes:
            raise NotOpeningHours(
                "Write days first and let each span end after it begins, such as %(example)s.",
                example=EXAMPLE,
            )
        found += [Span(day, opens, closes) for day in days]
    return tuple(sorted(found, key=lambda span: (span.day, span.opens)))


def _days(first: str, last: str | None) -> tuple[int, ...]:
    names = [each.title() for each in (first, last or first)]
    if not set(names) <= set(DAYS):
        raise NotOpeningHours(
            "Write the days as %(days)s, such as %(example)s.",
            days=", ".join(DAYS),
            example=EXAMPLE,
        )
    start, end = map(DAYS.index, names)
    return tuple(day % 7 for day in range(start, end + 1 if end >= start else end + 8))


def _minutes(written: str) -> int:
    hours, _, minutes = written.partition(":")
    total = int(hours) * 60 + int(minutes or 0)
    if int(minutes or 0) > 59 or total > 24 * 60:
        raise NotOpeningHours("Write times from 0 to 24, such as %(example)s.", example=EXAMPLE)
    return total
