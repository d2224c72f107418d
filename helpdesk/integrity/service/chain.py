"""Following the chain from its first event to its last, in bounded memory."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from helpdesk.integrity.rules import Entry, Finding, Kind, Seal, Walk
from helpdesk.integrity.service.sealing import ENTRY, SEAL
from helpdesk.platform import clock
from helpdesk.platform.audit import WORDS_ERASED, AuditEvent

READ_AT_ONCE = 2_000
SEALED_WITHIN = timedelta(minutes=15)
# An erasure names the events that it emptied, and is itself in the chain.
_EMPTIED = text(
    """
select e.seq, e.subject_type || ' ' || e.subject_id as subject, e.action
  from audit_event e
 where e.seq is not null and e.key is null
   and not exists (select from audit_event x
                    where x.subject_type = e.subject_type and x.subject_id = e.subject_id
                      and x.action = :erased and x.after -> 'events' @> to_jsonb(e.id))
 order by e.seq
"""
)


def faults_of_chain(session: Session, walk: Walk) -> Iterator[Finding]:
    """What does not hold, in the order of the chain."""
    query = select(*ENTRY, *SEAL).where(AuditEvent.seq.is_not(None)).order_by(AuditEvent.seq)
    rows = session.execute(query, execution_options={"yield_per": READ_AT_ONCE})
    size = len(ENTRY)
    steps = (walk.step(Entry(*row[:size]), Seal(*row[size:])) for row in rows)
    yield from chain.from_iterable(steps)
    yield from walk.end()
    for row in session.execute(_EMPTIED, {"erased": WORDS_ERASED}):
        yield Finding(Kind.EMPTIED, {"seq": row.seq, "subject": row.subject, "action": row.action})


def fault_of_sealing(session: Session) -> Iterator[Finding]:
    """Events that should have been sealed by now."""
    late = AuditEvent.recorded_at < clock.now() - SEALED_WITHIN
    query = select(func.count(), func.min(AuditEvent.recorded_at))
    count, since = session.execute(query.where(AuditEvent.seq.is_(None), late)).one()
    if since:
        yield Finding(Kind.UNSEALED, {"count": count, "since": since.isoformat()})
