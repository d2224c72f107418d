"""Which records a register holds: those of a period that are as somebody chose."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import TypeVar

from helpdesk.complaints.handling.rules import Nature
from helpdesk.complaints.rules import ComplaintState, Gravity
from helpdesk.feedback.rules import FeedbackKind, Source, Triage
from helpdesk.platform.errors import RuleBroken

USUAL_DAYS = 90
EARLIEST = date(2000, 1, 1)
NOBODY = 0
LATE_ENTRY = timedelta(days=1)
Choice = TypeVar("Choice", bound=StrEnum)


class PeriodRefused(RuleBroken):
    """From when to when is not to be understood."""


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both whole."""

    first: date
    last: date

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """Its first moment by this clock, and the first one after it."""
        after = self.last + timedelta(days=1)
        return (
            datetime.combine(self.first, time(), zone),
            datetime.combine(after, time(), zone),
        )


@dataclass(frozen=True)
class Complaints:
    """Complaints received in the period; None stands for any, `owner` NOBODY for without one."""

    period: Period
    state: ComplaintState | None = None
    gravity: Gravity | None = None
    nature: Nature | None = None
    owner: int | None = None
    overdue: bool = False


@dataclass(frozen=True)
class Expressions:
    """Feedback received in the period; None stands for any."""

    period: Period
    kind: FeedbackKind | None = None
    source: Source | None = None
    decision: Triage | None = None


def usual_period(today: date) -> Period:
    """The last 90 days, today included."""
    return Period(today - timedelta(days=USUAL_DAYS - 1), today)


def period_in(asked: Mapping[str, str], today: date) -> Period:
    """The days from `from` to `to`, the usual ones where nothing is said; raise PeriodRefused."""
    usual = usual_period(today)
    last = min(_day(asked.get("to"), usual.last), today)
    first = _day(asked.get("from"), min(usual.first, last))
    if first > last:
        raise PeriodRefused("The period ends before it begins. Choose an earlier first day.")
    return Period(first, last)


def complaints_in(asked: Mapping[str, str], period: Period) -> Complaints:
    """What was chosen in the log's form; a choice that there is not stands for any."""
    owner = asked.get("owner", "")
    return Complaints(
        period,
        state=_one_of(ComplaintState, asked.get("state")),
        gravity=_one_of(Gravity, asked.get("gravity")),
        nature=_one_of(Nature, asked.get("nature")),
        owner=int(owner) if owner.isdecimal() and len(owner) < 10 else None,
        overdue=bool(asked.get("overdue")),
    )


def expressions_in(asked: Mapping[str, str], period: Period) -> Expressions:
    """What was chosen in the register's form, likewise."""
    return Expressions(
        period,
        kind=_one_of(FeedbackKind, asked.get("kind")),
        source=_one_of(Source, asked.get("source")),
        decision=_one_of(Triage, asked.get("decision")),
    )


def asked_for(chosen: Complaints | Expressions) -> dict[str, str]:
    """What was chosen as it stands in an address: `{"from": "2026-03-01", "state": "closed"}`."""
    days = {"from": chosen.period.first.isoformat(), "to": chosen.period.last.isoformat()}
    others = {name: value for name, value in vars(chosen).items() if name != "period"}
    return days | {
        name: str(int(value) if isinstance(value, bool) else value)
        for name, value in others.items()
        if value is not None and value is not False
    }


def is_late_entry(received_at: datetime, recorded_at: datetime) -> bool:
    """Was it written down a day or more after it had reached us?"""
    return recorded_at - received_at >= LATE_ENTRY


def days_between(start: datetime, end: datetime) -> float:
    """How many days, of 24 hours each, to a tenth."""
    return round((end - start) / timedelta(days=1), 1)


def _day(typed: str | None, usual: date) -> date:
    if not typed:
        return usual
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise PeriodRefused("Write the day as 2026-03-31, not %(typed)s.", typed=typed) from None
    if day < EARLIEST:
        raise PeriodRefused("Choose days since %(first)s.", first=EARLIEST.isoformat())
    return day


def _one_of(choices: type[Choice], typed: str | None) -> Choice | None:
    return choices(typed) if typed in set(choices) else None
