"""Agents for lists and pages."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.rules import PRESENT_FOR, Role
from helpdesk.languages.catalogues import gettext
from helpdesk.platform import audit, clock


def active_agents(session: Session) -> list[Agent]:
    """Everybody who can sign in, by name."""
    query = select(Agent).where(Agent.deactivated_at.is_(None)).order_by(Agent.name, Agent.id)
    return list(session.scalars(query))


def first_lead(session: Session) -> Agent | None:
    """A lead who can sign in, where there is one."""
    leads = select(Agent).where(Agent.role == Role.LEAD, Agent.deactivated_at.is_(None))
    return session.scalar(leads.order_by(Agent.id).limit(1))


def agents_with(session: Session, roles: Collection[Role]) -> list[int]:
    """Those with one of the roles who can sign in, by id."""
    query = select(Agent.id).where(Agent.role.in_(roles), Agent.deactivated_at.is_(None))
    return list(session.scalars(query.order_by(Agent.id)))


def agents_here(session: Session) -> list[Agent]:
    """Who is at the desk right now, and not out of office, by number."""
    here = Agent.last_seen_at > clock.now() - PRESENT_FOR, Agent.away_since.is_(None)
    query = select(Agent).where(*here, Agent.deactivated_at.is_(None))
    return list(session.scalars(query.order_by(Agent.id)))


def name_of(session: Session, actor: str) -> str:
    """Who that is in the audit trail, as the beginning of a sentence."""
    kind, _, key = actor.partition(":")
    if kind != "agent":
        names = {"customer": gettext("The customer"), "bot": gettext("The bot")}
        return names.get(kind, gettext("The desk"))
    agent = session.get(Agent, int(key))
    return agent.name if agent else gettext("Somebody who left")


def last_to_change(
    session: Session, subject_type: str, subject_id: object, *, action: str | None = None
) -> str:
    """Who made the record's newest change, or the newest of one kind, as `name_of` says it."""
    change = audit.latest(session, subject_type, subject_id, action=action)
    return name_of(session, change.actor if change else audit.SYSTEM)


def all_agents(session: Session) -> list[Agent]:
    """Everybody who ever had an account, those who left last."""
    query = select(Agent).order_by(Agent.deactivated_at.is_not(None), Agent.name, Agent.id)
    return list(session.scalars(query))
