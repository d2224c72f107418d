"""Changing one's own password."""

import pytest
from apiflask import APIFlask
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.credentials import Caller, sign_in
from helpdesk.accounts.rules import WrongCredentials
from helpdesk.accounts.service import change_password
from helpdesk.platform.audit import AuditEvent
from tests.make import PASSWORD, make_agent
from tests.people import Browser, Staff

NEW = "a quite different one"
PAGE = "/console/password"
HERE = Caller("192.0.2.1")


def test_the_new_password_replaces_the_old_one(bob: Staff, session: Session) -> None:
    assert bob.client.submit(PAGE, {"old": PASSWORD, "new": NEW}).status_code == 302
    assert sign_in(bob.agent.email, NEW, HERE).id == bob.agent.id
    with pytest.raises(WrongCredentials):
        sign_in(bob.agent.email, PASSWORD, HERE)


def test_every_other_browser_is_signed_out_and_this_one_is_not(
    app: APIFlask, bob: Staff, session: Session
) -> None:
    other = Browser(app)
    other.sign_in(bob.agent.email)
    assert other.get(PAGE).status_code == 200
    bob.client.submit(PAGE, {"old": PASSWORD, "new": NEW})
    assert bob.client.get(PAGE).status_code == 200
    assert other.get(PAGE).location.startswith("/console/sign-in")
    assert other.submit(PAGE, {"old": NEW, "new": PASSWORD}).status_code == 401


def test_the_trail_says_who_changed_it(session: Session) -> None:
    agent = make_agent(session)
    change_password(session, agent.id, old=PASSWORD, new=NEW, company="Fernhill")
    session.flush()
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "password changed")).one()
    assert event.actor == f"agent:{agent.id}"
    assert event.after is None


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("wrong horse battery", NEW, "The address or the password is wrong"),
        (PASSWORD, "short", "at least 12 characters"),
        (PASSWORD, "password1234", "very common password. Take a few words"),
        (PASSWORD, "Fernhill-2026", "made of names and addresses"),
        (PASSWORD, "bob@desk.example", "made of names and addresses"),
    ],
)
def test_a_refused_change_says_why_and_changes_nothing(
    bob: Staff, session: Session, old: str, new: str, sentence: str
) -> None:
    answer = bob.client.submit(PAGE, {"old": old, "new": new})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert sign_in(bob.agent.email, PASSWORD, HERE).id == bob.agent.id


def test_a_stranger_cannot_change_anything(client: Browser) -> None:
    assert client.submit(PAGE, {"old": PASSWORD, "new": NEW}).status_code == 401
