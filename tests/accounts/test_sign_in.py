"""Signing in and out of the console."""

import pytest
from sqlalchemy.orm import Session

from helpdesk.accounts.credentials import Caller, sign_in
from helpdesk.accounts.rules import WrongCredentials
from helpdesk.platform import clock
from tests.make import PASSWORD, make_agent
from tests.people import Browser, Staff

PAGE = "/console/password"
ELSEWHERE = [
    "https://evil.example/console",
    "//evil.example/console",
    "///console.evil.example",
    "/console.evil.example\r\nX: 1",
    "/consoles",
    "/\\evil.example",
    "/\t/evil.example/console",
    "javascript:alert(1)",
    "/elsewhere",
    "console",
    "",
]


def test_address_and_password_open_the_console(client: Browser, session: Session) -> None:
    agent = make_agent(session)
    assert client.get(PAGE).status_code == 302
    answer = client.sign_in("  BOB@desk.example ")
    assert (answer.status_code, answer.location) == (302, "/console")
    assert client.get(PAGE).status_code == 200
    assert agent.last_seen_at is not None


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("bob@desk.example", "wrong horse battery"),
        ("bob@desk.example", ""),
        ("nobody@desk.example", PASSWORD),
        ("", ""),
    ],
)
def test_a_wrong_pair_is_refused_without_saying_which_half(
    client: Browser, session: Session, email: str, password: str
) -> None:
    make_agent(session)
    answer = client.sign_in(email, password)
    assert answer.status_code == 401
    assert "The address or the password is wrong" in answer.text
    assert client.get(PAGE).status_code == 302


def test_a_refusal_keeps_the_address_that_was_typed(client: Browser, session: Session) -> None:
    page = client.sign_in("bob@desk.example", "wrong horse battery").text
    assert "bob@desk.example" in page
    assert "wrong horse battery" not in page


def test_an_address_with_markup_is_shown_as_text(client: Browser, session: Session) -> None:
    page = client.sign_in('"><script>alert(1)</script>', "x").text
    assert "<script>alert" not in page


def test_a_deactivated_agent_cannot_sign_in(session: Session) -> None:
    agent = make_agent(session)
    agent.deactivated_at = clock.now()
    session.commit()
    with pytest.raises(WrongCredentials):
        sign_in(agent.email, PASSWORD, Caller("192.0.2.1"))


def test_deactivating_ends_a_running_session(bob: Staff, session: Session) -> None:
    assert bob.client.get(PAGE).status_code == 200
    bob.agent.deactivated_at = clock.now()
    answer = bob.client.get(PAGE)
    assert answer.status_code == 302
    assert answer.location.startswith("/console/sign-in")


def test_the_page_that_was_wanted_opens_after_signing_in(client: Browser, session: Session) -> None:
    make_agent(session)
    form = client.get(PAGE).location
    assert form == "/console/sign-in?next=/console/password"
    answer = client.submit(form, {"email": "bob@desk.example", "password": PASSWORD})
    assert answer.location == PAGE


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_nobody_is_sent_elsewhere_after_signing_in(
    client: Browser, session: Session, wanted: str
) -> None:
    make_agent(session)
    answer = client.submit(
        "/console/sign-in",
        {"email": "bob@desk.example", "password": PASSWORD},
        query_string={"next": wanted},
    )
    assert answer.location == "/console"


def test_the_first_admin_goes_on_to_a_new_password(client: Browser, session: Session) -> None:
    make_agent(session).must_change_password = True
    assert client.sign_in("bob@desk.example").location == PAGE


def test_signing_out_forgets_the_agent(bob: Staff) -> None:
    assert bob.client.submit("/console/sign-out").location == "/console/sign-in"
    assert bob.client.get(PAGE).status_code == 302


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(
    client: Browser, session: Session
) -> None:
    make_agent(session)
    cookie = client.sign_in("bob@desk.example").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
