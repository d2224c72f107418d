"""Telling agents, and what they do with what they were told."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from helpdesk.notices.models import Notice, NoticeChoice
from helpdesk.notices.queries import ways_of
from helpdesk.notices.rules import BY_MAIL, IN_CONSOLE, About, NoticeKind, Way
from helpdesk.platform import clock
from helpdesk.platform.errors import NotFound
from helpdesk.platform.jobqueue import enqueue
from helpdesk.platform.live import INBOX, NOTICE, announce

AT_ONCE = 1000


def tell(session: Session, agent_id: int, kind: NoticeKind, about: About) -> None:
    """Let the agent know in the way they chose; what is unread of the same is replaced."""
    way = ways_of(session, agent_id)[kind]
    if way in BY_MAIL:
        place = str(about.conversation_id) if about.conversation_id else None
        told = asdict(about) | {"conversation_id": place}
        enqueue(session, "mail_notice", agent_id=agent_id, kind=str(kind), about=told)
    if way not in IN_CONSOLE:
        return
    same = (
        Notice.ticket_id.is_not_distinct_from(about.ticket_id),
        Notice.conversation_id.is_not_distinct_from(about.conversation_id),
        Notice.complaint_id.is_not_distinct_from(about.complaint_id),
    )
    earlier = delete(Notice).where(Notice.agent_id == agent_id, Notice.read_at.is_(None))
    session.execute(earlier.where(Notice.kind == kind, *same))
    now = clock.now()
    read_at = now if clock.is_played() else None  # in a played past it was seen to long ago
    notice = Notice(agent_id=agent_id, kind=kind, created_at=now, read_at=read_at, **asdict(about))
    session.add(notice)
    announce(session, INBOX, kind=NOTICE, agent=agent_id)


def get_notice(session: Session, notice_id: int, *, agent_id: int) -> Notice:
    """The agent's own notice; NotFound for anybody else's."""
    notice = session.get(Notice, notice_id)
    if notice is None or notice.agent_id != agent_id:
        raise NotFound("There is no such notice. Old ones are deleted.")
    return notice


def mark_read(session: Session, notice: Notice) -> None:
    """It is counted no more; twice is as once."""
    notice.read_at = notice.read_at or clock.now()
    announce(session, INBOX, kind=NOTICE, agent=notice.agent_id)


def mark_all_read(session: Session, agent_id: int, *, up_to: int) -> None:
    """All up to that one, which is the newest that the agent saw."""
    mine = update(Notice).where(Notice.agent_id == agent_id, Notice.read_at.is_(None))
    session.execute(mine.where(Notice.id <= up_to).values(read_at=clock.now()))
    announce(session, INBOX, kind=NOTICE, agent=agent_id)


def choose_ways(session: Session, agent_id: int, ways: Mapping[NoticeKind, Way]) -> None:
    """How the agent is told from now on."""
    rows = [{"agent_id": agent_id, "kind": kind, "way": way} for kind, way in ways.items()]
    chosen = insert(NoticeChoice).values(rows)
    key = [NoticeChoice.agent_id, NoticeChoice.kind]
    session.execute(
        chosen.on_conflict_do_update(index_elements=key, set_={"way": chosen.excluded.way})
    )


def forget_before(session: Session, moment: datetime) -> int:
    """Delete what is older, read or not, some at once; how many."""
    old = select(Notice.id).where(Notice.created_at < moment).limit(AT_ONCE)
    gone = delete(Notice).where(Notice.id.in_(old)).returning(Notice.id)
    return len(session.scalars(gone).all())


def forget_notices_of(session: Session, agent_id: int) -> None:
    """Nobody reads any more what they were told, nor what they chose."""
    for table in (Notice, NoticeChoice):
        session.execute(delete(table).where(table.agent_id == agent_id))
