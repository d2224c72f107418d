"""Who is asked how it went, and what counts as an answer, by table."""

from datetime import UTC, datetime, timedelta

import pytest

from helpdesk.comments import LONGEST
from helpdesk.tickets.satisfaction.rules import (
    REASONS,
    SCORES,
    RatingReason,
    RatingRefused,
    check_open,
    comment_in,
    may_ask,
    score_in,
)

NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("last", "pause", "asked"),
    [
        (None, 14 * DAY, True), (NOW - 14 * DAY, 14 * DAY, True), (NOW - 13 * DAY, 14 * DAY, False),
        (None, 0 * DAY, False), (NOW - 99 * DAY, 0 * DAY, False),
    ],
)  # fmt: skip
def test_nobody_is_asked_twice_within_the_pause(
    last: datetime | None, pause: timedelta, asked: bool
) -> None:
    assert may_ask(NOW, last, pause) is asked


def test_an_answer_comes_once_and_in_time() -> None:
    check_open(NOW, NOW + DAY, None)
    with pytest.raises(RatingRefused, match="already"):
        check_open(NOW, NOW + DAY, NOW - DAY)
    with pytest.raises(RatingRefused, match="closed now"):
        check_open(NOW, NOW, None)


@pytest.mark.parametrize("typed", ["", "0", "6", "five", "1 ", "²"])
def test_a_score_is_one_of_five(typed: str) -> None:
    with pytest.raises(RatingRefused, match="from 1 to 5"):
        score_in(typed)


def test_every_score_and_reason_has_words() -> None:
    assert [score_in(str(score)) for score in SCORES] == [1, 2, 3, 4, 5]
    assert set(REASONS) == set(RatingReason)


def test_words_are_kept_as_typed_and_not_without_end() -> None:
    assert comment_in("  Quick.\x00 ") == "Quick."
    assert comment_in(" ") is None
    with pytest.raises(RatingRefused, match="Shorten"):
        comment_in("x" * (LONGEST + 1))
