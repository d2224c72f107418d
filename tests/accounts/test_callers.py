"""What each declaration on a route lets through, tried on a small application."""

import pytest
from apiflask import APIFlask
from flask import Flask, g
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.auth import bot_only, current_agent, program, staff
from helpdesk.accounts.models import Agent, ApiToken
from helpdesk.accounts.rules import QUALITY
from helpdesk.platform import clock
from helpdesk.web import problems
from tests.people import Browser, Staff, bearer, enter_console


@pytest.fixture
def door(session: Session) -> Browser:
    """One address for each kind of caller."""
    small = APIFlask("small")
    small.config.update(SECRET_KEY="key", BOT_TOKEN="the bot's token")
    small.add_url_rule("/api/desk", view_func=staff()(lambda: current_agent().name))
    small.add_url_rule("/api/quality", endpoint="q", view_func=staff(QUALITY)(lambda: "in"))
    small.add_url_rule("/api/program", endpoint="p", view_func=program()(lambda: "in"))
    small.add_url_rule("/api/lead", endpoint="l", view_func=program(QUALITY)(lambda: "in"))
    small.add_url_rule("/api/bot", endpoint="b", view_func=bot_only(lambda: "in"))
    problems.register(small)
    _lend(small, session)
    return Browser(small)


def _lend(app: Flask, session: Session) -> None:
    @app.before_request
    def lend() -> None:
        g.session = session


def test_a_page_of_the_desk_opens_for_a_signed_in_agent(
    door: Browser, bob: Staff, session: Session
) -> None:
    assert door.get("/api/desk").status_code == 401
    enter_console(door, session, bob.agent)
    assert door.get("/api/desk").text == "Bob"


def test_an_agent_without_the_role_is_refused_in_words(
    door: Browser, bob: Staff, carla: Staff, session: Session
) -> None:
    enter_console(door, session, bob.agent)
    answer = door.get("/api/quality")
    assert answer.status_code == 403
    assert "yours is Agent" in answer.get_json()["detail"]
    enter_console(door, session, carla.agent)
    assert door.get("/api/quality").text == "in"


def test_an_account_that_does_not_exist_is_signed_out(door: Browser, session: Session) -> None:
    enter_console(door, session, Agent(id=999))
    assert door.get("/api/desk").status_code == 401


def test_a_program_needs_a_token_and_its_agent_the_role(
    door: Browser, bob: Staff, carla: Staff
) -> None:
    assert door.get("/api/program").status_code == 401
    assert door.get("/api/program", headers=bob.headers).text == "in"
    assert door.get("/api/lead", headers=bob.headers).status_code == 403
    assert door.get("/api/lead", headers=carla.headers).text == "in"


def test_a_cookie_is_no_token(door: Browser, bob: Staff, session: Session) -> None:
    enter_console(door, session, bob.agent)
    assert door.get("/api/program").status_code == 401


def test_a_revoked_token_is_refused_at_once(door: Browser, bob: Staff, session: Session) -> None:
    session.scalars(select(ApiToken)).one().revoked_at = clock.now()
    assert door.get("/api/program", headers=bob.headers).status_code == 401


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic dGhlIGJvdA==", "the bot's token", "Bearer the bot's"],
)
def test_the_bots_address_is_closed_without_the_bots_token(door: Browser, header: str) -> None:
    assert door.get("/api/bot", headers={"Authorization": header}).status_code == 401


def test_the_bots_address_opens_for_the_bot(door: Browser) -> None:
    assert door.get("/api/bot", headers=bearer("the bot's token")).text == "in"
