"""A form that is sent twice: pressed again, after a lost answer, or at the same moment."""

from dataclasses import replace
from datetime import timedelta
from unittest.mock import Mock

import pytest
from apiflask import APIFlask
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from helpdesk.accounts.models import ApiToken
from helpdesk.app import create_app
from helpdesk.customers.models import Customer as Person
from helpdesk.migrations import TABLES
from helpdesk.platform import db
from helpdesk.platform.clock import now
from helpdesk.platform.config import Settings
from helpdesk.platform.db import Base
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.web.submissions import FormSubmission, forget_old
from tests.at_once import at_once
from tests.conftest import Standing
from tests.every_form import Forms, fill_in
from tests.make import make_customer, make_ticket
from tests.people import Browser, Customer, Staff
from tests.portal import signed_in

FORM = {"text": "Where is it?", "form_key": "one form"}
PART = {"HX-Request": "true"}


def written(session: Session) -> list[str]:
    """What was said on tickets after they were opened."""
    opened = select(func.min(TicketEntry.id)).group_by(TicketEntry.ticket_id)
    later = select(TicketEntry.text).where(TicketEntry.id.not_in(opened))
    return list(session.scalars(later.order_by(TicketEntry.id)))


def number_of(session: Session, kind: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(kind)) or 0


@pytest.fixture
def customer(session: Session) -> Person:
    """Somebody who proved their address."""
    return make_customer(session, email="alice@example.org")


@pytest.fixture
def browser(app: APIFlask, session: Session, customer: Person) -> Browser:
    """Theirs, signed in to the portal."""
    return signed_in(app, session, customer)


@pytest.fixture
def address(session: Session, customer: Person) -> str:
    """Where they write on their ticket."""
    return f"/requests/{make_ticket(session, customer).number}"


def test_a_message_is_written_once_and_leads_to_the_same_page(
    browser: Browser, address: str, session: Session
) -> None:
    first, second = browser.submit(address, FORM), browser.submit(address, FORM)
    assert written(session) == ["Where is it?"]
    assert (second.status_code, second.location) == (303, first.location)


def test_other_words_from_the_same_page_are_said_too(
    browser: Browser, address: str, session: Session
) -> None:
    browser.submit(address, FORM)
    browser.submit(address, {**FORM, "text": "It was number 7."})
    assert written(session) == ["Where is it?", "It was number 7."]


def test_the_same_words_from_a_page_of_later_are_said_again(
    browser: Browser, address: str, session: Session, frozen: Standing
) -> None:
    for key in ("one form", "another form"):
        browser.submit(address, {**FORM, "form_key": key})
        frozen.advance(timedelta(minutes=11))
    assert written(session) == ["Where is it?"] * 2


def test_nobody_repeats_what_somebody_else_sent(
    app: APIFlask, browser: Browser, address: str, session: Session
) -> None:
    browser.submit(address, FORM)
    stranger = signed_in(app, session, make_customer(session, email="dora@example.org"))
    with stranger.session_transaction() as cookie:
        cookie["csrf_token"] = "a secret of another browser"
    assert stranger.submit(address, FORM).status_code == 404


def test_a_form_is_remembered_for_a_day(
    browser: Browser, address: str, session: Session, frozen: Standing
) -> None:
    for later in (timedelta(0), timedelta(hours=23), timedelta(hours=2)):
        frozen.advance(later)
        browser.submit(address, FORM)
    assert written(session) == ["Where is it?"] * 2


def test_the_nightly_job_forgets_what_is_older(
    browser: Browser, address: str, session: Session, frozen: Standing
) -> None:
    browser.submit(address, FORM)
    frozen.advance(timedelta(days=1, seconds=1))
    browser.submit(address, {**FORM, "text": "Still there?"})
    forget_old(0)
    assert set(session.scalars(select(FormSubmission.sent_at))) == {now()}


