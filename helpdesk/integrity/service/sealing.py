"""Putting events into the chain once they are committed, so that nobody who writes one waits."""

import secrets

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from helpdesk.integrity.rules import Entry, Seal, sealed
from helpdesk.platform.audit import AuditEvent
from helpdesk.platform.db import transaction, try_alone

AT_ONCE = 5_000
KEY_BYTES = 16
ENTRY = tuple(getattr(AuditEvent, name) for name in Entry._fields)
SEAL = tuple(getattr(AuditEvent, name) for name in Seal._fields)
_KEEP = text(
    """
update audit_event e
   set seq = s.seq, key = s.key, words = s.words, prev_hash = s.prev_hash, hash = s.hash
  from unnest(cast(:id as bigint[]), cast(:seq as bigint[]), cast(:key as bytea[]),
              cast(:words as bytea[]), cast(:prev_hash as bytea[]), cast(:hash as bytea[]))
       as s (id, seq, key, words, prev_hash, hash)
 where e.id = s.id
"""
)


def seal_all() -> int:
    """Seal what waits, some at a time; how many. Where somebody else seals, it is left to them."""
    total = 0
    while True:
        with transaction() as session:
            number = seal(session)
        total += number
        if number < AT_ONCE:
            return total


def seal(session: Session) -> int:
    """Seal the oldest events that wait, in the order they were written; how many.

    One session at a time does this. An event whose words are just being erased is left for later,
    and so is one that is committed after a younger one: it comes behind that.
    """
    if not try_alone(session, "seal the trail"):
        return 0
    waiting = (
        select(*ENTRY)
        .where(AuditEvent.seq.is_(None))
        .order_by(AuditEvent.id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    last, ids, seals = head(session), [], []
    for row in session.execute(waiting):
        last = sealed(Entry(*row), secrets.token_bytes(KEY_BYTES), last)
        ids.append(row.id)
        seals.append(last)
    if seals:
        columns = dict(zip(Seal._fields, map(list, zip(*seals, strict=True)), strict=True))
        session.execute(_KEEP, {"id": ids} | columns)
    return len(seals)


def head(session: Session) -> Seal | None:
    """The last link of the chain."""
    query = select(*SEAL).where(AuditEvent.seq.is_not(None)).order_by(AuditEvent.seq.desc())
    row = session.execute(query.limit(1)).first()
    return Seal(*row) if row else None
