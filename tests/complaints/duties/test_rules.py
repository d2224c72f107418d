"""By when what is owed, by table."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from helpdesk.complaints.duties.rules import DutyKind, bands_in, due_at, targets_in, warn_at
from helpdesk.complaints.duties.settings import Complaints
from helpdesk.complaints.rules import Gravity
from helpdesk.settings.hours import spans_of
from helpdesk.settings.rules import SettingsRefused
from helpdesk.settings.working_time import WorkingTime

WORKING = WorkingTime(ZoneInfo("UTC"), spans_of("Mon-Fri 9-18"))
FRIDAY = datetime(2026, 3, 6, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("gravity", "kind", "due"),
    [
        ("critical", "take_on", datetime(2026, 3, 9, 9, 30, tzinfo=UTC)),
        ("critical", "assess", datetime(2026, 3, 9, 12, 30, tzinfo=UTC)),
        ("critical", "tell_progress", datetime(2026, 3, 9, 17, 30, tzinfo=UTC)),
        ("critical", "decide", datetime(2026, 3, 11, 17, 30, tzinfo=UTC)),
        ("major", "take_on", datetime(2026, 3, 9, 17, 30, tzinfo=UTC)),
        ("major", "decide", datetime(2026, 3, 20, 17, 30, tzinfo=UTC)),
        ("minor", "assess", datetime(2026, 3, 10, 17, 30, tzinfo=UTC)),
        ("minor", "decide", datetime(2026, 3, 27, 17, 30, tzinfo=UTC)),
    ],
)
def test_what_is_owed_goes_by_gravity_and_working_time(
    gravity: str, kind: str, due: datetime
) -> None:
    targets = Complaints().targets_of(Gravity(gravity))
    assert due_at(FRIDAY, targets[DutyKind(kind)], WORKING) == due


@pytest.mark.parametrize("typed", ["", "1 h", "1 h, 2 h, 3 h", "1 h, 2 h, 3 h, 0 d", "1, 2, 3, 4",
                                   "1 h, 2 h, 3 h, 4 w", "1 h, 2 h, 3 h, 4 d, 5 d"])  # fmt: skip
def test_what_are_no_targets_is_none(typed: str) -> None:
    assert targets_in(typed) is None


@pytest.mark.parametrize("typed", ["", "1, 2, 3", "5, 4, 3, 2", "0, 1, 2, 3", "a, b, c, d"])
def test_bands_grow(typed: str) -> None:
    assert bands_in(typed) is None


def test_somebody_is_reminded_with_a_quarter_of_the_time_left() -> None:
    assert warn_at(FRIDAY, FRIDAY + timedelta(hours=4)) == FRIDAY + timedelta(hours=3)


@pytest.mark.parametrize(
    "typed",
    [
        {"critical": "soon"}, {"bands": "1, 1, 1, 1"}, {"agents_limit": "-5"},
        {"silence": "many"}, {"outside": "x" * 501},
    ],
)  # fmt: skip
def test_settings_say_what_to_type(typed: dict[str, str]) -> None:
    with pytest.raises((SettingsRefused, ValueError)):
        Complaints(**typed)  # type: ignore[arg-type]
