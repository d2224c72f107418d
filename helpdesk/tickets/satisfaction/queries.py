"""Questions how a request went, for pages and letters."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.authentication.tokens import hash_token
from helpdesk.platform.errors import NotFound
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.satisfaction.models import Survey


def newest_survey(session: Session, ticket: Ticket) -> Survey | None:
    """What its customer was asked last."""
    query = select(Survey).where(Survey.ticket_id == ticket.id).order_by(Survey.id.desc())
    return session.scalar(query.limit(1))


def survey_of(session: Session, token: str) -> Survey:
    """The question that a letter's link is about; NotFound for any other."""
    survey = session.scalar(select(Survey).where(Survey.token_hash == hash_token(token)))
    if survey is None:
        raise NotFound("This link leads to no question. Open the newest letter and try its link.")
    return survey


def last_asked(session: Session, customer_id: UUID) -> Survey | None:
    """What that customer was asked last, about whatever request."""
    query = select(Survey).where(Survey.customer_id == customer_id)
    return session.scalar(query.order_by(Survey.asked_at.desc()).limit(1))


def last_to_answer(session: Session, ticket: Ticket) -> Agent | None:
    """Whose answer the customer read last."""
    answers = TicketEntry.agent_id.is_not(None), ~TicketEntry.note
    newest = select(func.max(TicketEntry.id)).where(TicketEntry.ticket_id == ticket.id, *answers)
    entry = session.scalar(select(TicketEntry).where(TicketEntry.id == newest.scalar_subquery()))
    return entry.agent if entry else None


def ticket_of_survey(session: Session, survey_id: int) -> Ticket:
    """The ticket that was asked about; or NotFound."""
    survey = session.get(Survey, survey_id)
    if survey is None:
        raise NotFound("There is no such ticket.")
    return survey.ticket
