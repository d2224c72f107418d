"""Mallory guesses at Bob's password: fast, patiently, at many accounts, from many networks."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from apiflask import APIFlask
from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from helpdesk.accounts.credentials import PER_NETWORK, Caller, sign_in
from helpdesk.accounts.rules import WrongCredentials
from helpdesk.authentication import passwords
from helpdesk.authentication.pauses import network_of
from helpdesk.platform import db
from helpdesk.platform.audit import AuditEvent
from helpdesk.platform.errors import TooSoon
from tests.at_once import at_once
from tests.conftest import Standing
from tests.make import PASSWORD, make_agent
from tests.people import Browser, Staff

BOB, NOBODY = "bob@desk.example", "nobody@desk.example"
WRONG = "wrong horse battery"
DAY = timedelta(days=1)
Networks = Callable[[int], str]


def guess(client: Browser, email: str = BOB, password: str = WRONG, **options: Any) -> TestResponse:
    network = options.pop("network", "192.0.2.1")
    form = {"email": email, "password": password}
    return client.submit("/console/sign-in", form, environ_base={"REMOTE_ADDR": network}, **options)


def tried_in_a_day(frozen: Standing, network: Networks, email: Networks) -> int:
    """How many guesses are looked at when one is sent whenever that is possible."""
    tried, end = 0, frozen.moment + DAY
    while frozen.moment < end:
        try:
            sign_in(email(tried), WRONG, Caller(network_of(network(tried))))
        except WrongCredentials:
            tried += 1
        except TooSoon as pause:
            frozen.advance(pause.wait)
    return tried


def test_five_wrong_passwords_make_the_sixth_try_wait(
    client: Browser, frozen: Standing, bob: Staff
) -> None:
    assert [guess(client).status_code for _ in range(6)] == [401] * 5 + [429]
    refusal = guess(client, password=PASSWORD)
    assert (refusal.status_code, refusal.headers["Retry-After"]) == (429, "5")
    assert "There were several wrong passwords. Try again in 5 seconds." in refusal.text
    assert f'value="{BOB}"' in refusal.text
    frozen.advance(timedelta(seconds=5))
    assert guess(client, password=PASSWORD).status_code == 302


@pytest.mark.parametrize(
    ("network", "email", "most"),
    [
        (lambda n: f"2001:db8:{n:x}::1", lambda n: BOB, 310),
        (lambda n: f"2001:db8::{n:x}", lambda n: f"agent{n}@desk.example", 780),
    ],
    ids=["many networks, one account", "one network, many accounts"],
)
def test_a_day_of_guessing_tries_a_few_hundred_passwords(
    frozen: Standing, network: Networks, email: Networks, most: int, bob: Staff
) -> None:
    assert most * 0.8 < tried_in_a_day(frozen, network, email) <= most


def test_no_answer_tells_whether_there_is_such_an_account(
    app: APIFlask, frozen: Standing, bob: Staff
) -> None:
    def series(email: str, network: str) -> list[tuple[int, str | None, str]]:
        client, answers = Browser(app), []
        for _ in range(14):
            answer = guess(client, email, network=network)
            shown = "".join(line for line in answer.text.splitlines() if "csrf" not in line)
            page = shown.replace(email, "")
            answers.append((answer.status_code, answer.headers.get("Retry-After"), page))
            frozen.advance(timedelta(seconds=4))
        return answers

    assert series(BOB, "192.0.2.1") == series(NOBODY, "192.0.2.2")


def test_an_unknown_account_costs_a_hash_as_well(
    bob: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasher = _Counting(passwords.hasher)
    monkeypatch.setattr(passwords, "hasher", hasher)
    for email in (BOB, NOBODY):
        with pytest.raises(WrongCredentials):
            sign_in(email, WRONG, Caller("192.0.2.1"))
    assert hasher.verified == 2


class _Counting:
    """Counts how often a password is compared with a hash."""

    def __init__(self, hasher: PasswordHasher) -> None:
        self._hasher, self.hash, self.verified = hasher, hasher.hash, 0

    def verify(self, *arguments: str) -> bool:
        self.verified += 1
        return self._hasher.verify(*arguments)


def test_the_owner_gets_in_during_an_attack_where_they_signed_in_before(
    app: APIFlask, frozen: Standing, bob: Staff
) -> None:
    owner, mallory = Browser(app), Browser(app)
    assert guess(owner, password=PASSWORD).status_code == 302
    owner.submit("/console/sign-out")
    for _ in range(40):
        guess(mallory)
        frozen.advance(timedelta(seconds=10))
    assert guess(mallory, password=PASSWORD).status_code == 429
    assert guess(owner, password=PASSWORD).status_code == 302


def test_a_browser_known_for_one_account_gains_nothing_for_another(
    client: Browser, session: Session, frozen: Standing, bob: Staff
) -> None:
    make_agent(session, name="Mallory")
    guess(client, "mallory@desk.example", PASSWORD)
    client.submit("/console/sign-out")
    assert [guess(client).status_code for _ in range(6)] == [401] * 5 + [429]


def test_a_made_up_cookie_of_a_known_browser_is_worth_nothing(
    app: APIFlask, frozen: Standing, bob: Staff
) -> None:
    answers = []
    for number in range(6):
        mallory = Browser(app)
        mallory.set_cookie("heed_familiar", f"eyJuYW1lIjoi{number}.aaaa.bbbb")
        answers.append(guess(mallory).status_code)
    assert answers == [401] * 5 + [429]


def test_typing_a_network_as_the_address_makes_nobody_there_wait(
    app: APIFlask, bob: Staff, frozen: Standing
) -> None:
    for number in range(2 * PER_NETWORK.free):
        frozen.advance(timedelta(minutes=5))
        guess(Browser(app), "192.0.2.1", network=f"198.51.100.{number}")
    assert guess(Browser(app), password=PASSWORD, network="192.0.2.1").status_code == 302


def test_guesses_at_the_same_moment_are_all_counted(
    committing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with db.transaction() as own:
        make_agent(own)

    def rush(number: int) -> str:
        try:
            sign_in(BOB, WRONG, Caller(f"192.0.2.{number}"))
        except (WrongCredentials, TooSoon) as refusal:
            return type(refusal).__name__
        return "in"

    assert sorted(map(str, at_once(rush, people=12))) == ["Paused"] * 7 + ["WrongCredentials"] * 5


def test_a_right_password_ends_the_accounts_series_but_not_the_networks(
    app: APIFlask, session: Session, frozen: Standing
) -> None:
    """An account of one's own is no way to guess at others without end."""
    make_agent(session, name="Mallory")
    answers = []
    for number in range(PER_NETWORK.free + 1):
        answers.append(guess(Browser(app), f"agent{number}@desk.example").status_code)
        answers.append(guess(Browser(app), "mallory@desk.example", PASSWORD).status_code)
    assert answers == [401, 302] * (PER_NETWORK.free - 1) + [401, 429] + [429, 429]


