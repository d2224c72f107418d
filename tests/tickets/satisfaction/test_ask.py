"""A customer is asked how their request went, and answers once."""

import re
from datetime import timedelta

import pytest
from apiflask import APIFlask
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.customers.models import Customer
from helpdesk.customers.service import erase_customer
from helpdesk.feedback.models import Feedback
from helpdesk.platform.audit import SYSTEM, Actor
from helpdesk.platform.erasure import ERASED
from helpdesk.settings.service import Edit, change_section
from helpdesk.tickets.jobs import mail_ticket_reply
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import TicketState
from helpdesk.tickets.satisfaction.models import Survey
from helpdesk.tickets.satisfaction.queries import newest_survey
from helpdesk.tickets.satisfaction.settings import Satisfaction
from helpdesk.tickets.service import leave_in, write_entry
from tests.conftest import Standing
from tests.make import make_customer, make_ticket
from tests.people import Browser, Mailbox, Staff
from tests.portal import signed_in

ALICE = "alice@example.org"
LINK = re.compile(r"/requests/rate/[\w-]+")
GOOD = {"score": "5", "reason": "speed", "comment": "Quick."}


@pytest.fixture
def customer(session: Session) -> Customer:
    return make_customer(session, email=ALICE)


def resolve(session: Session, ticket: Ticket, bob: Staff) -> int:
    """Answered and resolved in one act; the entry that was mailed."""
    entry = write_entry(session, ticket, "A new lid is on its way.", agent=bob.agent)
    leave_in(session, ticket, TicketState.RESOLVED, actor=Actor.agent(bob.agent.id))
    session.commit()
    return entry.id


def letter_of(mailbox: Mailbox, entry_id: int) -> str:
    mail_ticket_reply(entry_id)
    return str(mailbox.messages()[-1].get_content())


@pytest.fixture
def link(session: Session, customer: Customer, bob: Staff, mailbox: Mailbox) -> str:
    """Where the letter about a resolved request leads."""
    entry = resolve(session, make_ticket(session, customer), bob)
    found = LINK.search(letter_of(mailbox, entry))
    assert found
    return found.group()


def survey(session: Session) -> Survey:
    return session.scalars(select(Survey)).one()


def test_the_letter_asks_and_opening_its_link_rates_nothing(
    session: Session, client: Browser, link: str
) -> None:
    for _ in range(2):
        page = client.get(f"{link}?score=1")
        assert "How satisfied are you" in page.text
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert client.head(link).status_code == 200
    assert survey(session).score is None
    assert "The lid broke" not in page.text


def test_the_answer_is_kept_once_and_becomes_feedback(
    session: Session, client: Browser, bob: Staff, link: str
) -> None:
    assert client.submit(link, GOOD).status_code == 303
    assert "You rated request" in client.get(link).text
    again = client.submit(link, {"score": "1"})
    assert again.status_code == 422
    kept = survey(session)
    assert (kept.score, kept.reason, kept.comment) == (5, "speed", "Quick.")
    assert kept.agent_id == bob.agent.id
    (told,) = session.scalars(select(Feedback).where(Feedback.source == "ticket_rating"))
    assert (told.verbatim, told.score, told.source_id) == ("Quick.", 5, str(kept.id))
    page = bob.client.get(f"/console/tickets/{kept.ticket.number}").text
    assert "5 of 5" in page
    assert "Bob had answered" in page
    lead = bob.client.get(f"/console/tickets/survey/{kept.id}")
    assert lead.location == f"/console/tickets/{kept.ticket.number}"


@pytest.mark.parametrize(
    ("typed", "fault"),
    [({"comment": "Quick."}, "from 1 to 5"), ({"score": "9", "comment": "Quick."}, "from 1 to 5"),
     ({"score": "4", "comment": "x" * 4001}, "Shorten")],
)  # fmt: skip
def test_a_refusal_keeps_what_was_typed(
    session: Session, client: Browser, link: str, typed: dict[str, str], fault: str
) -> None:
    answer = client.submit(link, typed)
    assert answer.status_code == 422
    assert fault in answer.text
    assert typed["comment"] in answer.text
    assert survey(session).score is None


def test_a_link_that_is_none_or_too_old_says_so(
    session: Session, client: Browser, frozen: Standing, link: str
) -> None:
    assert client.get("/requests/rate/nonsense").status_code == 404
    assert client.submit("/requests/rate/nonsense", GOOD).status_code == 404
    frozen.advance(timedelta(days=31))
    assert "closed now" in client.get(link).text
    assert client.submit(link, GOOD).status_code == 422
    assert survey(session).score is None


def test_signed_in_they_answer_on_the_requests_page(
    app: APIFlask, session: Session, customer: Customer, bob: Staff
) -> None:
    ticket = make_ticket(session, customer)
    alice = signed_in(app, session, customer)
    page = f"/requests/{ticket.number}"
    assert "How did it go?" not in alice.get(page).text
    assert alice.submit(f"{page}/rating", GOOD).status_code == 404
    resolve(session, ticket, bob)
    assert "How did it go?" in alice.get(page).text
    assert alice.submit(f"{page}/rating", {}).status_code == 422
    assert alice.submit(f"{page}/rating", GOOD).location == f"{page}#rating"
    assert "You rated request" in alice.get(page).text
    stranger = signed_in(app, session, make_customer(session, email="dora@example.org"))
    assert stranger.submit(f"{page}/rating", GOOD).status_code == 404


def test_nobody_is_asked_again_within_the_pause_or_without_an_answer(
    session: Session, customer: Customer, bob: Staff, frozen: Standing
) -> None:
    silent = make_ticket(session, customer)
    leave_in(session, silent, TicketState.RESOLVED, actor=SYSTEM)
    assert newest_survey(session, silent) is None
    first, second, third = (make_ticket(session, customer) for _ in range(3))
    resolve(session, first, bob)
    resolve(session, second, bob)
    assert newest_survey(session, first) is not None
    assert newest_survey(session, second) is None
    frozen.advance(timedelta(days=14))
    resolve(session, third, bob)
    assert newest_survey(session, third) is not None


def test_a_desk_that_asks_nobody_asks_nobody(
    session: Session, customer: Customer, bob: Staff
) -> None:
    change_section(session, Satisfaction, {"pause": "0"}, Edit(Actor.agent(1), seen=0))
    session.commit()
    ticket = make_ticket(session, customer)
    resolve(session, ticket, bob)
    assert newest_survey(session, ticket) is None


def test_of_an_erased_customer_the_score_stays_and_no_word(
    session: Session, client: Browser, customer: Customer, link: str
) -> None:
    client.submit(link, GOOD)
    erase_customer(session, customer.id, actor=SYSTEM)
    kept = survey(session)
    assert (kept.score, kept.comment) == (5, ERASED)
    assert client.get(link).status_code == 404
