"""Who is signed in, in which browser: a row for each, found by the token in the browser's cookie.

The cookie alone says nothing: with its row gone, no copy of it opens anything.
"""

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ColumnElement, Identity, and_, delete, not_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column
from ua_parser import parse

from helpdesk.authentication.tokens import hash_token, new_token
from helpdesk.platform import clock
from helpdesk.platform.db import Base, transaction
from helpdesk.platform.errors import NotFound

LONGEST = timedelta(days=7)
IDLE = timedelta(hours=12)
NOTED_EVERY = timedelta(minutes=1)
LONGEST_NAME = 300


class SignIn(Base):
    """A browser in which somebody is signed in; `who` is named as in the audit trail."""

    __tablename__ = "sign_in"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    who: Mapped[str] = mapped_column(index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    browser: Mapped[str]
    address: Mapped[str]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]


def begin(session: Session, who: str, *, user_agent: str = "", address: str = "") -> str:
    """Somebody signed in; the token for their browser's cookie, which is seen only now."""
    token, now = new_token(), clock.now()
    row = SignIn(
        who=who,
        token_hash=hash_token(token),
        browser=browser_name(user_agent),
        address=address,
        created_at=now,
        last_seen_at=now,
    )
    session.add(row)
    session.flush()
    return token


def find(session: Session, token: str | None) -> SignIn | None:
    """The sign-in that this token belongs to, unless it ended; that it was seen is noted.

    Once a minute is often enough to note it, since every page asks.
    """
    if token is None:
        return None
    now = clock.now()
    live = select(SignIn).where(SignIn.token_hash == hash_token(token), _live(now))
    found = session.scalar(live)
    if found and now - found.last_seen_at >= NOTED_EVERY:
        session.execute(update(SignIn).where(SignIn.id == found.id).values(last_seen_at=now))
    return found


def is_live(sign_in_id: int | None) -> bool:
    """May what was opened with this sign-in stay open? Asking is not being seen."""
    with transaction() as session:
        live = select(SignIn.id).where(SignIn.id == sign_in_id, _live(clock.now()))
        return session.scalar(live) is not None


def sign_ins_of(session: Session, who: str) -> list[SignIn]:
    """Every browser in which they are signed in, the one seen last on top."""
    query = select(SignIn).where(SignIn.who == who, _live(clock.now()))
    return list(session.scalars(query.order_by(SignIn.last_seen_at.desc(), SignIn.id.desc())))


def end(session: Session, who: str, sign_in_id: int) -> None:
    """One of their sign-ins is over; raise NotFound when it is not theirs, or no more."""
    ended = delete(SignIn).where(SignIn.who == who, SignIn.id == sign_in_id)
    if session.scalar(ended.returning(SignIn.id)) is None:
        raise NotFound("This sign-in has ended already.")


def end_all(session: Session, *everybody: str) -> int:
    """They are signed in nowhere from now on; how many sign-ins that ended."""
    ended = delete(SignIn).where(SignIn.who.in_(everybody)).returning(SignIn.id)
    return len(session.scalars(ended).all())


def forget_ended(timestamp: int) -> None:
    """Every night: nothing is kept of a sign-in that opens nothing any more."""
    with transaction() as session:
        session.execute(delete(SignIn).where(not_(_live(clock.now()))))


def browser_name(user_agent: str) -> str:
    """What people call the browser: `Firefox 128 on Linux`."""
    # What is too long is somebody's joke, and reading it would take its time.
    words = "".join(letter for letter in user_agent[:LONGEST_NAME] if letter.isprintable())
    found = parse(words)
    if found.user_agent is None:
        return "Unknown browser"
    name = " ".join(part for part in (found.user_agent.family, found.user_agent.major) if part)
    return f"{name} on {found.os.family}" if found.os else name


def _live(now: datetime) -> ColumnElement[bool]:
    """However often it is used, a sign-in ends at last; and sooner when nobody uses it."""
    return and_(SignIn.created_at > now - LONGEST, SignIn.last_seen_at > now - IDLE)
