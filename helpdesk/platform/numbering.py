"""Numbers that people quote: gapless per series and year, such as C-2026-000007."""

from sqlalchemy import text
from sqlalchemy.orm import Mapped, Session, mapped_column

from helpdesk.platform import clock
from helpdesk.platform.db import Base


class Counter(Base):
    """The last number given out in a series and year."""

    __tablename__ = "counter"
    series: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


_NEXT = text(
    "insert into counter (series, year, last) values (:series, :year, 1) "
    "on conflict (series, year) do update set last = counter.last + 1 returning last"
)


def next_number(session: Session, series: str) -> str:
    """Take the next number; the row lock holds until commit, so a rollback leaves no gap."""
    year = clock.now().year
    last = session.execute(_NEXT, {"series": series, "year": year}).scalar_one()
    return f"{series}-{year}-{last:06d}"
