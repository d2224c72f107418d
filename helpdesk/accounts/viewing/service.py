"""Saying that a page is open, that somebody types there, and that it was closed."""

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.viewing.models import Viewing
from helpdesk.accounts.viewing.rules import FORGOTTEN_AFTER, LOOKS_FOR, check_subject, looks, writes
from helpdesk.platform import clock
from helpdesk.platform.live import INBOX, announce

VIEWING = "viewing"


def look(session: Session, agent: Agent, subject: str, *, typing: bool) -> None:
    """Their page of it is open; colleagues on the same page hear of it when that is new."""
    check_subject(subject)
    now = clock.now()
    before = session.get(Viewing, (agent.id, subject))
    known = before and looks(before.seen_at, now)
    if before and typing:
        known = known and writes(before.typing_at, now)
    values = {"seen_at": now, **({"typing_at": now} if typing else {})}
    mine = insert(Viewing).values(agent_id=agent.id, subject=subject, **values)
    session.execute(mine.on_conflict_do_update(index_elements=["agent_id", "subject"], set_=values))
    if not known:
        _forget_old(session, agent)
        _tell(session, subject)


def leave(session: Session, agent: Agent, subject: str) -> None:
    """They closed the page; one of several that they had open says so again."""
    mine = Viewing.agent_id == agent.id, Viewing.subject == check_subject(subject)
    if session.scalar(delete(Viewing).where(*mine).returning(Viewing.subject)):
        _tell(session, subject)


def others(session: Session, agent: Agent, subject: str) -> list[Viewing]:
    """Who else has it open, whoever came first before."""
    there = Viewing.subject == subject, Viewing.seen_at > clock.now() - LOOKS_FOR
    query = select(Viewing).where(*there, Viewing.agent_id != agent.id)
    return list(session.scalars(query.order_by(Viewing.agent_id)))


def _forget_old(session: Session, agent: Agent) -> None:
    old = Viewing.seen_at < clock.now() - FORGOTTEN_AFTER
    session.execute(delete(Viewing).where(Viewing.agent_id == agent.id, old))


def _tell(session: Session, subject: str) -> None:
    """Pages name a conversation by its id alone, and a ticket as it is named here."""
    announce(session, INBOX, kind=VIEWING, id=subject.removeprefix("conversation:"))
