"""Who did what and when, before and after; rows are only ever added (a trigger holds that)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from helpdesk.platform import clock
from helpdesk.platform.db import Base, Json


class Actor(str):
    """Who acts, as trail and records name them: `agent:3`, `customer:<id>`, `bot`, `system`."""

    __slots__ = ()

    @classmethod
    def agent(cls, agent_id: int) -> Self:
        """A person of the desk."""
        return cls(f"agent:{agent_id}")

    @property
    def agent_id(self) -> int | None:
        """Which person of the desk it is, if one."""
        kind, _, key = self.partition(":")
        return int(key) if kind == "agent" else None

    @classmethod
    def customer(cls, customer_id: UUID) -> Self:
        """Whoever writes to us, known or not."""
        return cls(f"customer:{customer_id}")


BOT = Actor("bot")
SYSTEM = Actor("system")
RULE = Actor("rule")
IMPORT = Actor("import")
ANONYMOUS = Actor("anonymous")


class AuditEvent(Base):
    """One change, and the `Actor` who made it."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_subject", "subject_type", "subject_id"),)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str]
    subject_type: Mapped[str]
    subject_id: Mapped[str]
    before: Mapped[Json | None]
    after: Mapped[Json | None]
    reason: Mapped[str | None]


@dataclass(frozen=True)
class Change:
    """What happened to a record; values are plain JSON."""

    subject_type: str
    subject_id: object
    action: str
    before: Json | None = None
    after: Json | None = None
    reason: str | None = None


def record(session: Session, actor: Actor, change: Change) -> None:
    """Add the change to the trail, in the transaction that makes it."""
    event = AuditEvent(
        at=clock.now(),
        actor=str(actor),
        action=change.action,
        subject_type=change.subject_type,
        subject_id=str(change.subject_id),
        before=change.before,
        after=change.after,
        reason=change.reason,
    )
    session.add(event)


def latest(
    session: Session, subject_type: str, subject_id: object, *, action: str | None = None
) -> AuditEvent | None:
    """The newest change of a record, or the newest of one kind."""
    query = select(AuditEvent).where(
        AuditEvent.subject_type == subject_type, AuditEvent.subject_id == str(subject_id)
    )
    if action:
        query = query.where(AuditEvent.action == action)
    return session.scalar(query.order_by(AuditEvent.id.desc()).limit(1))


def blank(
    session: Session,
    subject_type: str,
    subject_ids: Collection[object],
    *,
    actions: Collection[str],
) -> None:
    """Take the words out of these entries; that it happened, when and by whom stays."""
    session.execute(
        update(AuditEvent)
        .where(AuditEvent.subject_type == subject_type, AuditEvent.action.in_(actions))
        .where(AuditEvent.subject_id.in_([str(key) for key in subject_ids]))
        .values(before=None, after=None, reason=None)
    )
