"""The customer reads by mail what happens to their request."""

from sqlalchemy.orm import Session

from helpdesk.tickets.jobs import mail_ticket_opened, mail_ticket_reply
from helpdesk.tickets.service import write_entry
from tests.jobs import arguments_of
from tests.make import make_agent, make_ticket
from tests.people import Mailbox

ALICE = "alice@example.org"


def test_the_number_is_mailed_when_a_request_comes_in(session: Session, mailbox: Mailbox) -> None:
    ticket = make_ticket(session, email=ALICE)
    assert arguments_of(session, "mail_ticket_opened") == [{"ticket_id": ticket.id}]
    mail_ticket_opened(ticket.id)
    (message,) = mailbox.messages()
    assert message["To"] == ALICE
    assert message["Subject"] == f"[{ticket.number}] We received your request"
    assert ticket.number in message.get_content()


def test_an_agents_answer_is_mailed_and_a_note_is_not(session: Session, mailbox: Mailbox) -> None:
    ticket, agent = make_ticket(session, email=ALICE), make_agent(session)
    entry = write_entry(session, ticket, "A new lid is on its way.", agent=agent)
    write_entry(session, ticket, "She is right.", agent=agent, note=True)
    assert arguments_of(session, "mail_ticket_reply") == [{"entry_id": entry.id}]
    mail_ticket_reply(entry.id)
    (message,) = mailbox.messages()
    assert "A new lid is on its way." in message.get_content()


def test_line_breaks_in_a_subject_stay_one_line(session: Session, mailbox: Mailbox) -> None:
    ticket = make_ticket(session, email=ALICE, subject="The lid\r\nBcc: everybody@example.org")
    entry = write_entry(session, ticket, "A new lid.", agent=make_agent(session))
    mail_ticket_reply(entry.id)
    (message,) = mailbox.messages()
    assert message["Bcc"] is None
    assert message["Subject"].endswith("The lid Bcc: everybody@example.org")


def test_nobody_is_written_to_without_an_address(session: Session, mailbox: Mailbox) -> None:
    ticket = make_ticket(session)
    assert arguments_of(session, "mail_ticket_opened") == []
    mail_ticket_opened(ticket.id)
    assert mailbox.messages() == []
