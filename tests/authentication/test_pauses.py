"""Attempts that repeat have to wait, longer each time; the nightly jobs forget them."""

from datetime import timedelta

import pytest
from apiflask import APIFlask
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.authentication.pauses import (
    Attempts,
    Count,
    Limit,
    attempt,
    forget_ended,
    forgive,
    network_of,
    take_back,
)
from helpdesk.platform import db
from helpdesk.platform.errors import TooSoon
from helpdesk.web import problems
from tests.at_once import at_once
from tests.conftest import Standing

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
LIMIT = Limit(free=3, first=MINUTE, longest=HOUR)
ALICE, DORA = Count("knock:alice", LIMIT), Count("knock:dora", LIMIT)
WHY = "That was a lot of knocking."


def knock(session: Session, *counts: Count) -> list[Count]:
    return attempt(session, *(counts or (ALICE,)), why=WHY)


def wait_of(session: Session, *counts: Count) -> timedelta:
    """How long somebody has to wait now; that they asked is counted nowhere."""
    with pytest.raises(TooSoon) as refusal:
        knock(session, *counts)
    return refusal.value.wait


@pytest.mark.parametrize(
    ("number", "pause"),
    [
        (0, 0 * SECOND),
        (1, 0 * SECOND),
        (2, 0 * SECOND),
        (3, MINUTE),
        (4, 2 * MINUTE),
        (5, 4 * MINUTE),
        (8, 32 * MINUTE),
        (9, HOUR),
        (10, HOUR),
        (10**9, HOUR),
    ],
)
def test_the_first_attempts_are_free_then_each_pause_is_twice_the_one_before(
    number: int, pause: timedelta
) -> None:
    assert LIMIT.pause_after(number) == pause


def test_who_waits_goes_on_and_waits_longer_the_next_time(
    session: Session, frozen: Standing
) -> None:
    for _ in range(3):
        knock(session)
    assert wait_of(session) == MINUTE
    frozen.advance(MINUTE)
    knock(session)
    assert wait_of(session) == 2 * MINUTE


def test_asking_during_a_pause_makes_it_no_longer(session: Session, frozen: Standing) -> None:
    for _ in range(3):
        knock(session)
    frozen.advance(59 * SECOND)
    assert [wait_of(session) for _ in range(50)] == [SECOND] * 50
    frozen.advance(SECOND)
    assert knock(session) == []


def test_the_refusal_says_why_and_how_long(session: Session, frozen: Standing) -> None:
    for _ in range(3):
        knock(session)
    with pytest.raises(TooSoon, match=r"^That was a lot of knocking. Try again in 1 minute.$"):
        knock(session)


def test_one_key_that_pauses_stops_the_attempt_and_the_others_do_not_count_it(
    session: Session, frozen: Standing
) -> None:
    for _ in range(3):
        knock(session, ALICE)
    for _ in range(9):
        assert wait_of(session, ALICE, DORA) == MINUTE
    for _ in range(3):
        knock(session, DORA)


def test_the_attempt_that_begins_a_pause_says_whose(session: Session, frozen: Standing) -> None:
    knock(session, ALICE)
    assert [knock(session, ALICE, DORA) for _ in range(2)] == [[], [ALICE]]
    frozen.advance(MINUTE)
    assert knock(session, DORA, ALICE) == [DORA]


def test_a_series_is_forgotten_a_day_after_it_began(session: Session, frozen: Standing) -> None:
    for _ in range(3):
        knock(session)
        frozen.advance(7 * HOUR)
    frozen.advance(3 * HOUR)
    assert [knock(session) for _ in range(3)] == [[], [], [ALICE]]


def test_forgiving_ends_the_series_and_taking_back_only_the_last_attempt(
    session: Session, frozen: Standing
) -> None:
    for _ in range(3):
        knock(session, ALICE, DORA)
    forgive(session, ALICE)
    take_back(session, DORA)
    knock(session, DORA)
    assert wait_of(session, DORA) == MINUTE
    for _ in range(3):
        knock(session, ALICE)


def test_there_is_nothing_to_forgive_or_take_back_of_nobody(session: Session) -> None:
    forgive(session, ALICE)
    take_back(session, ALICE)
    assert session.scalars(select(Attempts)).all() == []


def test_no_key_is_kept_in_words(session: Session) -> None:
    strange = Count("knock:\x00" + "\ud800" + "x" * 10_000, LIMIT)
    knock(session, ALICE, strange)
    digests = session.scalars(select(Attempts.key_digest)).all()
    assert [len(digest) for digest in digests] == [64, 64]


def test_what_no_longer_counts_is_deleted_at_night(session: Session, frozen: Standing) -> None:
    knock(session, ALICE)
    frozen.advance(23 * HOUR)
    knock(session, DORA)
    session.commit()
    frozen.advance(HOUR)
    forget_ended(0)
    assert session.scalars(select(Attempts.key_digest)).all() == [DORA.digest]


def test_everybody_at_once_gets_no_more_than_the_free_attempts(committing: str) -> None:
    def rush(person: int) -> bool:
        own = Count(f"knock:{person}", LIMIT)
        try:
            with db.transaction() as session:
                knock(session, *((ALICE, own) if person % 2 else (own, ALICE)))
        except TooSoon:
            return False
        return True

    assert sum(map(bool, at_once(rush, people=12))) == LIMIT.free
    with db.transaction() as session:
        assert session.scalar(select(func.max(Attempts.number))) == LIMIT.free


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("unix:", "nowhere"),
        ("", "nowhere"),
        (None, "nowhere"),
    ],
)
def test_a_subscriber_is_one_network(address: str | None, network: str) -> None:
    assert network_of(address) == network


@pytest.fixture
def knocking() -> Flask:
    """A desk at which everybody knocked too often."""
    desk = APIFlask(__name__)
    problems.register(desk)

    @desk.get("/api/knock")
    def knock() -> str:
        raise TooSoon("Wait.", timedelta(seconds=1.5))

    return desk


def test_a_program_is_told_how_many_seconds_to_wait(knocking: Flask) -> None:
    answer = knocking.test_client().get("/api/knock")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "2")
    assert answer.get_json()["detail"] == "Wait."