def test_a_refused_form_is_not_remembered(
    browser: Browser, address: str, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("helpdesk.tickets.service.write_entry", Mock(side_effect=RuntimeError))
        assert browser.submit(address, FORM).status_code == 500
    assert browser.submit(address, {**FORM, "text": ""}).status_code == 422
    assert session.scalars(select(FormSubmission)).all() == []
    assert browser.submit(address, FORM).status_code == 303
    assert written(session) == ["Where is it?"]


def test_a_form_without_a_key_does_nothing(
    browser: Browser, address: str, session: Session
) -> None:
    answer = browser.submit(address, {"text": "Where is it?", "form_key": ""})
    assert answer.status_code == 400
    assert "open for too long" in answer.text
    assert written(session) == []


def test_a_token_shown_once_is_made_once(bob: Staff, session: Session) -> None:
    form = {"name": "Till", "days": "90", "form_key": "one form"}
    made = bob.client.submit("/console/settings/tokens", form)
    again = bob.client.submit("/console/settings/tokens", form)
    assert (made.status_code, again.location) == (200, "/console/settings")
    named = select(func.count()).where(ApiToken.name == "Till")
    assert session.scalar(named) == 1


def counts(session: Session) -> dict[str, int]:
    """How many rows each table has."""
    names = sorted(set(TABLES.tables) | {"procrastinate_jobs"})
    return {
        name: session.scalar(text(f"select count(*) from {name}")) or 0  # noqa: S608
        for name in names
    }


@pytest.fixture
def forms(session: Session, alice: Customer) -> Forms:
    """Every form that changes something."""
    return fill_in(session, alice)


@pytest.mark.parametrize("headers", [{}, PART], ids=["page", "part"])
def test_every_form_is_harmless_when_it_is_doubled(
    ada: Staff, forms: Forms, session: Session, headers: dict[str, str]
) -> None:
    for path, form in forms:
        typed = {**form, "form_key": "one form"}
        first = ada.client.submit(path, typed, headers=headers)
        assert first.status_code < 400, (path, first.text)
        once = counts(session)
        second = ada.client.submit(path, typed, headers=headers)
        assert second.status_code < 400, (path, second.text)
        assert counts(session) == once, path


@pytest.fixture
def busy(committing: str, settings: Settings) -> APIFlask:
    """A desk that several people use at the same moment."""
    return create_app(replace(settings, database_url=committing))


def test_of_forms_sent_at_the_same_moment_one_is_done(busy: APIFlask) -> None:
    with db.transaction() as session:
        customer = make_customer(session, email="alice@example.org")
        address = f"/requests/{make_ticket(session, customer).number}"
        browsers = [signed_in(busy, session, customer) for _ in range(6)]
    answers = at_once(lambda number: browsers[number].submit(address, FORM).location)
    with db.transaction() as session:
        assert written(session) == ["Where is it?"]
    assert set(answers) == {f"{address}#newest"}


def test_of_requests_sent_at_the_same_moment_one_is_opened(busy: APIFlask) -> None:
    form = {"subject": "s", "text": "t", "email": "a@example.org", "form_key": "one form"}
    browsers = [Browser(busy) for _ in range(6)]
    answers = at_once(lambda number: browsers[number].submit("/requests/new", form).location)
    assert set(answers) == {"/requests/received"}
    with db.transaction() as session:
        assert len(session.scalars(select(Ticket)).all()) == 1


def test_words_that_going_back_brought_back_are_not_written_again(
    app: APIFlask, bob: Staff, session: Session, frozen: Standing
) -> None:
    """The page is fresh, with another key, but the browser puts into it what was sent before."""
    person = make_customer(session, email="alice@example.org")
    ticket = make_ticket(session, person)
    for browser, path, form in (
        (signed_in(app, session, person), f"/requests/{ticket.number}", dict[str, str]()),
        (bob.client, f"/console/tickets/{ticket.number}/entries", {"kind": "reply"}),
    ):
        written = number_of(session, TicketEntry)
        first = browser.submit(path, {"text": "It was number 7.", **form})
        again = browser.submit(path, {"text": "It was number 7.", **form})
        assert (again.status_code, again.location) == (303, first.location)
        assert number_of(session, TicketEntry) == written + 1
        assert "sent twice and done once" in browser.get(first.location).text
        frozen.advance(timedelta(minutes=11))
        browser.submit(path, {"text": "It was number 7.", **form})
        assert number_of(session, TicketEntry) == written + 2


def test_a_request_that_going_back_brought_back_is_one_ticket(
    client: Browser, session: Session
) -> None:
    form = {"email": "alice@example.org", "subject": "Broken kettle", "text": "It leaks."}
    for _ in range(2):
        assert client.submit("/requests/new", form).location == "/requests/received"
    assert number_of(session, Ticket) == 1
    client.submit("/requests/new", {**form, "text": "The lid leaks."})
    assert number_of(session, Ticket) == 2
