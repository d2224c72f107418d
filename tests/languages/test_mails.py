"""Letters are written in the language of whoever gets them, whoever sends them."""

import re
from email.message import EmailMessage

import pytest
from sqlalchemy.orm import Session

from helpdesk.complaints.jobs import mail_acknowledgement
from helpdesk.customers.jobs import send_code
from helpdesk.customers.models import Customer as CustomerRecord
from helpdesk.languages.catalogues import current
from helpdesk.tickets.jobs import mail_ticket_opened, mail_ticket_reply
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.service import write_entry
from tests.jobs import arguments_of
from tests.make import make_agent, make_complaint, make_customer, make_ticket
from tests.people import Browser, Mailbox, enter_portal

ALICE = "alice@example.org"
SUBJECTS = {
    "de": ("Wir haben Ihre Anfrage erhalten", "Ihre Beschwerde", "Dieser Brief ist von"),
    "fr": ("Nous avons reçu votre demande", "Votre réclamation", "Cette lettre vient de"),
    "es": ("Hemos recibido su solicitud", "Su reclamación", "Esta carta es de"),
    "en": ("We received your request", "Your complaint", "This letter is from"),
}

STATUS = {
    "de": "wie es darum steht: http",
    "fr": "où elle en est : http",
    "es": "cómo va: http",
    "en": "how it stands: http",
}


def speaker(session: Session, language: str | None) -> CustomerRecord:
    customer = make_customer(session, email=ALICE)
    customer.language = language
    session.commit()
    return customer


def text_of(mail: EmailMessage) -> str:
    return " ".join(str(mail.get_content()).split())


@pytest.mark.parametrize("language", SUBJECTS)
def test_a_request_is_confirmed_in_its_customers_language(
    session: Session, mailbox: Mailbox, language: str
) -> None:
    ticket = make_ticket(session, speaker(session, language), email=ALICE)
    mail_ticket_opened(ticket.id)
    (mail,) = mailbox.messages()
    assert mail["Subject"] == f"[{ticket.number}] {SUBJECTS[language][0]}"
    assert SUBJECTS[language][2] in text_of(mail)
    assert current() == "en"


@pytest.mark.parametrize("language", SUBJECTS)
def test_a_complaint_is_acknowledged_in_its_customers_language(
    session: Session, mailbox: Mailbox, language: str
) -> None:
    complaint = make_complaint(session, speaker(session, language), contact=ALICE)
    mail_acknowledgement(complaint.id)
    (mail,) = mailbox.messages()
    assert str(mail["Subject"]).startswith(SUBJECTS[language][1])
    assert str(complaint.acknowledgement).startswith(SUBJECTS[language][1])
    assert str(complaint.acknowledgement) in text_of(mail)
    assert STATUS[language] in text_of(mail)


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("en", "12345678 is your code for Fernhill"),
        ("de", "12345678 ist Ihr Code für Fernhill"),
        ("fr", "12345678 est votre code pour Fernhill"),
        ("es", "12345678 es su código para Fernhill"),
    ],
)
def test_a_code_comes_in_the_language_of_whoever_asked(
    session: Session, mailbox: Mailbox, language: str, subject: str
) -> None:
    send_code(ALICE, "12345678", language)
    assert [mail["Subject"] for mail in mailbox.messages()] == [subject]


def test_a_code_is_asked_for_in_the_language_of_the_page(client: Browser, session: Session) -> None:
    client.submit("/requests/sign-in", {"email": ALICE}, headers={"Accept-Language": "fr"})
    assert [job["language"] for job in arguments_of(session, "send_code")] == ["fr"]


def test_an_answer_stays_as_it_was_written_with_our_words_in_the_customers_language(
    session: Session, mailbox: Mailbox
) -> None:
    ticket = make_ticket(session, speaker(session, "de"), email=ALICE)
    entry = write_entry(session, ticket, "A new lid is on its way.", agent=make_agent(session))
    mail_ticket_reply(entry.id)
    (mail,) = mailbox.messages()
    assert "A new lid is on its way. Dieser Brief ist von Fernhill." in text_of(mail)


def test_a_stranger_is_answered_in_the_language_of_the_page_they_wrote_on(
    client: Browser, session: Session, mailbox: Mailbox
) -> None:
    form = {"subject": "Der Deckel", "text": "Er ist zerbrochen.", "email": ALICE, "name": ""}
    client.submit("/requests/new", form, headers={"Accept-Language": "de-CH,de;q=0.9"})
    ticket = session.query(Ticket).one()
    assert ticket.customer.language == "de"
    mail_ticket_opened(ticket.id)
    assert "Wir haben Ihre Anfrage erhalten" in mailbox.messages()[0]["Subject"]


def test_a_signed_in_customers_choice_is_theirs_in_every_browser(
    client: Browser, session: Session
) -> None:
    customer = speaker(session, "fr")
    enter_portal(client, session, customer.id)
    client.submit("/language", {"language": "es", "next": "/requests"})
    session.refresh(customer)
    assert customer.language == "es"
    assert re.search(r'<html lang="es"', client.get("/requests").text)


def test_nobody_without_a_language_is_left_without_words(
    session: Session, mailbox: Mailbox
) -> None:
    ticket = make_ticket(session, speaker(session, None), email=ALICE)
    mail_ticket_opened(ticket.id)
    assert "We received your request" in mailbox.messages()[0]["Subject"]
