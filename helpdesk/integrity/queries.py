"""What the integrity page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.integrity.models import Verification
from helpdesk.platform import clock
from helpdesk.platform.audit import AuditEvent

SHOWN = 10


@dataclass(frozen=True)
class Waiting:
    """How many events are not sealed yet, and since when the oldest of them is there."""

    count: int
    since: datetime | None


def waiting(session: Session) -> Waiting:
    """What the next sealing takes."""
    query = select(func.count(), func.min(AuditEvent.recorded_at))
    count, since = session.execute(query.where(AuditEvent.seq.is_(None))).one()
    return Waiting(count, since)


def verifications(session: Session) -> Sequence[Verification]:
    """The last ones, newest first."""
    query = select(Verification).order_by(Verification.id.desc()).limit(SHOWN)
    return session.scalars(query).all()


def verified_today(session: Session) -> bool:
    """Was one finished since midnight by UTC?"""
    midnight = datetime.combine(clock.now().date(), time(), UTC)
    query = select(Verification.id).where(Verification.finished_at >= midnight).limit(1)
    return session.scalar(query) is not None


def erasures(session: Session) -> Sequence[AuditEvent]:
    """The last customers who were erased, newest first."""
    query = select(AuditEvent).where(
        AuditEvent.subject_type == "customer", AuditEvent.action == "erased"
    )
    return session.scalars(query.order_by(AuditEvent.id.desc()).limit(SHOWN)).all()
