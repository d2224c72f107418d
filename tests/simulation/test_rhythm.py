"""Customers write more on Mondays than on Sundays, by day than by night, and in a bad week."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from helpdesk.simulation.cast import read, topics
from helpdesk.simulation.rhythm import WEEK_OF_DELAYS, arrivals, is_delayed
from tests.structure.house import ROOT

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
END = START + timedelta(days=90)


def played(*, seed: int) -> list[datetime]:
    return arrivals(START, END, number=5000, chance=Random(seed))  # noqa: S311 - no secret


@pytest.fixture(scope="module")
def moments() -> list[datetime]:
    return played(seed=1)


def test_they_come_in_order_and_within_the_time(moments: list[datetime]) -> None:
    assert moments == sorted(moments)
    assert START <= moments[0] < moments[-1] < END
    assert 4900 < len(moments) <= 5000


def test_the_same_seed_gives_the_same_past(moments: list[datetime]) -> None:
    assert played(seed=1) == moments
    assert played(seed=2) != moments


def test_there_are_busy_days_and_quiet_nights(moments: list[datetime]) -> None:
    days = Counter(moment.weekday() for moment in moments)
    hours = Counter(moment.hour for moment in moments)
    assert days[0] > 1.5 * days[6]
    assert hours[10] > 5 * hours[4]


def test_the_week_of_delays_brings_twice_as_many(moments: list[datetime]) -> None:
    late = sum(is_delayed(moment, START) for moment in moments) / len(WEEK_OF_DELAYS)
    usual = len(moments) / 90
    assert late > 1.5 * usual


def test_every_topic_has_words_and_an_article_of_the_demo() -> None:
    files = (ROOT / "knowledge_base" / "demo").rglob("*.md")
    demo = {f"{file.parent.name}-{file.stem}" for file in files}
    for name, topic in topics().items():
        assert topic.article in demo, name
        assert all(isinstance(each, str) for each in (*topic.asks, *topic.replies, *topic.thanks))
    assert all(isinstance(each, str) for each in read("people"))
