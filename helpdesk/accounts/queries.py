"""Agents for lists and pages."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent


def active_agents(session: Session) -> list[Agent]:
    """Everybody who can sign in, by name."""
    query = select(Agent).where(Agent.deactivated_at.is_(None)).order_by(Agent.name, Agent.id)
    return list(session.scalars(query))


def all_agents(session: Session) -> list[Agent]:
    """Everybody who ever had an account, those who left last."""
    query = select(Agent).order_by(Agent.deactivated_at.is_not(None), Agent.name, Agent.id)
    return list(session.scalars(query))
