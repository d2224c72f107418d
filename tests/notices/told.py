"""What an agent was told, as the tests of notices read it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.notices.models import Notice


def told(session: Session, agent: Agent) -> list[str]:
    """The kinds of the agent's notices, oldest first."""
    query = select(Notice.kind).where(Notice.agent_id == agent.id).order_by(Notice.id)
    return [str(kind) for kind in session.scalars(query)]
