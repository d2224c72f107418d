"""Mallory has the desk write to Alice, who never wrote to it: many letters, or words of her own."""

from datetime import timedelta
from typing import Any

import pytest
from apiflask import APIFlask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.complaints.jobs import mail_acknowledgement
from helpdesk.complaints.models import Complaint
from helpdesk.customers.letters import PER_MAILBOX, PER_NETWORK
from helpdesk.tickets.jobs import mail_ticket_opened
from helpdesk.tickets.models import Ticket
from tests import people
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_customer, make_ticket
from tests.people import Browser, Customer, Mailbox, bearer

ALICE = "alice@example.org"
SPAM = "Buy at https://pills.example"
JOBS = ("mail_ticket_opened", "mail_acknowledgement")


def requests(network: str, app: APIFlask, email: str = ALICE) -> None:
    form = {"name": SPAM, "email": email, "subject": SPAM, "text": SPAM}
    place = {"REMOTE_ADDR": network}
    answer = Browser(app).submit("/requests/new", form, environ_base=place)
    assert answer.status_code == 303


def complains(network: str, app: APIFlask, email: str = ALICE) -> None:
    form = {"what_happened": SPAM, "remedy_sought": SPAM, "contact": f"{SPAM} {email}"}
    place = {"REMOTE_ADDR": network}
    answer = Browser(app).submit("/complaints/new", form, environ_base=place)
    assert answer.status_code == 303


def complains_in_chat(network: str, app: APIFlask, session: Session, email: str = ALICE) -> None:
    mallory: Customer = people.customer(app, session, name=None, email=None)
    mallory.conversation.network = network
    session.commit()
    said: dict[str, Any] = {"what_happened": SPAM, "contact": email, "idempotency_key": "1"}
    body = {"conversation_id": str(mallory.conversation.id), **said}
    token = app.config["BOT_TOKEN"]
    answer = mallory.client.post("/api/internal/complaints", headers=bearer(token), json=body)
    assert answer.status_code == 201


def letters(session: Session) -> int:
    return sum(len(arguments_of(session, job)) for job in JOBS)


def kept(session: Session) -> int:
    """How many tickets and complaints there are."""
    tables = (Ticket, Complaint)
    return sum(session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)


def test_a_mailbox_gets_three_letters_from_all_forms_and_the_chat_and_all_is_kept(
    app: APIFlask, session: Session, frozen: Standing
) -> None:
    for number in range(5):
        requests(f"192.0.2.{number}", app)
        complains(f"198.51.100.{number}", app)
        complains_in_chat(f"chat {number}", app, session)
    assert letters(session) == PER_MAILBOX.free == 3
    assert kept(session) == 15


def test_a_day_of_it_is_a_handful_of_letters(
    app: APIFlask, session: Session, frozen: Standing
) -> None:
    for minute in range(0, 24 * 60, 15):
        requests(f"2001:db8:{minute:x}::1", app)
        frozen.advance(timedelta(minutes=15))
    assert PER_MAILBOX.free < letters(session) <= 7
    assert kept(session) == 96


def test_one_network_writes_to_no_more_than_ten_strangers_at_once(
    app: APIFlask, session: Session, frozen: Standing
) -> None:
    for number in range(20):
        requests("192.0.2.1", app, f"{number}@example.org")
    assert letters(session) == PER_NETWORK.free == 10
    assert kept(session) == 20


def test_a_customer_who_proved_the_address_always_gets_their_letter(
    app: APIFlask, session: Session, frozen: Standing
) -> None:
    for number in range(9):
        requests(f"192.0.2.{number}", app)
    before, alice = letters(session), make_customer(session, email=ALICE)
    make_ticket(session, alice, email=ALICE, network="192.0.2.1")
    assert letters(session) == before + 1


def test_whom_an_agents_program_writes_for_is_no_stranger(
    session: Session, frozen: Standing
) -> None:
    for _ in range(9):
        make_ticket(session, email=ALICE)
    assert letters(session) == 9


@pytest.mark.parametrize("send", [requests, complains])
def test_no_word_of_hers_is_in_the_letter_and_what_alice_needs_is(
    app: APIFlask, session: Session, mailbox: Mailbox, send: Any
) -> None:
    send("192.0.2.1", app)
    for job in arguments_of(session, "mail_ticket_opened"):
        mail_ticket_opened(**job)
    for job in arguments_of(session, "mail_acknowledgement"):
        mail_acknowledgement(**job)
    (letter,) = mailbox.messages()
    whole = letter.as_string()
    assert letter["To"] == ALICE
    assert "pills" not in whole
    assert "Buy" not in whole
    number = session.scalar(select(Ticket.number)) or session.scalar(select(Complaint.number))
    assert f"/{number}" in letter.get_content()
    assert "UTC" in letter.get_content()
    assert "If you did not write to us" in letter.get_content()
