"""Which way a filed complaint came, when, and in which words."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from helpdesk.complaints.filing.rules import (
    Way,
    check_name,
    received_in,
    way_in,
    ways_from,
    words_of,
)
from helpdesk.complaints.rules import ComplaintRefused

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
TWO_EAST = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("typed", "received"),
    [
        ("", None),
        ("  ", None),
        ("2026-03-02T12:00", NOW),
        ("2026-02-27 09:30", datetime(2026, 2, 27, 7, 30, tzinfo=UTC)),
        ("2026-03-02T09:00+00:00", NOW - timedelta(hours=1)),
    ],
)
def test_when_it_came_is_read_by_the_readers_clock(typed: str, received: datetime | None) -> None:
    assert received_in(typed, TWO_EAST, NOW) == received


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("2026-03-02T12:01", "later than now"),
        ("9999-12-31T23:59", "later than now"),
        ("2016-01-01T00:00", "more than ten years ago"),
        ("0001-01-01T00:00", "more than ten years ago"),
        ("yesterday", "Write day and time as in 2026-03-31 14:30"),
        ("2026-02-30T10:00", "Write day and time"),
    ],
)
def test_a_moment_that_cannot_be_is_refused(typed: str, why: str) -> None:
    with pytest.raises(ComplaintRefused, match=why):
        received_in(typed, TWO_EAST, NOW)


@pytest.mark.parametrize(
    ("typed", "origin"), [("", None), ("pigeon", None), ("widget", None), ("ticket", Way.WIDGET)]
)
def test_a_way_that_cannot_be_is_refused(typed: str, origin: Way | None) -> None:
    with pytest.raises(ComplaintRefused, match="how the complaint reached us"):
        way_in(typed, origin)


def test_a_chat_is_the_likeliest_way_there_and_a_call_is_possible() -> None:
    assert ways_from(Way.WIDGET)[0] is Way.WIDGET
    assert way_in("phone", Way.WIDGET) is Way.PHONE


def test_messages_come_before_what_was_said_elsewhere() -> None:
    assert words_of(["It broke.", "Twice."], " And you laughed. ") == (
        "It broke.\n\nTwice.\n\nAnd you laughed."
    )
    assert words_of([], "  ") == ""


def test_a_name_is_kept_on_one_line_and_in_bounds() -> None:
    assert check_name("  Eva \n Lind ") == "Eva Lind"
    assert check_name(" ") is None
    with pytest.raises(ComplaintRefused, match="Shorten the name"):
        check_name("x" * 201)
