"""A ticket as a question that articles answer."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.evidence.answered import LONGEST_QUESTION, Asked
from helpdesk.articles.evidence.answering import AskedIn
from helpdesk.articles.rules import Strength
from helpdesk.platform.erasure import ERASED
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.rules import DONE


def case_of(session: Session, ticket: Ticket) -> AskedIn:
    """What the ticket asks; once it is done, its articles are accepted as the answer."""
    source = f"ticket:{ticket.id}"
    asked = None
    if ticket.subject != ERASED:
        asked = Asked(source, _question(session, ticket), ticket.created_at, ticket.customer_id)
    strength = Strength.ACCEPTED if ticket.state in DONE else Strength.LINKED
    return AskedIn("ticket", ticket.id, (source,), asked, strength)


def _question(session: Session, ticket: Ticket) -> str:
    """The subject, and what was written first."""
    first = select(TicketEntry.text).where(TicketEntry.ticket_id == ticket.id)
    words = session.scalar(first.order_by(TicketEntry.id).limit(1)) or ""
    return f"{ticket.subject}\n{words}".strip()[:LONGEST_QUESTION]
