"""Keeping how long customers waited, and telling those who wait what to expect."""

from datetime import timedelta

from sqlalchemy import Select, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from helpdesk.conversations.models import Conversation
from helpdesk.conversations.queries import people_available
from helpdesk.conversations.rules import Floor, expectation
from helpdesk.conversations.waiting.models import Wait
from helpdesk.conversations.waiting.rules import WEEKS, Usual, such_hours, usual_wait
from helpdesk.platform import clock
from helpdesk.settings.current import current
from helpdesk.settings.sections import OpeningHours


def end_wait(session: Session, conversation: Conversation) -> None:
    """A person answered whoever waited; twice is as once."""
    if conversation.waiting_since is None:
        return
    waited = clock.now() - conversation.waiting_since
    wait = Wait(began_at=conversation.waiting_since, seconds=int(waited.total_seconds()))
    session.add(wait)
    conversation.waiting_since = None


def expects(session: Session, conversation: Conversation) -> str:
    """What a waiting customer can be told: who is there, their place, and how long it takes."""
    before = session.scalar(
        select(func.count())
        .where(Conversation.floor == Floor.WAITING, Conversation.id != conversation.id)
        .where(Conversation.waiting_since < (conversation.waiting_since or clock.now()))
    )
    back = current(OpeningHours).back_after(clock.now())
    people = people_available(session)
    line = expectation(people, before or 0, back=back)
    usual = usual_now(session) if people else None
    return f"{line} {usual}" if usual else line


def usual_now(session: Session) -> Usual | None:
    """How long it takes at this time of this day, from the weeks before; None where few waited."""
    return usual_wait(session.scalars(waits_at_such_hours()).all())


def waits_at_such_hours() -> Select[int]:
    """Asks for the seconds that others waited then."""
    spans = such_hours(clock.now(), current(OpeningHours).clock)
    then = or_(*(and_(Wait.began_at >= since, Wait.began_at < until) for since, until in spans))
    return select(Wait.seconds).where(then)


def forget_waits(session: Session) -> None:
    """What is older than anybody asks for."""
    old = clock.now() - timedelta(weeks=WEEKS + 1)
    session.execute(delete(Wait).where(Wait.began_at < old))
