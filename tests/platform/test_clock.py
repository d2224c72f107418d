"""Time stands still in tests, and runs otherwise."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from helpdesk.platform import clock, jobqueue
from tests.conftest import A_MONDAY, Standing
from tests.jobs import arguments_of


def test_the_time_is_in_utc_and_now() -> None:
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.now().tzinfo is UTC


def test_a_standing_clock_moves_only_when_told(frozen: Standing) -> None:
    assert clock.now() == clock.now() == A_MONDAY
    frozen.advance(timedelta(hours=1))
    assert clock.now() == A_MONDAY + timedelta(hours=1)


def test_a_past_is_played_in_one_thread_and_is_the_present_in_every_other(frozen: Standing) -> None:
    with clock.standing_at(A_MONDAY - timedelta(days=30)):
        assert clock.now() == A_MONDAY - timedelta(days=30)
        assert clock.is_played()
        with ThreadPoolExecutor(1) as other:
            assert other.submit(clock.now).result() == A_MONDAY
            assert not other.submit(clock.is_played).result()
    assert clock.now() == A_MONDAY
    assert not clock.is_played()


def test_what_is_only_played_becomes_no_job(session: Session) -> None:
    with clock.standing_at(A_MONDAY):
        jobqueue.enqueue(session, "reckon_deadlines")
    assert arguments_of(session, "reckon_deadlines") == []
    jobqueue.enqueue(session, "reckon_deadlines")
    assert arguments_of(session, "reckon_deadlines") == [{}]
