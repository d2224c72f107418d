"""Working time by table, and against a reference that looks at the clock minute by minute."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk.settings.hours import Span, spans_of
from helpdesk.settings.working_time import NeverOpen, WorkingTime

OFFICE = "Mon-Fri 9-17"
LUNCH = "Mon-Fri 9-12:30, 13:30-17"
MINUTE = timedelta(minutes=1)
# Clocks that change by an hour, by half an hour, at midnight, and never.
ZONES = ("Europe/Berlin", "Australia/Lord_Howe", "America/Havana", "Asia/Kolkata")


def working(hours: str, *days_off: str, zone: str = "Europe/Berlin") -> WorkingTime:
    return WorkingTime(
        ZoneInfo(zone), spans_of(hours), frozenset(map(date.fromisoformat, days_off))
    )


def at(written: str, zone: str = "Europe/Berlin") -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("hours", "start", "spent", "end"),
    [
        (OFFICE, "2026-03-06 16:30", 60, "2026-03-09 09:30"),  # Friday to Monday
        (OFFICE, "2026-03-06 16:00", 60, "2026-03-06 17:00"),
        (OFFICE, "2026-03-06 17:00", 1, "2026-03-09 09:01"),
        (OFFICE, "2026-03-07 12:00", 60, "2026-03-09 10:00"),
        (OFFICE, "2026-03-04 03:00", 60, "2026-03-04 10:00"),
        (OFFICE, "2026-03-02 09:00", 5 * 480, "2026-03-06 17:00"),
        (LUNCH, "2026-03-02 12:00", 60, "2026-03-02 14:00"),
        (LUNCH, "2026-03-02 13:00", 60, "2026-03-02 14:30"),
        ("Mon-Sun 0-24", "2026-03-28 12:00", 24 * 60, "2026-03-29 13:00"),  # an hour is left out
        ("Mon-Sun 0-24", "2026-10-24 12:00", 24 * 60, "2026-10-25 11:00"),  # and comes twice
        ("Mon-Fri 9-13, 12-17", "2026-03-02 11:00", 180, "2026-03-02 14:00"),  # spans overlap
    ],
)
def test_so_much_working_time_has_passed_at(hours: str, start: str, spent: int, end: str) -> None:
    found = working(hours).after(at(start), spent * MINUTE)
    assert found == at(end)
    assert found.tzinfo is UTC
    assert working(hours).between(at(start), at(end)) == spent * MINUTE


def test_days_off_are_left_out() -> None:
    easter = working(OFFICE, "2026-04-03", "2026-04-06")
    assert easter.after(at("2026-04-02 16:30"), 60 * MINUTE) == at("2026-04-07 09:30")
    assert easter.between(at("2026-04-02 16:30"), at("2026-04-07 09:30")) == 60 * MINUTE
    assert not easter.is_open(at("2026-04-03 10:00"))


def test_nothing_lies_between_a_moment_and_an_earlier_one() -> None:
    assert working(OFFICE).between(at("2026-03-03 12:00"), at("2026-03-02 12:00")) == timedelta()


def test_no_time_at_all_has_passed_when_work_begins() -> None:
    assert working(OFFICE).after(at("2026-03-07 12:00"), timedelta()) == at("2026-03-09 09:00")
    assert working(OFFICE).after(at("2026-03-02 12:00"), timedelta()) == at("2026-03-02 12:00")


def test_an_hour_of_new_york_is_not_one_of_berlin() -> None:
    there = working(OFFICE, zone="America/New_York")
    assert there.after(at("2026-03-06 16:30"), 60 * MINUTE) == at(
        "2026-03-06 11:30", "America/New_York"
    )


def test_a_calendar_that_never_opens_says_so_instead_of_looking_for_ever() -> None:
    mondays = [str(date(2026, 3, 2) + timedelta(weeks=week)) for week in range(110)]
    closed = working("Mon 9-10", *mondays)
    start = at("2026-03-01 12:00")
    with pytest.raises(NeverOpen, match="leave no working time"):
        closed.after(start, MINUTE)
    with pytest.raises(NeverOpen):
        closed.opens_next(start)
    with pytest.raises(NeverOpen):
        closed.days_after(start, 1)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-03-02", 0, "2026-03-02"),  # a Monday
        ("2026-03-02", 1, "2026-03-03"),
        ("2026-03-06", 1, "2026-03-09"),  # a Friday
        ("2026-03-07", 1, "2026-03-09"),  # a Saturday
        ("2026-03-08", 1, "2026-03-09"),  # a Sunday
        ("2026-03-02", 5, "2026-03-09"),
        ("2026-03-06", 10, "2026-03-20"),
        ("2026-03-07", 10, "2026-03-20"),
        ("2026-03-27", 1, "2026-03-30"),  # the clock is put forward between them
        ("2026-12-23", 1, "2026-12-28"),  # two days off and a weekend
        ("2028-02-28", 1, "2028-02-29"),  # a leap day
    ],
)
def test_working_days_leave_weekends_and_days_off_out(start: str, days: int, end: str) -> None:
    calendar = working(OFFICE, "2026-12-24", "2026-12-25")
    assert calendar.days_after(at(f"{start} 18:45"), days) == at(f"{end} 18:45")


def minutes_worked(calendar: WorkingTime, start: datetime, minutes: int) -> list[bool]:
    """Minute by minute from `start`: does the clock on the wall show working time?"""

    def works(moment: datetime) -> bool:
        here = moment.astimezone(calendar.zone)
        minute = here.hour * 60 + here.minute
        return here.date() not in calendar.days_off and any(
            span.day == here.weekday() and span.opens <= minute < span.closes
            for span in calendar.spans
        )

    return [works(start + each * MINUTE) for each in range(minutes)]


@st.composite
def calendars(draw: st.DrawFn) -> WorkingTime:
    edges = st.lists(st.integers(0, 1440), min_size=2, max_size=2, unique=True).map(sorted)
    spans = st.builds(lambda day, pair: Span(day, *pair), st.integers(0, 6), edges)
    week = draw(st.lists(spans, min_size=1, max_size=12))
    off = draw(st.frozensets(st.integers(0, 10), max_size=3))
    days = frozenset(date(2026, 3, 27) + timedelta(days=each) for each in off)
    return WorkingTime(ZoneInfo(draw(st.sampled_from(ZONES))), tuple(week), days)


# Around each change of a clock in 2026, and a quiet week.
STARTS = st.builds(
    lambda day, minute: datetime.fromisoformat(f"{day}T00:00+00:00") + minute * MINUTE,
    st.sampled_from(["2026-03-07", "2026-03-28", "2026-04-04", "2026-10-03", "2026-10-24",
                     "2026-10-31", "2026-06-08"]),
    st.integers(0, 2 * 1440),
)  # fmt: skip
SLOWLY = settings(deadline=None, max_examples=60)


@SLOWLY
@given(calendars(), STARTS, st.integers(0, 3 * 1440))
def test_what_lies_between_is_what_the_clock_shows(
    calendar: WorkingTime, start: datetime, minutes: int
) -> None:
    found = calendar.between(start, start + minutes * MINUTE)
    assert found == sum(minutes_worked(calendar, start, minutes)) * MINUTE


@SLOWLY
@given(calendars(), STARTS, st.integers(1, 1440))
def test_so_much_has_passed_when_the_clock_has_shown_it(
    calendar: WorkingTime, start: datetime, minutes: int
) -> None:
    end = calendar.after(start, minutes * MINUTE)
    assert calendar.between(start, end) == minutes * MINUTE
    assert calendar.is_open(end - MINUTE)


@SLOWLY
@given(calendars(), STARTS)
def test_it_opens_next_when_the_clock_shows_it_first(
    calendar: WorkingTime, start: datetime
) -> None:
    opens = calendar.opens_next(start)
    assert opens > start
    assert calendar.is_open(opens)
    assert not calendar.is_open(opens - MINUTE)
    days = min((opens - start) // MINUTE, 2 * 1440)
    shown = minutes_worked(calendar, start, days)
    assert shown == sorted(shown, reverse=True)  # none begins before it
