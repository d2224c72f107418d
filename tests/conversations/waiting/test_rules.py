"""How long a customer may be told that it takes, by table and by generated waits."""

from datetime import UTC, datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest

from helpdesk.conversations.waiting.rules import FEWEST, WEEKS, Usual, such_hours, usual_wait

MINUTE = 60


@pytest.mark.parametrize(
    ("minutes", "usual"),
    [
        ([5] * (FEWEST - 1), None),
        ([5] * FEWEST, Usual(5, 5)),
        ([4.1] * FEWEST, Usual(5, 5)),
        ([1] * 8 + [22] * 3, Usual(1, 25)),
        ([0] * FEWEST, Usual(1, 1)),
        ([1] * 7 + [500] * 4, None),
    ],
)
def test_half_and_eight_of_ten_are_told_in_minutes_as_people_say_them(
    minutes: list[float], usual: Usual | None
) -> None:
    assert usual_wait([each * MINUTE for each in minutes]) == usual


def test_of_generated_waits_eight_of_ten_and_more_are_as_short_as_told() -> None:
    """Each is compared with what the fifteen before it say, in quiet and in busy hours."""
    chance, held, told = Random(7), 0, 0  # noqa: S311 - the same waits each time
    for middle in (2, 6, 15):
        waits = [chance.lognormvariate(0, 0.8) * middle * MINUTE for _ in range(1500)]
        for place in range(15, len(waits)):
            if usual := usual_wait(waits[place - 15 : place]):
                told += 1
                held += waits[place] <= usual.most * MINUTE
    assert told > 4000
    assert 0.8 <= held / told <= 0.92


def test_such_hours_are_by_the_desks_clock_also_where_summer_time_begins() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    spans = such_hours(datetime(2026, 4, 1, 8, 0, tzinfo=UTC), berlin)  # ten in Berlin
    assert len(spans) == WEEKS
    hours = {
        (since.astimezone(berlin).hour, until.astimezone(berlin).hour) for since, until in spans
    }
    assert hours == {(8, 12)}
    assert {since.astimezone(berlin).weekday() for since, _ in spans} == {2}


def test_what_is_told_names_both_or_the_one() -> None:
    assert str(Usual(10, 25)) == (
        "It usually takes under 10 minutes, in eight of ten cases under 25 minutes."
    )
    assert str(Usual(60, 60)) == "In eight of ten cases it takes under 1 hour."
