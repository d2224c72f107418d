"""The language of a customer's words is kept on the ticket, shown, and cuts the list down."""

import json
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from helpdesk.customers.models import Customer
from helpdesk.customers.service import erase_customer
from helpdesk.languages.detection import written_in
from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.service import write_entry
from helpdesk.tickets.triage.jobs import learn_triage, read_ticket, triage_ticket
from tests.jobs import arguments_of
from tests.make import make_conversation, make_customer, make_ticket
from tests.people import Staff

pytestmark = pytest.mark.usefixtures("app")
QUESTIONS = Path(__file__).parents[4] / "shared/data/thunderbird_support"
GERMAN = "Mein Paket ist seit zwei Wochen nicht angekommen. Können Sie bitte nachsehen?"


def read(session: Session, ticket: Ticket) -> str | None:
    triage_ticket(ticket.id)
    session.refresh(ticket)
    return ticket.language


def speaking(session: Session, language: str) -> Customer:
    customer = make_customer(session)
    customer.language = language
    session.commit()
    return customer


def test_it_is_told_by_the_words(session: Session) -> None:
    ticket = make_ticket(session, subject="Paket fehlt", text=GERMAN)
    assert {"ticket_id": ticket.id} in arguments_of(session, "triage_ticket")
    assert read(session, ticket) == "de"
    assert read(session, make_ticket(session)) == "en"


def test_words_that_tell_nothing_are_in_the_language_that_is_known(session: Session) -> None:
    assert read(session, make_ticket(session, subject="4711", text="ok")) == ""
    french = speaking(session, "fr")
    assert read(session, make_ticket(session, french, subject="4711", text="ok")) == "fr"
    conversation, _ = make_conversation(session, french)
    conversation.language = "es"
    chat = conversation.id
    ticket = make_ticket(session, french, subject="4711", text="ok", conversation_id=chat)
    assert read(session, ticket) == "es"


def test_plain_words_count_more_than_what_the_customer_chose(session: Session) -> None:
    ticket = make_ticket(session, speaking(session, "fr"), subject="Paket fehlt", text=GERMAN)
    assert read(session, ticket) == "de"


def test_it_follows_what_the_customer_writes_and_not_what_agents_do(
    session: Session, bob: Staff
) -> None:
    ticket = make_ticket(session)
    assert read(session, ticket) == "en"
    write_entry(session, ticket, GERMAN, agent=bob.agent)
    session.commit()
    assert read(session, ticket) == "en"
    write_entry(session, ticket, GERMAN, agent=None)
    session.commit()
    assert arguments_of(session, "read_ticket") == [{"ticket_id": ticket.id}]
    read_ticket(ticket.id)
    session.refresh(ticket)
    assert ticket.language == "de"


def test_the_list_shows_and_asks_for_it(session: Session, bob: Staff) -> None:
    german = make_ticket(session, subject="Paket fehlt", text=GERMAN)
    english = make_ticket(session)
    for ticket in (german, english):
        read(session, ticket)
    page = bob.client.get("/console/tickets?language=de&columns=subject,language").text
    assert german.number in page
    assert english.number not in page
    assert "German</td>" in page
    assert "Writes in German" in bob.client.get(f"/console/tickets/{german.number}").text
    assert english.number in bob.client.get("/console/tickets?language=xx%00").text


def test_what_came_in_before_is_read_by_and_by(session: Session) -> None:
    tickets = [make_ticket(session, subject="Paket fehlt", text=GERMAN) for _ in range(2)]
    learn_triage()
    for ticket in tickets:
        session.refresh(ticket)
    assert [ticket.language for ticket in tickets] == ["de", "de"]


def test_nobody_knows_how_an_erased_customer_wrote(session: Session) -> None:
    ticket = make_ticket(session, subject="Paket fehlt", text=GERMAN)
    assert read(session, ticket) == "de"
    erase_customer(session, ticket.customer_id, actor=SYSTEM)
    session.commit()
    learn_triage()
    session.refresh(ticket)
    assert ticket.language == ""


def told(file: str) -> list[tuple[str, str | None]]:
    """The language in which each of the newest real questions was asked, and what was told."""
    lines = (QUESTIONS / file).read_text("utf-8").strip().split("\n")[-1_000:]
    rows = [json.loads(line) for line in lines]
    words = ((row.get("locale", "en")[:2], f"{row['title']}\n{row['text']}") for row in rows)
    return [(language, written_in(text)) for language, text in words]


@pytest.mark.skipif(not QUESTIONS.is_dir(), reason="the real questions are not on this machine")
def test_real_questions_are_told_apart_by_language() -> None:
    foreign, english = told("retrieval_dev_multilingual.jsonl"), told("tickets_train.jsonl")
    assert sum(one == other for one, other in foreign) / len(foreign) >= 0.92
    assert sum(other == "en" for _, other in english) / len(english) >= 0.98
    # Many of the others did write English on a page in their language.
    assert {other for one, other in foreign if other != one} <= {"en", None}
