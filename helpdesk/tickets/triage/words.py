"""What a customer's words tell by themselves: the language in which they are."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.languages.detection import written_in
from helpdesk.platform import events
from helpdesk.platform.jobqueue import enqueue
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.triage.classifier import LONGEST

AT_ONCE = 500


def on_written(session: Session, fact: events.TicketWritten) -> None:
    """What the customer wrote last is read by a worker, before the rules look at the ticket."""
    enqueue(session, "read_ticket", lock=f"ticket:{fact.ticket_id}", ticket_id=fact.ticket_id)


def read(session: Session, ticket: Ticket) -> bool:
    """Keep the language of what the customer wrote last, or what is known of how they write.

    That is their conversation's language, else the one they chose or read before. Is it another
    one than was kept?
    """
    before = ticket.language
    said = f"{ticket.subject}\n{_last_words(session, ticket)}"[:LONGEST]
    written, chat = written_in(said), ticket.conversation
    known = ticket.language or (chat.language if chat else "") or ticket.customer.language
    ticket.language = written or known or ""
    return ticket.language != before


def read_unread(session: Session) -> int:
    """Read the newest tickets that nobody has; how many there were.

    They came in before the desk did that, or were brought in from elsewhere.
    """
    unread = select(Ticket).where(Ticket.language.is_(None)).order_by(Ticket.id.desc())
    found = session.scalars(unread.limit(AT_ONCE).with_for_update(of=Ticket)).all()
    for ticket in found:
        read(session, ticket)
    return len(found)


def _last_words(session: Session, ticket: Ticket) -> str:
    written = TicketEntry.ticket_id == ticket.id, TicketEntry.by_customer
    query = select(TicketEntry.text).where(*written)
    return session.scalar(query.order_by(TicketEntry.id.desc()).limit(1)) or ""
