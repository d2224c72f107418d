"""A forgotten password is replaced with a link that comes by mail."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.platform.audit import AuditEvent
from tests.accounts.forgotten_password import ASK, BOB, JOB, NEW, link_for
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import PASSWORD, make_agent
from tests.people import Browser, Mailbox, Staff


def test_the_link_replaces_the_password_and_ends_every_sign_in(
    client: Browser, bob: Staff, session: Session, mailbox: Mailbox
) -> None:
    link = link_for(client, session, mailbox, " BOB@desk.example ")
    assert mailbox.messages()[-1]["To"] == BOB
    assert BOB in client.get(link).text
    entered = client.submit(link, {"new": NEW})
    assert entered.location == "/console/sign-in?replaced=1"
    assert "Your password is replaced" in client.get(entered.location).text
    assert bob.client.get("/console").status_code == 302
    assert client.sign_in(BOB, PASSWORD).status_code == 401
    assert client.sign_in(BOB, NEW).location == "/console"


def test_the_trail_tells_of_it(
    client: Browser, bob: Staff, session: Session, mailbox: Mailbox
) -> None:
    client.submit(link_for(client, session, mailbox), {"new": NEW})
    query = select(AuditEvent).where(AuditEvent.action == "password replaced by mail")
    event = session.scalars(query).one()
    assert (event.actor, event.subject_id) == (f"agent:{bob.agent.id}", str(bob.agent.id))


def test_a_weak_password_is_refused_and_the_link_still_works(
    client: Browser, session: Session, mailbox: Mailbox
) -> None:
    make_agent(session)
    link = link_for(client, session, mailbox)
    answer = client.submit(link, {"new": "short"})
    assert answer.status_code == 422
    assert "at least 12 characters" in answer.text
    assert client.submit(link, {"new": NEW}).status_code == 303


def test_whoever_was_invited_but_never_came_gets_in_by_mail(
    client: Browser, session: Session, mailbox: Mailbox
) -> None:
    make_agent(session).must_change_password = True
    client.submit(link_for(client, session, mailbox), {"new": NEW})
    assert client.sign_in(BOB, NEW).location == "/console"


def test_who_had_guessed_too_often_need_not_wait_with_the_new_one(
    client: Browser, session: Session, mailbox: Mailbox
) -> None:
    make_agent(session)
    guesses = [client.sign_in(BOB, f"guess {n}").status_code for n in range(6)]
    assert guesses == [401] * 5 + [429]
    client.submit(link_for(client, session, mailbox), {"new": NEW})
    assert client.sign_in(BOB, NEW).location == "/console"


def test_a_second_mail_waits_some_minutes(
    frozen: Standing, client: Browser, session: Session
) -> None:
    make_agent(session)
    assert client.submit(ASK, {"email": BOB}).status_code == 200
    frozen.advance(timedelta(minutes=4))
    answer = client.submit(ASK, {"email": BOB})
    assert answer.status_code == 429
    assert "Try again in 1 minute" in answer.text
    assert f'value="{BOB}"' in answer.text
    assert len(arguments_of(session, JOB)) == 1
    frozen.advance(timedelta(minutes=1))
    assert client.submit(ASK, {"email": BOB}).status_code == 200
    assert len(arguments_of(session, JOB)) == 2


@pytest.mark.parametrize("typed", ["", "bob", "bob@desk.example,eve@evil.example", "\x00"])
def test_what_is_no_address_is_refused_and_kept(client: Browser, typed: str) -> None:
    answer = client.submit(ASK, {"email": typed})
    assert answer.status_code == 422
    assert "is not an e-mail address" in answer.text


def test_an_address_the_desk_has_long_held_still_gets_its_link(
    client: Browser, session: Session
) -> None:
    make_agent(session).email = "bob..brandt@desk.example"
    session.commit()
    assert client.submit(ASK, {"email": "Bob..Brandt@desk.example"}).status_code == 200
    assert arguments_of(session, JOB) == [{"email": "bob..brandt@desk.example"}]


def test_the_sign_in_page_leads_there(client: Browser) -> None:
    assert f'href="{ASK}"' in client.get("/console/sign-in").text
    assert client.get(ASK).status_code == 200
