"""The customer reads by mail what happens to their request."""

from sqlalchemy.orm import Session

from helpdesk.platform.audit import Actor
from helpdesk.tickets.jobs import mail_ticket_opened, mail_ticket_reply, mail_ticket_resolved
from helpdesk.tickets.rules import TicketState
from helpdesk.tickets.service import change_state, leave_in, write_entry
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


def test_an_answer_that_resolves_it_says_so_in_one_letter(
    session: Session, mailbox: Mailbox
) -> None:
    ticket, agent = make_ticket(session, email=ALICE), make_agent(session)
    entry = write_entry(session, ticket, "A new lid is on its way.", agent=agent)
    leave_in(session, ticket, TicketState.RESOLVED, actor=Actor.agent(agent.id))
    assert arguments_of(session, "mail_ticket_resolved") == []
    mail_ticket_reply(entry.id)
    (message,) = mailbox.messages()
    assert "A new lid is on its way." in message.get_content()
    assert f"We take your request {ticket.number} as resolved" in " ".join(
        message.get_content().split()
    )


def test_a_ticket_that_is_resolved_without_words_is_told_all_the_same(
    session: Session, mailbox: Mailbox
) -> None:
    ticket, by = make_ticket(session, email=ALICE), Actor.agent(make_agent(session).id)
    for state in (TicketState.OPEN, TicketState.RESOLVED):
        change_state(session, ticket, state, actor=by)
    assert arguments_of(session, "mail_ticket_resolved") == [{"ticket_id": ticket.id}]
    mail_ticket_resolved(ticket.id)
    (message,) = mailbox.messages()
    assert "as resolved" in message.get_content()
    assert f"/requests/{ticket.number}" in message.get_content()


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
