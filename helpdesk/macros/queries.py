"""Macros for pages."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from helpdesk.macros.models import Macro
from helpdesk.macros.rules import Where, is_offered


def macros_for(session: Session, agent_id: int) -> list[Macro]:
    """Everybody's and this agent's own, by name."""
    mine = or_(Macro.owner_id.is_(None), Macro.owner_id == agent_id)
    return list(session.scalars(select(Macro).where(mine).order_by(Macro.name, Macro.id)))


def offered_to(session: Session, agent_id: int, beside: Where, spoken: str | None) -> list[Macro]:
    """Those for such answers to customers of that language."""
    return [
        macro
        for macro in macros_for(session, agent_id)
        if is_offered(macro.where, macro.language, beside=beside, spoken=spoken)
    ]
