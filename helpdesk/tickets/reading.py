"""Tickets as customers may see them, only their own and without notes, and as programs do."""

from datetime import timedelta

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.customers.models import Customer
from helpdesk.languages.catalogues import N_
from helpdesk.platform import clock
from helpdesk.platform.errors import NotFound
from helpdesk.tickets.fields.queries import asked_fields
from helpdesk.tickets.fields.rules import Field, answer_in, as_typed
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.rules import TOLD_HOURS, usual_answer
from helpdesk.web.forms import Typed

WEEKS_LOOKED_AT, MOST_LOOKED_AT = timedelta(weeks=8), 200
UNKNOWN = N_(
    "There is no request %(number)s under your address. Look at the list of your requests."
)


def ticket_of(session: Session, customer: Customer, number: str) -> Ticket:
    """The customer's own ticket; somebody else's looks like one that does not exist."""
    wanted = number.replace("\x00", "").strip().upper()
    ticket = session.scalar(select(Ticket).where(Ticket.number == wanted))
    if ticket is None or not customer.owns(ticket.customer_id, ticket.email):
        raise NotFound(UNKNOWN, number=wanted)
    return ticket


def written_on(ticket: Ticket) -> ColumnElement[bool]:
    """Is the entry the ticket's, or that of one which was merged into it?"""
    merged = select(Ticket.id).where(Ticket.merged_into_id == ticket.id)
    # Not `or`, with which all entries there are would be read.
    return TicketEntry.ticket_id.in_(select(literal(ticket.id)).union_all(merged))


def number_of(session: Session, ticket_id: int | None) -> str | None:
    """The number of the ticket that another one was merged into, if it was."""
    if ticket_id is None:
        return None
    return session.scalar(select(Ticket.number).where(Ticket.id == ticket_id))


def entries_for_customer(session: Session, ticket: Ticket) -> list[TicketEntry]:
    """What was written on the ticket, oldest first, without notes."""
    query = (
        select(TicketEntry).where(written_on(ticket), ~TicketEntry.note).order_by(TicketEntry.id)
    )
    return list(session.scalars(query))


def fields_asked(session: Session) -> list[Field]:
    """What the form for a request asks for beside the customer's own words."""
    return asked_fields(session)


def answers_in(session: Session, typed: Typed) -> dict[str, object]:
    """What a request's form has in custom fields, as it is kept; a refusal stands beside each."""
    answers: dict[str, object] = {}
    for field in asked_fields(session):

        def keep(words: str, field: Field = field) -> None:
            value = answer_in(field, words)
            if value is not None:
                answers[field.key] = value

        typed.check(f"field-{field.id}", keep)
    return answers


def answers_of(session: Session, ticket: Ticket) -> list[tuple[Field, str]]:
    """The fields that customers are asked for, with what the ticket has in them."""
    filled = (field for field in asked_fields(session) if field.key in ticket.fields)
    return [(field, as_typed(ticket.fields[field.key])) for field in filled]


def usual_answer_to(session: Session) -> timedelta | None:
    """In which time eight of ten of the last weeks' requests had a person's answer, if it is told.

    Those of the last days are left out: who still waits there says little yet.
    """
    now = clock.now()
    by_person = TicketEntry.agent_id.is_not(None), ~TicketEntry.note
    first = select(func.min(TicketEntry.created_at)).where(TicketEntry.ticket_id == Ticket.id)
    answered = first.where(*by_person).correlate(Ticket).scalar_subquery()
    asked = Ticket.created_at.between(now - WEEKS_LOOKED_AT, now - timedelta(hours=TOLD_HOURS[-1]))
    query = select(Ticket.created_at, answered).where(asked, Ticket.channel == "portal")
    lately = session.execute(query.order_by(Ticket.created_at.desc()).limit(MOST_LOOKED_AT))
    return usual_answer([then - opened if then else None for opened, then in lately])


def requester(session: Session, email: str) -> Customer | None:
    """The customer who proved that address, if there is one."""
    return session.scalar(select(Customer).where(Customer.email == email))


def assignee(session: Session, email: str) -> Agent:
    """The active agent with that address, or NotFound."""
    agent = session.scalar(
        select(Agent).where(Agent.email == email.strip().lower(), Agent.deactivated_at.is_(None))
    )
    if agent is None:
        raise NotFound("There is no active agent with the address %(email)s.", email=email)
    return agent
