"""What a target is, whom a policy is for, and what ends in time, by table."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from helpdesk.settings.hours import spans_of
from helpdesk.settings.working_time import WorkingTime
from helpdesk.tickets.deadlines.rules import (
    PolicyRefused,
    Terms,
    applies,
    check_terms,
    due_after,
    minutes_in,
    nearest,
    outcome_of,
    warned_after,
    written_as,
)

OFFICE = WorkingTime(ZoneInfo("UTC"), spans_of("Mon-Fri 9-17"))
FRIDAY = datetime(2026, 3, 6, 16, 30, tzinfo=UTC)
TERMS = Terms("Usual", {"normal": {"first_response": 60}})


@dataclass
class For:
    channels: list[str] = field(default_factory=list)
    domains: list[str] = field(default_factory=list)


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


@pytest.mark.parametrize(
    ("policy", "fits"),
    [
        (For(), True),
        (For(channels=["portal"]), True),
        (For(channels=["api", "portal"]), True),
        (For(channels=["api"]), False),
        (For(domains=["shop.example"]), True),
        (For(domains=["other.example"]), False),
        (For(channels=["portal"], domains=["other.example"]), False),
        (For(domains=["example"]), False),
    ],
)
def test_a_policy_fits_by_channel_and_address(policy: For, fits: bool) -> None:
    assert applies(policy, channel="portal", address="Alice@Shop.example") is fits


def test_who_left_no_address_is_of_no_domain() -> None:
    assert applies(For(), channel="portal", address=None)
    assert not applies(For(domains=["shop.example"]), channel="portal", address=None)


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
        check_terms(replace(TERMS, **change))


def test_terms_are_kept_in_their_common_form() -> None:
    typed = replace(
        TERMS, name="  For \x00 partners ", domains=("@Shop.Example", "shop.example"),
        channels=("api", "pigeon", "portal"),
    )  # fmt: skip
    kept = check_terms(typed)
    assert (kept.name, kept.domains, kept.channels) == (
        "For partners", ("shop.example",), ("portal", "api"),
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
