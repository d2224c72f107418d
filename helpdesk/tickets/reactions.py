"""What tickets do when something happened elsewhere in the desk."""

from sqlalchemy.orm import Session

from helpdesk.platform.events import AgentLeft
from helpdesk.tickets.queries import open_tickets_of
from helpdesk.tickets.service import assign


def release_tickets(session: Session, fact: AgentLeft) -> None:
    """Nobody has the open tickets of an agent who left, so that a colleague takes them."""
    for ticket in open_tickets_of(session, fact.agent_id):
        assign(session, ticket, None, actor=fact.actor)
