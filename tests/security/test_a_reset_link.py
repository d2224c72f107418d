"""Somebody wants a colleague's account through the link that replaces a forgotten password."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts import jobs
from helpdesk.accounts.models import PasswordLink
from helpdesk.accounts.rules import Role
from helpdesk.accounts.service import change_password, deactivate_agent
from helpdesk.platform.config import Settings
from tests.accounts.forgotten_password import ASK, BOB, JOB, NEW, link_for
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import PASSWORD, make_agent
from tests.people import Browser, Mailbox

STRANGER = "nobody@desk.example"
EVIL = "evil.example"


@pytest.fixture
def link(client: Browser, session: Session, mailbox: Mailbox) -> str:
    """The link that was mailed to Bob."""
    make_agent(session)
    return link_for(client, session, mailbox)


def is_over(client: Browser, link: str) -> bool:
    """Neither looking nor sending does anything."""
    seen, sent = client.get(link), client.submit(link, {"new": "mine from now on"})
    assert seen.status_code == sent.status_code
    return seen.status_code == 404 and "Ask for a new link" in seen.text


def test_it_works_once(client: Browser, link: str) -> None:
    assert client.submit(link, {"new": NEW}).status_code == 303
    assert is_over(client, link)
    assert client.sign_in(BOB, NEW).location == "/console"


def test_looking_at_it_uses_nothing_up(client: Browser, link: str) -> None:
    for _ in range(3):
        assert client.get(link).status_code == 200
    assert client.submit(link, {"new": NEW}).status_code == 303


def test_it_is_over_after_an_hour(
    frozen: Standing, client: Browser, session: Session, mailbox: Mailbox
) -> None:
    make_agent(session)
    link = link_for(client, session, mailbox)
    frozen.advance(timedelta(minutes=59))
    assert client.get(link).status_code == 200
    frozen.advance(timedelta(minutes=1))
    assert is_over(client, link)


def test_a_newer_one_replaces_it(
    client: Browser, link: str, session: Session, mailbox: Mailbox
) -> None:
    jobs.mail_password_link(**arguments_of(session, JOB)[-1])
    assert is_over(client, link)


def test_it_ends_with_any_new_password(client: Browser, link: str, session: Session) -> None:
    bob = session.scalars(select(PasswordLink.agent_id)).one()
    change_password(session, bob, old=PASSWORD, new=NEW, company="Fernhill")
    session.commit()
    assert is_over(client, link)


def test_it_ends_with_the_account(client: Browser, link: str, session: Session) -> None:
    ada = make_agent(session, name="Ada", role=Role.ADMIN)
    deactivate_agent(session, session.scalars(select(PasswordLink.agent_id)).one(), by=ada)
    session.commit()
    assert is_over(client, link)


@pytest.mark.parametrize("token", ["x", "x" * 5000, "%00", "..%2f", "ключ"])
def test_a_made_up_one_opens_nothing(client: Browser, token: str) -> None:
    answer = client.submit(f"/console/new-password/{token}", {"new": NEW})
    assert answer.status_code == 404


def test_no_table_holds_what_makes_a_link(client: Browser, link: str, session: Session) -> None:
    token = link.rsplit("/", 1)[1]
    row = session.scalars(select(PasswordLink)).one()
    assert token != row.token_hash
    assert arguments_of(session, JOB) == [{"email": BOB}]


def test_the_mail_never_leads_to_where_a_forged_host_says(
    client: Browser, session: Session, mailbox: Mailbox
) -> None:
    """Such a request may be refused as a whole; if it is served, the link is the desk's own."""
    make_agent(session)
    field = re.search(r'name="csrf_token" value="([^"]+)"', client.get(ASK).text)
    cookie = client.get_cookie("heed")
    assert field
    assert cookie
    forged = {"Host": EVIL, "X-Forwarded-Host": EVIL, "Cookie": f"heed={cookie.value}"}
    form = {"email": BOB, "csrf_token": field.group(1), "form_key": "one"}
    if client.post(ASK, data=form, headers=forged).status_code != 200:
        assert arguments_of(session, JOB) == []
        return
    jobs.mail_password_link(**arguments_of(session, JOB)[-1])
    text = mailbox.messages()[-1].get_content()
    assert EVIL not in text
    assert f"{Settings.from_env().base_url}/console/new-password/" in text


def test_nobody_learns_who_has_an_account(
    client: Browser, session: Session, mailbox: Mailbox
) -> None:
    make_agent(session)
    answers = {}
    for email in (BOB, STRANGER):
        answers[email] = client.submit(ASK, {"email": email}).text.replace(email, "")
        again = client.submit(ASK, {"email": email})
        assert again.status_code == 429
    assert _plain(answers[BOB]) == _plain(answers[STRANGER])
    assert arguments_of(session, JOB) == [{"email": BOB}, {"email": STRANGER}]
    jobs.mail_password_link(STRANGER)
    assert mailbox.messages() == []


def test_nobody_is_flooded_and_nobody_floods(
    frozen: Standing, client: Browser, session: Session
) -> None:
    """A network asks for many addresses, and for one address from many networks."""
    mine = [client.submit(ASK, {"email": f"a{n}@desk.example"}).status_code for n in range(7)]
    assert mine == [200] * 5 + [429] * 2
    for n in range(20):
        client.environ_base["REMOTE_ADDR"] = f"192.0.2.{n}"
        client.submit(ASK, {"email": BOB})
        frozen.advance(timedelta(minutes=1))
    assert sum(job["email"] == BOB for job in arguments_of(session, JOB)) == 3


def _plain(page: str) -> str:
    return re.sub(r"<[^>]*csrf[^>]*>", "", page)
