"""Which tickets may be brought together, and until when one waits, by table."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from helpdesk.tickets.joining.rules import (
    JoiningRefused,
    Standing,
    check_link,
    check_merge,
    wakes_at,
)
from helpdesk.tickets.rules import TicketState, TicketType

ALICE, DORA = UUID(int=1), UUID(int=2)
ONE = Standing("T-1", ALICE, TicketState.OPEN, TicketType.INCIDENT)
OTHER = replace(ONE, number="T-2")
PROBLEM = Standing("T-3", DORA, TicketState.OPEN, TicketType.PROBLEM)
NOW = datetime(2026, 3, 6, 23, 30, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("ticket", "into", "fault"),
    [
        ({}, {"number": "T-1"}, "into itself"),
        ({"state": TicketState.CLOSED}, {}, "T-1 is closed"),
        ({}, {"state": TicketState.CLOSED}, "T-2 is closed"),
        ({}, {"customer_id": DORA}, "another customer's"),
    ],
)
def test_what_would_lose_or_tell_something_is_not_merged(
    ticket: dict[str, Any], into: dict[str, Any], fault: str
) -> None:
    check_merge(ONE, OTHER)
    with pytest.raises(JoiningRefused, match=fault):
        check_merge(replace(ONE, **ticket), replace(OTHER, **into))


@pytest.mark.parametrize(
    ("ticket", "problem", "fault"),
    [
        (PROBLEM, PROBLEM, "its own cause"),
        (ONE, OTHER, "T-2 is no problem"),
        (replace(PROBLEM, number="T-4"), PROBLEM, "merge the two"),
        (ONE, replace(PROBLEM, state=TicketState.CLOSED), "open a new problem"),
    ],
)
def test_only_an_open_problem_stands_behind_what_is_none(
    ticket: Standing, problem: Standing, fault: str
) -> None:
    check_link(ONE, PROBLEM)
    with pytest.raises(JoiningRefused, match=fault):
        check_link(ticket, problem)


def test_it_comes_back_when_that_day_begins_where_the_desk_is() -> None:
    # It is past midnight in Berlin, so that tomorrow there is the 8th.
    assert wakes_at("2026-03-08", NOW, BERLIN) == datetime(2026, 3, 8, tzinfo=BERLIN)


@pytest.mark.parametrize("typed", ["2026-03-07", "2026-03-01", "2027-03-08", "soon", "2026-02-30"])
def test_no_day_to_come_is_refused(typed: str) -> None:
    with pytest.raises(JoiningRefused):
        wakes_at(typed, NOW, BERLIN)
