"""What became of a customer's tickets and complaints, told only to the customer they belong to."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from helpdesk.complaints.models import Complaint
from helpdesk.complaints.rules import FOR_CUSTOMERS as COMPLAINT_WORDS
from helpdesk.complaints.rules import STANDS as COMPLAINT_STANDS
from helpdesk.complaints.rules import UNDECIDED
from helpdesk.conversations.models import Conversation
from helpdesk.customers.models import Customer
from helpdesk.languages.catalogues import N_, gettext
from helpdesk.languages.formats import date, day_of_year
from helpdesk.platform import clock
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import FOR_CUSTOMERS as TICKET_WORDS
from helpdesk.tickets.rules import STANDS as TICKET_STANDS

MOST = 20
DECISION = N_("You get our decision by %(date)s.")


@dataclass(frozen=True)
class Case:
    """A ticket or complaint in the customer's words; the sentence says where it stands."""

    kind: str
    number: str
    subject: str
    status: str
    next_step: str
    sentence: str
    email: str | None
    customer_id: UUID
    conversation_id: UUID | None
    opened_at: datetime


def cases_of(session: Session, customer: Customer, *, limit: int = MOST) -> list[Case]:
    """Everything that belongs to this customer, newest first."""
    theirs = _theirs(Complaint, customer), _theirs(Ticket, customer)
    return _newest(session, *theirs, limit=limit)


def cases_told_in(
    session: Session, conversation: Conversation, *, number: str | None = None
) -> list[Case]:
    """What may be told here, newest first: of one number, or everything.

    Who wrote here proved lately who they are, or is told of what this conversation filed.
    """
    if number:
        case = case_with_number(session, number)
        return [case] if case and _may_be_told(case, conversation) else []
    if conversation.proven:
        return cases_of(session, conversation.customer)
    filed_here = (
        Complaint.conversation_id == conversation.id,
        Ticket.conversation_id == conversation.id,
    )
    return _newest(session, *filed_here, limit=MOST)


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


def _may_be_told(case: Case, conversation: Conversation) -> bool:
    if conversation.proven:
        return conversation.customer.owns(case.customer_id, case.email)
    return case.conversation_id == conversation.id


def _newest(
    session: Session,
    complaints: ColumnElement[bool],
    tickets: ColumnElement[bool],
    *,
    limit: int,
) -> list[Case]:
    complained = select(Complaint).where(complaints).order_by(Complaint.id.desc()).limit(limit)
    asked = select(Ticket).where(tickets).order_by(Ticket.id.desc()).limit(limit)
    found = [
        *map(_of_complaint, session.scalars(complained)),
        *map(_of_ticket, session.scalars(asked)),
    ]
    return sorted(found, key=lambda case: case.opened_at, reverse=True)[:limit]


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
        gettext(status),
        f"{gettext(next_step)}{_promise(complaint)}",
        gettext(
            COMPLAINT_STANDS[complaint.state],
            number=complaint.number,
            day=_day(complaint.received_at),
            decide_by=_day(complaint.decide_by),
        ),
        complaint.email,
        complaint.customer_id,
        complaint.conversation_id,
        complaint.received_at,
    )


def _promise(complaint: Complaint) -> str:
    """Until when we decide, as long as we have not."""
    if complaint.state not in UNDECIDED:
        return ""
    return f" {gettext(DECISION, date=date(complaint.decide_by))}"


def _of_ticket(ticket: Ticket) -> Case:
    status, next_step = TICKET_WORDS[ticket.state]
    return Case(
        "ticket",
        ticket.number,
        ticket.subject,
        gettext(status),
        gettext(next_step),
        gettext(TICKET_STANDS[ticket.state], number=ticket.number, day=_day(ticket.created_at)),
        ticket.email or ticket.customer.email,
        ticket.customer_id,
        ticket.conversation_id,
        ticket.created_at,
    )


def _day(moment: datetime) -> str:
    return day_of_year(moment, clock.now())
