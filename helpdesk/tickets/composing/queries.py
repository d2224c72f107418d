"""Drafts and replies on their way out, for pages and jobs."""

from dataclasses import dataclass

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from helpdesk.tickets.composing.models import Draft
from helpdesk.tickets.models import Ticket


@dataclass(frozen=True)
class Composed:
    """What an agent sees of it: their own draft, and everybody's replies that leave in a moment."""

    draft: Draft | None
    leaving: tuple[Draft, ...]


def composed_on(session: Session, ticket: Ticket, agent_id: int) -> Composed:
    """What is written on that ticket and not sent, oldest first."""
    seen = or_(Draft.agent_id == agent_id, Draft.leaves_at.is_not(None))
    query = select(Draft).where(Draft.ticket_id == ticket.id, seen).order_by(Draft.id)
    found = list(session.scalars(query))
    draft = next((one for one in found if one.leaves_at is None), None)
    return Composed(draft, tuple(one for one in found if one.leaves_at))


def anything_leaves(session: Session, ticket: Ticket) -> bool:
    """Is anybody's reply there on its way to the customer?"""
    leaving = Draft.ticket_id == ticket.id, Draft.leaves_at.is_not(None)
    return bool(session.scalar(select(exists().where(*leaving))))


def draft_of(session: Session, ticket: Ticket, agent_id: int) -> Draft | None:
    """What the agent has begun there; held until commit."""
    mine = Draft.ticket_id == ticket.id, Draft.agent_id == agent_id, Draft.leaves_at.is_(None)
    return session.scalar(select(Draft).where(*mine).with_for_update(of=Draft))


def leaving_of(session: Session, ticket: Ticket, agent_id: int) -> list[Draft]:
    """Their replies there that can still be taken back, oldest first; held until commit."""
    mine = Draft.ticket_id == ticket.id, Draft.agent_id == agent_id, Draft.leaves_at.is_not(None)
    query = select(Draft).where(*mine).order_by(Draft.id).with_for_update(of=Draft)
    return list(session.scalars(query))
