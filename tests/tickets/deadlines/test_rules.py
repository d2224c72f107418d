"""What a target is, whom a policy is for, and what ends in time, by table."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from helpdesk.settings.hours import spans_of
from helpdesk.settings.working_time import WorkingTime
from helpdesk.tickets.deadlines.rules import (
    Conditions,
    PolicyRefused,
    Seen,
    Terms,
    check_terms,
    due_after,
    fits,
    minutes_in,
    nearest,
    outcome_of,
    warned_after,
    written_as,
)

OFFICE = WorkingTime(ZoneInfo("UTC"), spans_of("Mon-Fri 9-17"))
FRIDAY = datetime(2026, 3, 6, 16, 30, tzinfo=UTC)
TERMS = Terms("Usual", {"normal": {"first_response": 60}})


def terms_with(**change: Any) -> Terms:
    """The usual terms with other ones, or other conditions."""
    names = {each.name for each in fields(Conditions)} & change.keys()
    asked = Conditions(**{each: change.pop(each) for each in names})
    return replace(TERMS, conditions=asked, **change)


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("30 min", 30), ("4 h", 240), ("4h", 240), ("1 h 30 min", 90), ("1h30m", 90),
        ("2 hours", 120), ("90 minutes", 90), (" 1 H ", 60), ("", None), ("  ", None),
    ],
)  # fmt: skip
def test_a_target_is_read_as_people_write_it(written: str, minutes: int | None) -> None:
    assert minutes_in(written) == minutes


@pytest.mark.parametrize("written", ["soon", "4", "0 h", "-1 h", "1001 h", "30 min 1 h", "1.5 h"])
def test_what_is_no_working_time_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(PolicyRefused, match="such as 30 min, 4 h or 1 h 30 min"):
        minutes_in(written)


@pytest.mark.parametrize("minutes", [1, 30, 60, 90, 16 * 60, 1000 * 60])
def test_a_target_that_is_shown_can_be_typed(minutes: int) -> None:
    assert minutes_in(written_as(minutes)) == minutes


A_TICKET = Seen(
    "portal", "Alice@Shop.example", "incident", "high",
    categories=(7, 3), tags=("late", "gift card"), team_id=5,
)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "does"),
    [
        ({}, True),
        ({"channels": ("portal",)}, True),
        ({"channels": ("api", "portal")}, True),
        ({"channels": ("api",)}, False),
        ({"domains": ("shop.example",)}, True),
        ({"domains": ("other.example",)}, False),
        ({"channels": ("portal",), "domains": ("other.example",)}, False),
        ({"domains": ("example",)}, False),
        ({"types": ("incident", "problem")}, True),
        ({"types": ("question",)}, False),
        ({"priorities": ("urgent", "high")}, True),
        ({"priorities": ("low",)}, False),
        ({"categories": (7,)}, True),
        ({"categories": (3,)}, True),  # the one above it
        ({"categories": (4,)}, False),
        ({"tags": ("gift card", "vip")}, True),
        ({"tags": ("gift",)}, False),
        ({"teams": (5,)}, True),
        ({"teams": (6,)}, False),
        ({"teams": (5,), "tags": ("vip",)}, False),
    ],
)
def test_a_policy_fits_where_each_of_its_conditions_does(asked: dict[str, Any], does: bool) -> None:
    assert fits(Conditions(**asked), A_TICKET) is does


@pytest.mark.parametrize(
    "asked", [{"domains": ("shop.example",)}, {"teams": (1,)}, {"tags": ("x",)}]
)
def test_who_left_nothing_fits_no_condition_on_it(asked: dict[str, Any]) -> None:
    bare = Seen("portal", None, "question", "normal")
    assert fits(Conditions(), bare)
    assert not fits(Conditions(**asked), bare)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": " "}, "Give the policy a name"),
        ({"name": "x" * 101}, "at most 100"),
        ({"domains": ("no domain",)}, "such as shop.example, not 'no domain'"),
        ({"domains": ("localhost",)}, "not 'localhost'"),
        ({"domains": tuple(f"{n}.example" for n in range(101))}, "at most 100"),
        ({"targets": {}}, "at least one priority"),
        ({"targets": {"normal": {}, "sometime": {"first_response": 5}}}, "at least one priority"),
    ],
)
def test_terms_that_promise_nothing_or_to_nobody_are_refused(
    change: dict[str, Any], says: str
) -> None:
    with pytest.raises(PolicyRefused, match=says):
        check_terms(terms_with(**change))


def test_terms_are_kept_in_their_common_form() -> None:
    typed = terms_with(
        name="  For \x00 partners ", domains=("@Shop.Example", "shop.example"),
        channels=("api", "pigeon", "portal"), types=("problem", "pigeon", "question"),
        priorities=("high", "low", "soon"),
    )  # fmt: skip
    kept = check_terms(typed)
    assert kept.name == "For partners"
    assert kept.conditions == Conditions(
        channels=("portal", "api"), domains=("shop.example",),
        types=("question", "problem"), priorities=("low", "high"),
    )  # fmt: skip


def test_the_time_a_clock_stood_still_is_added_to_the_target() -> None:
    assert due_after(OFFICE, FRIDAY, target=60, held=0) == datetime(2026, 3, 9, 9, 30, tzinfo=UTC)
    assert due_after(OFFICE, FRIDAY, target=60, held=3600) == datetime(
        2026, 3, 9, 10, 30, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("target", "before", "minutes"), [(240, 30, 210), (20, 30, 10), (60, 30, 30), (1, 30, 1)]
)
def test_a_reminder_comes_before_but_never_at_once(target: int, before: int, minutes: int) -> None:
    monday = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
    assert warned_after(OFFICE, monday, target=target, held=0, before=before) == monday + timedelta(
        minutes=minutes
    )


def test_what_ends_at_its_time_is_met_and_a_second_later_missed() -> None:
    assert outcome_of(FRIDAY, FRIDAY) == "met"
    assert outcome_of(FRIDAY, FRIDAY + timedelta(seconds=1)) == "missed"
    assert outcome_of(None, FRIDAY) == "met"


def test_the_nearest_of_no_dates_is_none() -> None:
    assert nearest([None]) is None
    assert nearest([FRIDAY, None, FRIDAY - timedelta(days=1)]) == FRIDAY - timedelta(days=1)
