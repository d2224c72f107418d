"""What tickets do when something happened elsewhere in the desk."""

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from helpdesk.articles.evidence.answered import withdraw
from helpdesk.customers.service import forget_person
from helpdesk.platform import audit, clock, events
from helpdesk.platform.audit import Actor
from helpdesk.platform.erasure import ERASED
from helpdesk.tickets.checklists.service import forget_steps
from helpdesk.tickets.composing.models import Draft
from helpdesk.tickets.describing.fields import forget_fields
from helpdesk.tickets.describing.service import forget_tags
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.queries import open_tickets_of
from helpdesk.tickets.rules import TicketState
from helpdesk.tickets.service import assign

REASON = "The customer's data was erased."


def release_tickets(session: Session, fact: events.AgentLeft) -> None:
    """Nobody has the open tickets of an agent who left, so that a colleague takes them.

    What they had begun to write goes with them; what they sent goes out.
    """
    unsent = Draft.agent_id == fact.agent_id, Draft.leaves_at.is_(None)
    session.execute(delete(Draft).where(*unsent))
    for ticket in open_tickets_of(session, fact.agent_id):
        assign(session, ticket, None, actor=fact.actor)


def forget_tickets(session: Session, fact: events.CustomerErased) -> None:
    """Numbers, dates and states stay; a ticket that was sent with the proven address counts too."""
    mine = Ticket.customer_id.in_(fact.customer_ids)
    query = select(Ticket).where(or_(mine, Ticket.email == fact.email) if fact.email else mine)
    for ticket in session.scalars(query.with_for_update(of=Ticket)):
        ticket.email = None
        if ticket.customer.verified and ticket.customer_id not in fact.customer_ids:
            continue  # another known customer wrote it and only typed this address
        _forget(session, ticket)
        _close(session, ticket, fact.actor)
        if ticket.customer_id not in fact.customer_ids:
            forget_person(ticket.customer)


def _forget(session: Session, ticket: Ticket) -> None:
    ticket.subject, ticket.language = ERASED, ""
    forget_tags(session, ticket)
    forget_fields(session, ticket)
    forget_steps(session, ticket)
    entries = update(TicketEntry).where(TicketEntry.ticket_id == ticket.id)
    session.execute(entries.values(text=ERASED))
    session.execute(delete(Draft).where(Draft.ticket_id == ticket.id))
    withdraw(session, f"ticket:{ticket.id}")
    events.publish(session, events.TicketForgotten(ticket.id))


def _close(session: Session, ticket: Ticket, actor: Actor) -> None:
    """Nothing can be done for somebody whom nobody knows."""
    if ticket.state is TicketState.CLOSED:
        return
    before, after = {"state": ticket.state}, {"state": TicketState.CLOSED}
    change = audit.Change("ticket", ticket.id, "state changed", before, after, REASON)
    audit.record(session, actor, change)
    ticket.state = TicketState.CLOSED
    ticket.closed_at = ticket.updated_at = clock.now()
    session.flush()
    events.publish(session, events.TicketClosed(ticket.id))
