"""Notices for the console."""

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import Session, joinedload

from helpdesk.notices.models import Notice, NoticeChoice
from helpdesk.notices.rules import NoticeKind, Way, usual
from helpdesk.web.cursors import Page, cut, number_of

PAGE = 50


def unread(agent_id: int) -> ScalarSelect[int]:
    """How many the agent has not read."""
    return select(func.count()).where(*_unread_of(agent_id)).scalar_subquery()


def notices_page(session: Session, agent_id: int, *, after: str | None = None) -> Page[Notice]:
    """The agent's notices, newest first, with what they are about."""
    parts = Notice.ticket, Notice.deadline, Notice.complaint, Notice.duty, Notice.by
    about = (joinedload(part) for part in parts)
    query = select(Notice).where(Notice.agent_id == agent_id).options(*about)
    last = number_of(after)
    if last is not None:
        query = query.where(Notice.id < last)
    found = session.scalars(query.order_by(Notice.id.desc()).limit(PAGE + 1)).all()
    return cut(found, PAGE, lambda notice: notice.id)


def newest_unread(session: Session, agent_id: int) -> Notice | None:
    """What the agent was told last, if they have not read it."""
    query = select(Notice).where(*_unread_of(agent_id)).order_by(Notice.id.desc())
    return session.scalar(query.limit(1))


def ways_of(session: Session, agent_id: int) -> dict[NoticeKind, Way]:
    """How the agent is told of each kind."""
    query = select(NoticeChoice.kind, NoticeChoice.way).where(NoticeChoice.agent_id == agent_id)
    chosen = {row.kind: row.way for row in session.execute(query)}
    return {kind: chosen.get(kind, usual(kind)) for kind in NoticeKind}


def _unread_of(agent_id: int) -> tuple[ColumnElement[bool], ...]:
    return Notice.agent_id == agent_id, Notice.read_at.is_(None)
