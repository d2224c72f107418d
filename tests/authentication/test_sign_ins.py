"""Sign-ins as rows: found by a token, ended by time, by hand, all at once; the nightly jobs."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.authentication import sign_ins
from helpdesk.authentication.sign_ins import IDLE, LONGEST, SignIn
from helpdesk.platform.errors import NotFound
from tests.conftest import Standing

BOB, CARLA = "agent:1", "agent:2"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0"  # noqa: E501
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"  # noqa: E501


def test_the_token_finds_whose_it_is_and_only_its_hash_is_kept(session: Session) -> None:
    token = sign_ins.begin(session, BOB, user_agent=FIREFOX, address="192.0.2.7")
    found = sign_ins.find(session, token)
    assert found
    assert (found.who, found.browser, found.address) == (BOB, "Firefox 128 on Linux", "192.0.2.7")
    assert token not in found.token_hash


@pytest.mark.parametrize("token", [None, "", "made up", "\x00", "ключ"])
def test_no_other_token_finds_anybody(session: Session, token: str | None) -> None:
    sign_ins.begin(session, BOB)
    assert sign_ins.find(session, token) is None


def test_it_ends_when_nobody_uses_it(frozen: Standing, session: Session) -> None:
    token = sign_ins.begin(session, BOB)
    frozen.advance(IDLE - timedelta(seconds=1))
    assert sign_ins.find(session, token)
    frozen.advance(IDLE)
    assert sign_ins.find(session, token) is None
    assert sign_ins.sign_ins_of(session, BOB) == []


def test_it_ends_at_last_however_often_it_is_used(frozen: Standing, session: Session) -> None:
    token, hours = sign_ins.begin(session, BOB), 0
    while sign_ins.find(session, token):
        frozen.advance(timedelta(hours=1))
        hours += 1
    assert timedelta(hours=hours) == LONGEST


def test_when_it_was_seen_is_noted_once_a_minute(frozen: Standing, session: Session) -> None:
    token = sign_ins.begin(session, BOB)
    begun = frozen.moment
    for seconds, noted in [(59, begun), (1, begun + timedelta(minutes=1))]:
        frozen.advance(timedelta(seconds=seconds))
        found = sign_ins.find(session, token)
        assert found
        assert found.last_seen_at == noted


def test_the_browser_seen_last_stands_on_top(frozen: Standing, session: Session) -> None:
    first = sign_ins.begin(session, BOB, user_agent=EDGE)
    sign_ins.begin(session, BOB, user_agent=IPHONE)
    sign_ins.begin(session, CARLA)
    frozen.advance(timedelta(minutes=5))
    sign_ins.find(session, first)
    names = [row.browser for row in sign_ins.sign_ins_of(session, BOB)]
    assert names == ["Edge 126 on Windows", "Mobile Safari 17 on iOS"]


def test_nobody_ends_what_is_not_theirs(session: Session) -> None:
    found = sign_ins.find(session, sign_ins.begin(session, CARLA))
    assert found
    with pytest.raises(NotFound, match="has ended already"):
        sign_ins.end(session, BOB, found.id)
    sign_ins.end(session, CARLA, found.id)
    with pytest.raises(NotFound, match="has ended already"):
        sign_ins.end(session, CARLA, found.id)


def test_all_of_somebodys_end_at_once_and_nobody_elses(session: Session) -> None:
    tokens = [sign_ins.begin(session, who) for who in (BOB, BOB, CARLA)]
    assert sign_ins.end_all(session, BOB) == 2
    assert [bool(sign_ins.find(session, token)) for token in tokens] == [False, False, True]
    assert sign_ins.end_all(session) == 0


def test_the_nightly_job_keeps_only_what_still_opens_something(
    frozen: Standing, session: Session
) -> None:
    sign_ins.begin(session, BOB)
    frozen.advance(IDLE)
    sign_ins.begin(session, CARLA)
    session.commit()
    sign_ins.forget_ended(0)
    assert session.scalars(select(SignIn.who)).all() == [CARLA]


@pytest.mark.parametrize("words", ["", "nonsense", "\x00", "(" * 100_000, "Firefox/9\u202e\n" * 50])
def test_a_browser_that_says_nothing_sensible_still_has_a_name(words: str) -> None:
    name = sign_ins.browser_name(words)
    assert name.isprintable()
    assert 0 < len(name) < 100
