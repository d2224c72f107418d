"""Where a customer is signed in to the portal, and ending that."""

import re

from apiflask import APIFlask
from sqlalchemy.orm import Session

from helpdesk.authentication.sign_ins import sign_ins_of
from helpdesk.platform.audit import Actor
from tests.make import make_agent, make_customer
from tests.people import Browser, Customer, Staff, enter_portal

PAGE = "/requests"


def ways_out(page: str) -> list[str]:
    """Where each row's button leads."""
    return re.findall(r"/requests/sign-ins/\d+/end", page)


def test_my_requests_lists_every_browser_and_marks_this_one(
    app: APIFlask, alice: Customer, session: Session
) -> None:
    for browser in (Browser(app), alice.client):
        enter_portal(browser, session, alice.id)
    page = alice.client.get(PAGE).text
    assert len(ways_out(page)) == 2
    assert page.count("(this browser)") == 1


def test_a_browser_is_signed_out_from_another(
    app: APIFlask, alice: Customer, session: Session
) -> None:
    lost = Browser(app)
    enter_portal(lost, session, alice.id)
    there = sign_ins_of(session, Actor.customer(alice.id))[0]
    enter_portal(alice.client, session, alice.id)
    assert alice.client.submit(f"{PAGE}/sign-ins/{there.id}/end").location == PAGE
    assert lost.get(PAGE).status_code == 302
    assert alice.client.get(PAGE).status_code == 200


def test_signing_out_everywhere_ends_every_browser_of_theirs_and_nobody_elses(
    app: APIFlask, alice: Customer, session: Session
) -> None:
    lost, other = Browser(app), Browser(app)
    for browser in (lost, alice.client):
        enter_portal(browser, session, alice.id)
    enter_portal(other, session, make_customer(session, email="eve@example.org").id)
    assert alice.client.submit(f"{PAGE}/sign-ins/end").location == "/requests/sign-in"
    found = [browser.get(PAGE).status_code for browser in (alice.client, lost, other)]
    assert found == [302, 302, 200]


def test_nobody_signs_another_customer_out(
    app: APIFlask, alice: Customer, session: Session
) -> None:
    mal = Browser(app)
    enter_portal(mal, session, make_customer(session, email="mal@example.org").id)
    enter_portal(alice.client, session, alice.id)
    assert mal.submit(ways_out(alice.client.get(PAGE).text)[0]).status_code == 404
    assert alice.client.get(PAGE).status_code == 200


def test_an_agent_and_a_customer_in_one_browser_leave_by_themselves(
    bob: Staff, alice: Customer, session: Session
) -> None:
    browser = bob.client
    enter_portal(browser, session, alice.id)
    browser.submit("/console/sign-out")
    assert (browser.get("/console").status_code, browser.get(PAGE).status_code) == (302, 200)
    browser.sign_in(make_agent(session, name="Eve").email)
    browser.submit("/requests/sign-ins/here/end")
    assert (browser.get("/console").status_code, browser.get(PAGE).status_code) == (200, 302)
