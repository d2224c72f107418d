"""Who did what and when, before and after; rows are only ever added (a trigger holds that)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Self
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Identity, Index, func, select, text, update
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

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
    """One change, and the `Actor` who made it.

    Soon after, the event is sealed into a chain (`helpdesk/integrity`): `seq` is its place there,
    `hash` covers it and `prev_hash`. Of before, after and reason, which may hold a customer's
    words, it covers only `words`, their digest under `key`; an erasure destroys them and the key.
    `recorded_at` is the database's own clock, None before there was a chain.
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_subject", "subject_type", "subject_id"),
        Index("ix_audit_event_unsealed", "id", postgresql_where=text("seq is null")),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str]
    subject_type: Mapped[str]
    subject_id: Mapped[str]
    before: Mapped[Json | None]
    after: Mapped[Json | None]
    reason: Mapped[str | None]
    recorded_at: Mapped[datetime | None] = mapped_column(deferred=True)
    seq: Mapped[int | None] = mapped_column(BigInteger, unique=True, deferred=True)
    key: Mapped[bytes | None] = mapped_column(deferred=True)
    words: Mapped[bytes | None] = mapped_column(deferred=True)
    prev_hash: Mapped[bytes | None] = mapped_column(deferred=True)
    hash: Mapped[bytes | None] = mapped_column(deferred=True)


WORDS_ERASED = "words erased"


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


def plain(value: object) -> object:
    """A value as the trail holds it, so that it can be compared with what a record holds."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value) if isinstance(value, UUID | StrEnum) else value


def digest(words: str) -> str | None:
    """What stands in the trail for words that are kept elsewhere; None where there are none."""
    return sha256(words.encode()).hexdigest() if words else None


def digest_in_sql(words: ColumnElement[str] | InstrumentedAttribute[str]) -> ColumnElement[str]:
    """The same, reckoned by the database."""
    written = func.convert_to(func.nullif(words, ""), "UTF8")
    return func.encode(func.sha256(written), "hex")


def blank(
    session: Session,
    subject_type: str,
    subject_ids: Collection[object],
    *,
    actions: Collection[str],
    keep: Collection[str] = (),
) -> None:
    """Take the words out of these entries; that it happened, when and by whom stays.

    That they were erased is an entry of its own, which says of which ones, and repeats what they
    said of `keep`, which are no words.
    """
    which = (
        AuditEvent.subject_type == subject_type,
        AuditEvent.action.in_(actions),
        AuditEvent.subject_id.in_([str(key) for key in subject_ids]),
    )
    erased: dict[str, Json] = {}
    for event in session.scalars(select(AuditEvent).where(*which).order_by(AuditEvent.id)):
        if event.before or event.after or event.reason:
            after = erased.setdefault(event.subject_id, {"events": []})
            after["events"].append(event.id)
            after |= {name: value for name, value in (event.after or {}).items() if name in keep}
    session.execute(
        update(AuditEvent).where(*which).values(before=None, after=None, reason=None, key=None)
    )
    for subject_id, after in erased.items():
        record(session, SYSTEM, Change(subject_type, subject_id, WORDS_ERASED, after=after))
