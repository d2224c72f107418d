"""Which period and which records somebody asks for."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from helpdesk.complaints.rules import ComplaintState
from helpdesk.registers.rules import (
    NOBODY,
    Complaints,
    Period,
    PeriodRefused,
    asked_for,
    complaints_in,
    is_late_entry,
    period_in,
    usual_period,
)

TODAY = date(2026, 3, 31)
A_DAY = timedelta(days=1)


def test_the_usual_period_is_the_last_ninety_days() -> None:
    assert period_in({}, TODAY) == usual_period(TODAY) == Period(date(2026, 1, 1), TODAY)


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        ("2026-02-01", "2026-02-28", Period(date(2026, 2, 1), date(2026, 2, 28))),
        ("", "2025-01-31", Period(date(2025, 1, 31), date(2025, 1, 31))),
        ("2026-03-31", "9999-12-31", Period(TODAY, TODAY)),
    ],
)
def test_a_period_is_what_was_typed_up_to_today(first: str, last: str, period: Period) -> None:
    assert period_in({"from": first, "to": last}, TODAY) == period


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("yesterday", "", "2026-03-31, not yesterday"),
        ("2026-02-30", "", "2026-02-30"),
        ("", "0001-01-01", "since 2000-01-01"),
        ("2026-03-02", "2026-03-01", "ends before it begins"),
        ("2027-01-01", "", "ends before it begins"),
    ],
)
def test_what_is_no_period_is_said(first: str, last: str, said: str) -> None:
    with pytest.raises(PeriodRefused, match=said):
        period_in({"from": first, "to": last}, TODAY)


def test_a_day_begins_and_ends_by_the_readers_clock() -> None:
    day = date(2026, 3, 29)  # in Berlin an hour shorter than others
    begin, end = Period(day, day).bounds(ZoneInfo("Europe/Berlin"))
    assert begin.astimezone(UTC) == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert end.astimezone(UTC) == datetime(2026, 3, 29, 22, tzinfo=UTC)


def test_a_choice_can_be_asked_for_again_and_what_there_is_not_is_left_out() -> None:
    asked = {"state": "closed", "owner": "0", "overdue": "1", "gravity": "huge", "nature": ""}
    chosen = complaints_in(asked, usual_period(TODAY))
    assert chosen == Complaints(
        usual_period(TODAY), state=ComplaintState.CLOSED, owner=NOBODY, overdue=True
    )
    again = asked_for(chosen)
    assert again == {
        "from": "2026-01-01", "to": "2026-03-31", "state": "closed", "owner": "0", "overdue": "1",
    }  # fmt: skip
    assert complaints_in(again, period_in(again, TODAY)) == chosen
    assert complaints_in({"owner": "9" * 12}, usual_period(TODAY)).owner is None


def test_what_was_written_down_a_day_later_is_a_late_entry() -> None:
    received = datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert is_late_entry(received, received + A_DAY)
    assert not is_late_entry(received, received + A_DAY - timedelta(seconds=1))
