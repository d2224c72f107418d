"""Background work for tickets: the customer reads by mail what happens to their request."""

from dataclasses import replace

from sqlalchemy.orm import Session

from helpdesk.customers.letters import NOT_YOU
from helpdesk.languages.catalogues import gettext
from helpdesk.platform import clock
from helpdesk.platform.config import Settings
from helpdesk.platform.db import transaction
from helpdesk.platform.mail import Letter
from helpdesk.settings.mail import post, writing
from helpdesk.tickets.assigning import service as assigning
from helpdesk.tickets.joining.service import wake
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.rules import TicketState, opening
from helpdesk.tickets.satisfaction.queries import newest_survey
from helpdesk.tickets.satisfaction.service import hand_out_link


def give_ticket(ticket_id: int) -> None:
    """Find somebody for a ticket that came in."""
    with transaction() as session:
        assigning.give_ticket(session, session.get_one(Ticket, ticket_id))


def give_waiting_tickets(timestamp: int = 0) -> None:
    """Each minute: take tickets from who is out, and look again for what nobody could have."""
    with transaction() as session:
        assigning.return_of_absent(session)
        assigning.give_waiting(session)


def wake_tickets(timestamp: int = 0) -> None:
    """Bring back what was snoozed until today."""
    with transaction() as session:
        wake(session, clock.now())


def mail_ticket_opened(ticket_id: int) -> None:
    """The number, and what happens next; no word that a stranger typed."""
    with transaction() as session:
        ticket = session.get_one(Ticket, ticket_id)
        with writing(ticket.customer.speaks):
            told = opening(ticket.number, ticket.created_at)
            text = f"{told}\n\n{_link(ticket)}\n\n{gettext(NOT_YOU)}"
            letter = _letter(ticket, gettext("We received your request"), text)
    if letter:
        post(letter)


def mail_ticket_reply(entry_id: int) -> None:
    """What an agent answered, in the agent's words, and that it is resolved with that."""
    with transaction() as session:
        entry = session.get_one(TicketEntry, entry_id)
        ticket = session.get_one(Ticket, entry.ticket_id)
        with writing(ticket.customer.speaks):
            resolved = ticket.state is TicketState.RESOLVED
            closing = _resolved(session, ticket) if resolved else ""
            text = f"{entry.text}\n\n{closing}".strip()
            letter = _letter(ticket, f"Re: {ticket.subject}", text)
    if letter:
        post(letter)


def mail_automatic_answer(entry_id: int) -> None:
    """What a rule answered; to an address that nobody proved without a word that was typed."""
    with transaction() as session:
        entry = session.get_one(TicketEntry, entry_id)
        ticket = session.get_one(Ticket, entry.ticket_id)
        proven = ticket.address == ticket.customer.proven_email
        with writing(ticket.speaks):
            subject = ticket.subject if proven else gettext("We received your request")
            parts = [entry.text, _link(ticket), *(() if proven else (gettext(NOT_YOU),))]
            letter = _letter(ticket, f"Re: {subject}", "\n\n".join(parts))
    if letter:
        post(replace(letter, automatic=True))


def mail_ticket_resolved(ticket_id: int) -> None:
    """That nothing more is to be done, and what to do if there is."""
    with transaction() as session:
        ticket = session.get_one(Ticket, ticket_id)
        with writing(ticket.customer.speaks):
            letter = _letter(ticket, f"Re: {ticket.subject}", _resolved(session, ticket))
    if letter:
        post(letter)


def _resolved(session: Session, ticket: Ticket) -> str:
    said = gettext(
        "We take your request %(number)s as resolved. If it is not, write to us on its page, and "
        "it is open again:",
        number=ticket.number,
    )
    return f"{said}\n{_link(ticket)}{_question(session, ticket)}"


def _question(session: Session, ticket: Ticket) -> str:
    """How it went, where this customer is asked; opening the link rates nothing yet."""
    survey = newest_survey(session, ticket)
    if survey is None or survey.rated_at or survey.expires_at <= clock.now():
        return ""
    address = f"{Settings.from_env().base_url}/requests/rate/{hand_out_link(survey)}"
    asked = gettext("How did it go? Tell us here, it takes a moment:")
    return f"\n\n{asked}\n{address}"


def _link(ticket: Ticket) -> str:
    return f"{Settings.from_env().base_url}/requests/{ticket.number}"


def _letter(ticket: Ticket, subject: str, text: str) -> Letter | None:
    to, line = ticket.address, " ".join(subject.split())
    return Letter(to, f"[{ticket.number}] {line}", text) if to else None
