"""Tickets that belong together, for pages and jobs."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import DONE, TicketType

MOST_SHOWN, AT_ONCE = 50, 100


def related(session: Session, ticket: Ticket) -> list[Ticket]:
    """What it was merged into, its problem, or the tickets that it is the problem of."""
    above = [each for each in (ticket.problem_id, ticket.merged_into_id) if each]
    if not above and ticket.type is not TicketType.PROBLEM:
        return []
    query = select(Ticket).where(or_(Ticket.problem_id == ticket.id, Ticket.id.in_(above)))
    return list(session.scalars(query.order_by(Ticket.id.desc()).limit(MOST_SHOWN)))


def incidents_of(session: Session, problem: Ticket) -> list[Ticket]:
    """Its tickets that are not done; held until commit."""
    query = select(Ticket).where(Ticket.problem_id == problem.id, Ticket.state.not_in(DONE))
    return list(session.scalars(query.order_by(Ticket.id).with_for_update(of=Ticket)))


def overslept(session: Session, now: datetime) -> list[Ticket]:
    """Tickets whose day has come; held until commit."""
    query = select(Ticket).where(Ticket.snoozed_until <= now).order_by(Ticket.snoozed_until)
    return list(session.scalars(query.limit(AT_ONCE).with_for_update(of=Ticket, skip_locked=True)))
