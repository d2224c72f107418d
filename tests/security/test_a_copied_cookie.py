"""Somebody copies the cookie of a browser and goes on with it after its owner has left."""

from datetime import timedelta

import pytest
from apiflask import APIFlask
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.authentication.sign_ins import IDLE, LONGEST, SignIn
from helpdesk.customers.models import Customer as Person
from helpdesk.customers.service import erase_customer
from helpdesk.platform.audit import Actor
from helpdesk.web import event_stream
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import PASSWORD, make_agent
from tests.people import Browser

CONSOLE, PORTAL = "/console/settings", "/requests"
ALICE = "alice@example.org"


def copy_of(browser: Browser) -> Browser:
    """A second browser with the very cookie of the first."""
    cookie = browser.get_cookie("heed")
    assert cookie
    assert isinstance(browser.application, APIFlask)
    thief = Browser(browser.application)
    thief.set_cookie("heed", cookie.value)
    return thief


def enter_portal(browser: Browser, session: Session) -> None:
    """Prove an address with the code that was mailed to it."""
    browser.submit("/requests/sign-in", {"email": ALICE})
    code = arguments_of(session, "send_code")[-1]["code"]
    browser.submit("/requests/code", {"code": code})


@pytest.fixture
def agent(client: Browser, session: Session) -> Browser:
    """An agent who signed in through the form."""
    make_agent(session)
    client.sign_in("bob@desk.example")
    return client


@pytest.fixture
def customer(client: Browser, session: Session) -> Browser:
    """A customer who signed in with a code."""
    enter_portal(client, session)
    return client


def test_it_is_worth_nothing_once_the_agent_signed_out(agent: Browser) -> None:
    thief = copy_of(agent)
    assert thief.get(CONSOLE).status_code == 200
    agent.submit("/console/sign-out")
    assert thief.get(CONSOLE).status_code == 302
    assert thief.submit("/console/settings/tokens", {"name": "Mine"}).status_code == 401


def test_it_is_worth_nothing_once_the_customer_signed_out(customer: Browser) -> None:
    thief = copy_of(customer)
    assert thief.get(PORTAL).status_code == 200
    customer.submit("/requests/sign-ins/here/end")
    assert thief.get(PORTAL).status_code == 302


def test_it_is_worth_nothing_once_somebody_signed_in_again_there(agent: Browser) -> None:
    thief = copy_of(agent)
    agent.sign_in("bob@desk.example")
    assert thief.get(CONSOLE).status_code == 302
    assert agent.get(CONSOLE).status_code == 200


def test_it_ends_with_the_password(agent: Browser) -> None:
    thief = copy_of(agent)
    agent.submit("/console/password", {"old": PASSWORD, "new": "a quite different one"})
    assert thief.get(CONSOLE).status_code == 302
    assert agent.get(CONSOLE).status_code == 200


def test_it_ends_with_the_customer(customer: Browser, session: Session) -> None:
    thief = copy_of(customer)
    person = session.scalars(select(Person).where(Person.email == ALICE)).one()
    erase_customer(session, person.id, actor=Actor.agent(1))
    session.commit()
    assert thief.get(PORTAL).status_code == 302
    assert session.scalars(select(SignIn)).all() == []


def test_a_stream_that_was_opened_with_it_ends(
    agent: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_stream, "HEARTBEAT_SECONDS", 0.05)
    answer = copy_of(agent).get("/console/events", buffered=False)
    lines = answer.iter_encoded()
    while next(lines) != b": still here\n\n":
        pass  # what it is told at first
    agent.submit("/console/sign-out")
    assert list(lines) == []
    answer.close()


@pytest.mark.parametrize("silence", [IDLE, LONGEST])
def test_it_ends_by_itself(frozen: Standing, agent: Browser, silence: timedelta) -> None:
    thief = copy_of(agent)
    frozen.advance(silence)
    assert thief.get(CONSOLE).status_code == 302


def test_the_database_holds_nothing_that_makes_a_cookie(agent: Browser, session: Session) -> None:
    with agent.session_transaction() as cookie:
        token = cookie["agent_sign_in"]
    row = session.scalars(select(SignIn)).one()
    assert token not in {getattr(row, column.key) for column in SignIn.__table__.columns}
