"""Opening hours as people write them, and when somebody is there again."""

from datetime import UTC, datetime

import pytest

from helpdesk.languages.catalogues import speaking
from helpdesk.settings.hours import NotOpeningHours, is_open, opens_next, spans_of
from helpdesk.settings.sections import OpeningHours

SPLIT = "Mon-Fri 9-12:30, 13:30-17, Sat 10-14"


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
    assert is_open(spans_of(SPLIT), at(moment)) is open_then


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
    assert opens_next(spans_of(written), at(after)) == at(opens)


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
