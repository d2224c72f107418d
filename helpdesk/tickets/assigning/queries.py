"""Tickets whose customers wait for somebody who is not there."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.queries import TO_DO
from helpdesk.tickets.rules import TicketState

AT_ONCE = 200
IN_WORK = (TicketState.NEW, TicketState.OPEN)


def waiting_for_absent(session: Session) -> list[Ticket]:
    """In work, with somebody out of office, and the last word is the customer's; held."""
    last_by_agent = (
        select(TicketEntry.agent_id.is_not(None))
        .where(TicketEntry.ticket_id == Ticket.id, ~TicketEntry.note, ~TicketEntry.automatic)
        .order_by(TicketEntry.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(Ticket)
        .join(Agent, Agent.id == Ticket.agent_id)
        .where(Agent.away_since.is_not(None), Ticket.state.in_(IN_WORK), *TO_DO)
        .where(last_by_agent.is_(False))
        .order_by(Ticket.id)
        .limit(AT_ONCE)
    )
    return list(session.scalars(query.with_for_update(of=Ticket)))
