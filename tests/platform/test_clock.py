"""Time stands still in tests, and runs otherwise."""

from datetime import UTC, datetime, timedelta

from helpdesk.platform import clock
from tests.conftest import A_MONDAY, Standing


def test_the_time_is_in_utc_and_now() -> None:
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.now().tzinfo is UTC


def test_a_standing_clock_moves_only_when_told(frozen: Standing) -> None:
    assert clock.now() == clock.now() == A_MONDAY
    frozen.advance(timedelta(hours=1))
    assert clock.now() == A_MONDAY + timedelta(hours=1)
