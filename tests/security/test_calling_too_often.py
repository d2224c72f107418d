"""One address asks for anything, again and again, so that nobody else is served."""

import re
from dataclasses import replace
from typing import Any

import pytest
from apiflask import APIFlask
from sqlalchemy.orm import Session

from helpdesk.app import create_app
from helpdesk.platform.config import Settings
from helpdesk.web import limits
from helpdesk.web.limits import TOO_FAST
from tests.make import make_agent
from tests.people import WIDGET, Browser, bearer

FILLED = {"uuid": "00000000-0000-4000-8000-000000000000", "int": "1", "string": "x"}


@pytest.fixture
def desk(session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> APIFlask:
    """A desk that lets an address ask five times a minute."""
    monkeypatch.setattr(limits, "EVERYTHING", "5/minute")
    return create_app(replace(settings, rate_limits=True))


def ask(client: Browser, path: str, *, address: str = "10.0.0.1", **options: Any) -> int:
    environ = {"REMOTE_ADDR": address}
    return client.open(path, environ_overrides=environ, **options).status_code


def path_of(rule: str) -> str:
    """The rule's address with something in each of its places."""
    return re.sub(r"<(?:(\w+):)?\w+>", lambda place: FILLED[place[1] or "string"], rule)


def test_every_address_of_the_desk_counts_against_the_same_number(desk: APIFlask) -> None:
    client = Browser(desk)
    assert [ask(client, f"/nowhere/{number}") for number in range(6)] == [404] * 5 + [429]
    rules = [rule for rule in desk.url_map.iter_rules() if rule.endpoint != "static"]
    assert len(rules) > 90
    answers = {
        f"{method} {rule.rule}": ask(client, path_of(rule.rule), method=method)
        for rule in rules
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {route for route, status in answers.items() if status != 429} == set()


def test_it_is_said_in_words_and_counts_for_that_address_alone(desk: APIFlask) -> None:
    client = Browser(desk)
    for _ in range(5):
        ask(client, "/help")
    environ = {"REMOTE_ADDR": "10.0.0.1"}
    assert TOO_FAST in client.get("/help", environ_overrides=environ).text
    problem = client.get(f"{WIDGET}/settings", environ_overrides=environ)
    assert (problem.status_code, problem.get_json()["detail"]) == (429, TOO_FAST)
    assert ask(client, "/help", address="10.0.0.2") == 200


def test_the_addresses_of_one_network_count_as_one(desk: APIFlask) -> None:
    client = Browser(desk)
    found = [ask(client, "/help", address=f"2001:db8::{number:x}") for number in range(6)]
    assert found == [200] * 5 + [429]
    assert ask(client, "/help", address="2001:db8:0:1::1") == 200


def test_whoever_works_at_the_desk_is_not_counted(desk: APIFlask, session: Session) -> None:
    make_agent(session)
    client = Browser(desk)
    environ = {"REMOTE_ADDR": "10.0.0.1"}
    form = {"email": "bob@desk.example", "password": "correct horse battery"}
    assert client.submit("/console/sign-in", form, environ_overrides=environ).status_code == 302
    assert [ask(client, "/console/inbox") for _ in range(8)] == [200] * 8
    client.delete_cookie("heed")
    assert [ask(client, "/console/inbox") for _ in range(5)] == [302] * 4 + [429]


def test_neither_is_the_bot(desk: APIFlask) -> None:
    client = Browser(desk)

    def answer(token: str) -> int:
        path = "/api/internal/answers"
        return ask(client, path, method="POST", headers=bearer(token), json={})

    assert [answer(desk.config["BOT_TOKEN"]) for _ in range(8)] == [422] * 8
    assert [answer("forged") for _ in range(6)] == [401] * 5 + [429]
