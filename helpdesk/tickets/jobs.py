"""Background work for tickets: the customer reads by mail what happens to their request."""

from helpdesk.customers.letters import NOT_YOU
from helpdesk.languages.catalogues import gettext
from helpdesk.platform.config import Settings
from helpdesk.platform.db import transaction
from helpdesk.platform.mail import Letter
from helpdesk.settings.mail import post, writing
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.rules import TicketState, opening


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
            text = f"{entry.text}\n\n{_resolved(ticket)}" if resolved else entry.text
            letter = _letter(ticket, f"Re: {ticket.subject}", text)
    if letter:
        post(letter)


def mail_ticket_resolved(ticket_id: int) -> None:
    """That nothing more is to be done, and what to do if there is."""
    with transaction() as session:
        ticket = session.get_one(Ticket, ticket_id)
        with writing(ticket.customer.speaks):
            letter = _letter(ticket, f"Re: {ticket.subject}", _resolved(ticket))
    if letter:
        post(letter)


def _resolved(ticket: Ticket) -> str:
    said = gettext(
        "We take your request %(number)s as resolved. If it is not, write to us on its page, and "
        "it is open again:",
        number=ticket.number,
    )
    return f"{said}\n{_link(ticket)}"


def _link(ticket: Ticket) -> str:
    return f"{Settings.from_env().base_url}/requests/{ticket.number}"


def _letter(ticket: Ticket, subject: str, text: str) -> Letter | None:
    to, line = ticket.address, " ".join(subject.split())
    return Letter(to, f"[{ticket.number}] {line}", text) if to else None
