"""Where an agent is signed in, and ending that."""

import re

from apiflask import APIFlask
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.authentication.sign_ins import sign_ins_of
from helpdesk.platform.audit import Actor, AuditEvent
from tests.make import make_agent
from tests.people import Browser, Staff, enter_console

PAGE = "/console/settings"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


def ways_out(page: str) -> list[str]:
    """Where each row's button leads."""
    return re.findall(r"/console/settings/sign-ins/\d+/end", page)


def test_the_page_lists_every_browser_and_marks_this_one(
    app: APIFlask, client: Browser, session: Session
) -> None:
    make_agent(session)
    other = Browser(app)
    other.environ_base.update(HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="192.0.2.7")
    other.sign_in("bob@desk.example")
    client.sign_in("bob@desk.example")
    page = client.get(PAGE).text
    assert len(ways_out(page)) == 2
    assert page.count("(this browser)") == 1
    assert "Firefox 128 on Linux" in page
    assert "192.0.2.7" in page


def test_a_browser_is_signed_out_from_another(app: APIFlask, bob: Staff, session: Session) -> None:
    other = Browser(app)
    enter_console(other, session, bob.agent)
    here = sign_ins_of(session, Actor.agent(bob.agent.id))[0]
    answer = bob.client.submit(f"{PAGE}/sign-ins/{here.id}/end")
    assert answer.location == PAGE
    assert other.get(PAGE).status_code == 302
    assert bob.client.get(PAGE).status_code == 200


def test_nobody_signs_a_colleague_out(bob: Staff, carla: Staff) -> None:
    assert bob.client.submit(ways_out(carla.client.get(PAGE).text)[0]).status_code == 404
    assert carla.client.get(PAGE).status_code == 200


def test_signing_out_everywhere_ends_every_browser_and_is_in_the_trail(
    app: APIFlask, bob: Staff, carla: Staff, session: Session
) -> None:
    other = Browser(app)
    enter_console(other, session, bob.agent)
    assert bob.client.submit(f"{PAGE}/sign-ins/end").location == "/console/sign-in"
    assert [browser.get(PAGE).status_code for browser in (bob.client, other)] == [302, 302]
    assert carla.client.get(PAGE).status_code == 200
    event = session.scalars(
        select(AuditEvent).where(AuditEvent.action == "signed out everywhere")
    ).one()
    assert (event.actor, event.after) == (f"agent:{bob.agent.id}", {"browsers": 2})