def test_a_whole_office_signs_in_from_one_address(
    app: APIFlask, frozen: Standing, bob: Staff
) -> None:
    for _ in range(3 * PER_NETWORK.free):
        assert guess(Browser(app), password=PASSWORD).status_code == 302


def test_the_trail_names_the_account_and_the_network_once_and_nothing_that_was_typed(
    client: Browser, session: Session, frozen: Standing, bob: Staff
) -> None:
    for number in range(30):
        guess(client)
        guess(client, "my secret password")
        guess(client, f"agent{number}@desk.example")
        frozen.advance(timedelta(seconds=1))
    query = select(AuditEvent).where(AuditEvent.action == "sign-in paused").order_by(AuditEvent.id)
    events = session.scalars(query).all()
    assert {(event.actor, event.subject_type, event.subject_id) for event in events} == {
        ("anonymous", "agent", str(bob.agent.id)),
        ("anonymous", "agent", "unknown"),
        ("anonymous", "network", "192.0.2.1"),
    }
    assert len(events) == 3
    assert {str(event.after) for event in events} == {
        "{'network': '192.0.2.1', 'wrong passwords': 5}",
        "{'network': '192.0.2.1', 'wrong passwords': 20}",
    }


def test_the_log_has_a_line_for_each_try_without_what_was_typed(
    client: Browser, caplog: pytest.LogCaptureFixture, bob: Staff
) -> None:
    with caplog.at_level(logging.WARNING):
        guess(client)
        guess(client, "my secret password")
    assert caplog.messages == ["A sign-in from 192.0.2.1 failed."] * 2


def test_whoever_signs_in_is_in_the_trail(client: Browser, session: Session, bob: Staff) -> None:
    guess(client, password=PASSWORD)
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "signed in")).one()
    assert (event.subject_type, event.after) == ("agent", {"network": "192.0.2.1"})
    assert event.actor == f"agent:{event.subject_id}"


def test_guessing_at_an_open_browser_waits_as_well(bob: Staff) -> None:
    def change(old: str) -> int:
        form = {"old": old, "new": "a quite different one"}
        return bob.client.submit("/console/password", form).status_code

    assert [change(WRONG) for _ in range(5)] == [422] * 5
    assert change(PASSWORD) == 429
