"""Giving a new ticket to somebody who is there."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.accounts.queries import agents_here
from helpdesk.platform import events
from helpdesk.platform.audit import RULE, AuditEvent
from helpdesk.platform.db import one_at_a_time
from helpdesk.platform.jobqueue import enqueue
from helpdesk.settings.current import current
from helpdesk.tickets.assigning.rules import Candidate, Way, next_agent
from helpdesk.tickets.assigning.settings import Assignment
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import TO_DO
from helpdesk.tickets.rules import DONE
from helpdesk.tickets.service import assign

QUEUE = "giving tickets"


def on_opened(session: Session, fact: events.TicketOpened) -> None:
    """A worker looks for somebody, where tickets are not given by hand."""
    if current(Assignment).way is not Way.BY_HAND:
        enqueue(session, "give_ticket", ticket_id=fact.ticket_id)


def give_ticket(session: Session, ticket: Ticket) -> None:
    """To whoever is next; it waits where nobody has room, or somebody was quicker."""
    one_at_a_time(session, QUEUE)  # else two at once would go to the same person
    session.refresh(ticket)
    if ticket.agent_id is not None or ticket.state in DONE:
        return
    wanted = current(Assignment)
    agents = {agent.id: agent for agent in agents_here(session)}
    chosen = next_agent(wanted.way, _candidates(session, agents), wanted.capacity)
    if chosen is not None:
        assign(session, ticket, agents[chosen], actor=RULE)


def _candidates(session: Session, here: Collection[int]) -> list[Candidate]:
    work = select(Ticket.agent_id, func.count()).where(Ticket.agent_id.in_(here), *TO_DO)
    open_tickets = {row[0]: row[1] for row in session.execute(work.group_by(Ticket.agent_id))}
    to = AuditEvent.after["agent"].as_integer()
    given = select(to, func.max(AuditEvent.id)).where(
        AuditEvent.subject_type == "ticket",
        AuditEvent.action == "assigned",
        AuditEvent.actor == RULE,
        to.in_(here),
    )
    turns = {row[0]: row[1] for row in session.execute(given.group_by(to))}
    return [Candidate(each, open_tickets.get(each, 0), turns.get(each, 0)) for each in here]
