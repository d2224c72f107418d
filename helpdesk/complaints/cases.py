"""What became of a customer's tickets and complaints, told only to the customer they belong to."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from helpdesk.complaints.models import Complaint
from helpdesk.complaints.rules import FOR_CUSTOMERS as COMPLAINT_WORDS
from helpdesk.customers.models import Customer
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import FOR_CUSTOMERS as TICKET_WORDS


@dataclass(frozen=True)
class Case:
    """A ticket or complaint in the customer's words."""

    kind: str
    number: str
    subject: str
    status: str
    next_step: str
    email: str | None
    customer_id: UUID
    conversation_id: UUID | None
    opened_at: datetime


def cases_of(session: Session, customer: Customer, *, limit: int = 20) -> list[Case]:
    """Everything that belongs to this customer, newest first."""
    complaints = select(Complaint).where(_theirs(Complaint, customer))
    tickets = select(Ticket).where(_theirs(Ticket, customer))
    newest_complaints = complaints.order_by(Complaint.id.desc()).limit(limit)
    newest_tickets = tickets.order_by(Ticket.id.desc()).limit(limit)
    found = [
        *map(_of_complaint, session.scalars(newest_complaints)),
        *map(_of_ticket, session.scalars(newest_tickets)),
    ]
    return sorted(found, key=lambda case: case.opened_at, reverse=True)


def case_with_number(session: Session, number: str) -> Case | None:
    """The ticket or complaint of that number, whoever asks; the caller checks the proof.

    Both are looked for in any case, so that the time it takes tells nothing.
    """
    wanted = number.strip().upper()
    complaint = session.scalar(select(Complaint).where(Complaint.number == wanted))
    ticket = session.scalar(select(Ticket).where(Ticket.number == wanted))
    if complaint:
        return _of_complaint(complaint)
    return _of_ticket(ticket) if ticket else None


def _theirs(table: type[Complaint] | type[Ticket], customer: Customer) -> ColumnElement[bool]:
    """What `Customer.owns` says of one case, said of the whole table."""
    mine = table.customer_id == customer.id
    return or_(mine, table.email == customer.proven_email) if customer.proven_email else mine


def _of_complaint(complaint: Complaint) -> Case:
    status, next_step = COMPLAINT_WORDS[complaint.state]
    return Case(
        "complaint",
        complaint.number,
        complaint.what_happened[:80],
        status,
        f"{next_step} You get our decision by {complaint.decide_by:%-d %B %Y}.",
        complaint.email,
        complaint.customer_id,
        complaint.conversation_id,
        complaint.received_at,
    )


def _of_ticket(ticket: Ticket) -> Case:
    status, next_step = TICKET_WORDS[ticket.state]
    return Case(
        "ticket",
        ticket.number,
        ticket.subject,
        status,
        next_step,
        ticket.email or ticket.customer.email,
        ticket.customer_id,
        ticket.conversation_id,
        ticket.created_at,
    )
