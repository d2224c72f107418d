"""Growing pauses between attempts that repeat: guesses at a password or a code, requests for mail.

They are counted in the database, so that every process counts the same. What is counted may be
anybody's, known or not; only a digest of it is kept, for two days at most.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import delete, func, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from helpdesk.languages.catalogues import gettext
from helpdesk.languages.formats import duration
from helpdesk.platform import clock
from helpdesk.platform.db import Base, transaction
from helpdesk.platform.errors import TooSoon

DAY = timedelta(days=1)
MOST_DOUBLINGS = 30
NOWHERE = "nowhere"


class Paused(TooSoon):
    """It pauses; what is missing is told with how long that lasts."""

    def __str__(self) -> str:
        again = gettext("Try again in %(wait)s.", wait=duration(self.wait))
        return f"{super().__str__()} {again}"


class Attempts(Base):
    """How often something was attempted since a series of attempts began."""

    __tablename__ = "attempts"
    key_digest: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
    began_at: Mapped[datetime] = mapped_column(index=True)
    paused_until: Mapped[datetime | None]


@dataclass(frozen=True)
class Limit:
    """How many attempts of a series are free, and the pauses after each one from the last free one.

    The series is forgotten so long after it began: a day at most.
    """

    free: int
    first: timedelta
    longest: timedelta
    series: timedelta = DAY

    def pause_after(self, number: int) -> timedelta:
        """How long to wait after the attempt of that number: each pause is twice the one before."""
        if number < self.free:
            return timedelta(0)
        doublings = min(number - self.free, MOST_DOUBLINGS)
        return min(self.first * (1 << doublings), self.longest)


@dataclass(frozen=True)
class Count:
    """What attempts are counted by, such as `sign-in:alice@example.org`, and its limit."""

    key: str
    limit: Limit

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.key.encode("utf-8", "replace")).hexdigest()


def attempt(session: Session, *counts: Count, why: str) -> list[Count]:
    """Count an attempt under every key; those whose first pause begins with it are returned.

    While one of them pauses, nothing is counted: Paused says why, and how long to wait.
    """
    series = _held(session, counts)
    now = clock.now()
    wait = max((each.paused_until or now) - now for each in series.values())
    if wait > timedelta(0):
        raise Paused(why, wait)
    for count in counts:
        found = series[count.digest]
        if found.began_at + count.limit.series <= now:
            found.number, found.began_at = 0, now
        found.number += 1
        pause = count.limit.pause_after(found.number)
        found.paused_until = now + pause if pause else None
    return [count for count in counts if series[count.digest].number == count.limit.free]


def take_back(session: Session, *counts: Count) -> None:
    """The last attempt was honest: it does not count, and nobody waits because of it."""
    session.execute(
        update(Attempts)
        .where(Attempts.key_digest.in_([count.digest for count in counts]))
        .values(number=func.greatest(Attempts.number - 1, 0), paused_until=None)
    )


def forgive(session: Session, count: Count) -> None:
    """Whoever attempted it proved to be the right one: their series is over."""
    session.execute(delete(Attempts).where(Attempts.key_digest == count.digest))


def forget_ended(timestamp: int) -> None:
    """Every night: nothing is kept of a series that no longer counts."""
    with transaction() as session:
        session.execute(delete(Attempts).where(Attempts.began_at <= clock.now() - DAY))


def network_of(address: str | None) -> str:
    """What one subscriber has: an address, or the /64 network of one in IPv6."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return NOWHERE
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_network((int(found), 64), strict=False))


def _held(session: Session, counts: tuple[Count, ...]) -> dict[str, Attempts]:
    """The series by digest, each held until commit; taken in one order, so that none deadlock."""
    rows = [
        {"key_digest": digest, "number": 0, "began_at": clock.now()}
        for digest in sorted({count.digest for count in counts})
    ]
    begun = insert(Attempts).values(rows)
    known = begun.on_conflict_do_update(
        index_elements=[Attempts.key_digest], set_={"number": Attempts.number}
    )
    found = session.scalars(
        known.returning(Attempts), execution_options={"populate_existing": True}
    )
    return {series.key_digest: series for series in found}
