"""Answers that nobody wrote: in the desk's name, and of no weight for what a person owes."""

from sqlalchemy.orm import Session

from helpdesk.customers.letters import may_be_answered
from helpdesk.platform import audit, clock
from helpdesk.platform.audit import RULE
from helpdesk.platform.jobqueue import enqueue
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.rules import check_entry
from helpdesk.tickets.service import hold, record

ANSWERED = "answered automatically"


def answer_automatically(session: Session, ticket: Ticket, text: str, *, by: str) -> TicketEntry:
    """The customer reads it as the desk's; `by` is the rule, for the trail.

    Nobody takes the ticket with it, nothing owed ends, and nobody learns from it: no fact tells of
    it. Raises TicketRefused where nothing can be written.
    """
    hold(session, ticket)
    words = check_entry(ticket.state, text)
    now = clock.now()
    entry = TicketEntry(ticket_id=ticket.id, text=words, automatic=True, created_at=now)
    session.add(entry)
    record(session, ticket, RULE, audit.Change("ticket", ticket.id, ANSWERED, after={"rule": by}))
    session.flush()
    if ticket.address and may_be_answered(session, ticket.customer, ticket.address):
        enqueue(session, "mail_automatic_answer", entry_id=entry.id)
    return entry
