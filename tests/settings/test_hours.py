"""Opening hours as people write them, and when somebody is there again."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from helpdesk.languages.catalogues import speaking
from helpdesk.settings.hours import NotOpeningHours, spans_of
from helpdesk.settings.sections import OpeningHours
from helpdesk.settings.working_time import WorkingTime

SPLIT = "Mon-Fri 9-12:30, 13:30-17, Sat 10-14"


def hours(written: str) -> WorkingTime:
    return WorkingTime(ZoneInfo("UTC"), spans_of(written))


def at(written: str) -> datetime:
    """A moment of the week from Monday, 2 March 2026."""
    return datetime.strptime(written, "%d %H:%M").replace(year=2026, month=3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "open_then"),
    [
        ("02 08:59", False),
        ("02 09:00", True),
        ("02 12:29", True),
        ("02 12:30", False),
        ("02 13:30", True),
        ("02 17:00", False),
        ("07 10:00", True),
        ("07 16:00", False),
        ("08 11:00", False),
    ],
)
def test_it_is_open_from_the_first_minute_to_before_the_last(moment: str, open_then: bool) -> None:
    assert hours(SPLIT).is_open(at(moment)) is open_then


@pytest.mark.parametrize(
    ("written", "after", "opens"),
    [
        (SPLIT, "02 08:00", "02 09:00"),
        (SPLIT, "02 12:45", "02 13:30"),
        (SPLIT, "06 17:00", "07 10:00"),
        (SPLIT, "07 14:00", "09 09:00"),
        ("Wed 10-11", "04 12:00", "11 10:00"),
        ("Sat-Mon 8-9", "03 12:00", "07 08:00"),
        ("monday – friday 9-24", "03 00:00", "03 09:00"),
    ],
)
def test_it_opens_next_on_the_nearest_day_that_has_hours(
    written: str, after: str, opens: str
) -> None:
    assert hours(written).opens_next(at(after)) == at(opens)


@pytest.mark.parametrize(
    "written",
    ["", "weekdays", "9-17", "Mon", "Mon 17-9", "Mon 9-9", "Foo 9-17", "Mon 9-25", "Mon 9:60-10"],
)
def test_what_are_no_hours_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(NotOpeningHours, match="such as Mon-Fri 9-17"):
        spans_of(written)


@pytest.mark.parametrize(
    ("zone", "moment", "words"),
    [
        ("Europe/Berlin", "02 07:30", "today at 9:00 (Berlin time)"),
        ("Europe/Berlin", "02 08:30", None),
        ("America/New_York", "02 08:30", "today at 9:00 (New York time)"),
        ("UTC", "06 18:00", "on Monday at 9:00 (UTC)"),
    ],
)
def test_who_waits_is_told_when_somebody_is_there_by_whose_clock(
    zone: str, moment: str, words: str | None
) -> None:
    assert OpeningHours(zone=zone).back_after(at(moment)) == words


def test_the_day_is_told_in_the_language_of_whoever_waits() -> None:
    with speaking("de"):
        words = OpeningHours(zone="UTC").back_after(at("06 18:00"))
    assert words == "am Montag um 9:00 (UTC)"


def test_who_waits_is_told_of_the_day_after_the_holidays() -> None:
    easter = datetime(2026, 4, 2, 18, 0, tzinfo=UTC)
    assert OpeningHours(holidays="DE").back_after(easter) == "on Tuesday at 9:00 (UTC)"
    week = tuple(f"2026-04-{day:02}" for day in range(7, 11))
    closed = OpeningHours(holidays="DE", days_off=week)
    assert closed.back_after(easter) == "on 13 April 2026 at 9:00 (UTC)"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("", ""), (" de ", "DE"), ("de-by", "DE-BY"), ("DE-augsburg", "DE-Augsburg")],
)
def test_holidays_are_those_of_a_country_or_a_region(typed: str, kept: str) -> None:
    assert OpeningHours(holidays=typed).holidays == kept


@pytest.mark.parametrize("typed", ["Germany", "DE-XX", "-BY", "XX", "DE-"])
def test_a_country_that_nobody_knows_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ValidationError, match="such as DE or DE-BY"):
        OpeningHours(holidays=typed)


def test_days_off_are_kept_once_and_in_order() -> None:
    section = OpeningHours.model_validate({"days_off": "2026-12-31, 2026-12-24\n2026-12-24"})
    assert section.days_off == ("2026-12-24", "2026-12-31")
    with pytest.raises(ValidationError, match="such as 2026-12-24"):
        OpeningHours.model_validate({"days_off": "24.12.2026"})


@pytest.mark.usefixtures("frozen")
def test_a_calendar_without_any_working_hour_is_refused() -> None:
    mondays = tuple(str(date(2026, 3, 2) + timedelta(weeks=week)) for week in range(110))
    with pytest.raises(ValidationError, match="leave no working time"):
        OpeningHours(hours="Mon 9-10", days_off=mondays)
    assert OpeningHours(hours="Mon-Tue 9-10", days_off=mondays).days_off == mondays
