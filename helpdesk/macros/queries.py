"""Macros for pages."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Integer, cast, func, or_, select
from sqlalchemy.orm import Session

from helpdesk.macros.models import Macro, MacroUse


class Uses(NamedTuple):
    """How often an answer began with it, how often it was changed then, and when last."""

    times: int
    changed: int
    last: datetime


def macros_for(session: Session, agent_id: int) -> list[Macro]:
    """Everybody's and this agent's own, by name."""
    mine = or_(Macro.owner_id.is_(None), Macro.owner_id == agent_id)
    return list(session.scalars(select(Macro).where(mine).order_by(Macro.name, Macro.id)))


def shared(session: Session) -> list[Macro]:
    """Everybody's, by name."""
    query = select(Macro).where(Macro.owner_id.is_(None))
    return list(session.scalars(query.order_by(Macro.name, Macro.id)))


def shared_macro(session: Session, macro_id: int) -> Macro | None:
    """The one of that id, if it is everybody's."""
    macro = session.get(Macro, macro_id)
    return macro if macro and macro.owner_id is None else None


def uses(session: Session) -> dict[int, Uses]:
    """Of each macro that was ever sent."""
    changed = func.sum(cast(MacroUse.changed, Integer))
    query = select(MacroUse.macro_id, func.count(), changed, func.max(MacroUse.sent_at))
    rows = session.execute(query.group_by(MacroUse.macro_id))
    return {macro_id: Uses(times, of_them, last) for macro_id, times, of_them, last in rows}
