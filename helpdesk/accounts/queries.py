"""Agents for lists and pages."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent


def active_agents(session: Session) -> list[Agent]:
    """Everybody who can sign in, by name."""
    query = select(Agent).where(Agent.deactivated_at.is_(None)).order_by(Agent.name, Agent.id)
    return list(session.scalars(query))


def name_of(session: Session, actor: str) -> str:
    """Who that is in the audit trail, as the beginning of a sentence."""
    kind, _, key = actor.partition(":")
    if kind != "agent":
        return {"customer": "The customer", "bot": "The bot"}.get(kind, "The desk")
    agent = session.get(Agent, int(key))
    return agent.name if agent else "Somebody who left"


def all_agents(session: Session) -> list[Agent]:
    """Everybody who ever had an account, those who left last."""
    query = select(Agent).order_by(Agent.deactivated_at.is_not(None), Agent.name, Agent.id)
    return list(session.scalars(query))
