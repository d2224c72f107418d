"""Background work for what is owed: saying in time what is due, and keeping what was missed."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from helpdesk.complaints.duties.models import STILL_OWED, Duty
from helpdesk.complaints.duties.rules import warn_at
from helpdesk.platform import audit, clock, events
from helpdesk.platform.audit import SYSTEM
from helpdesk.platform.db import transaction

AT_ONCE = 200


def watch_complaints(timestamp: int) -> None:
    """Each minute: whoever answers for a complaint hears what is due soon and what is late."""
    last = 0
    while True:
        with transaction() as session:
            duties = _open_after(session, last)
            for duty in duties:
                _look(session, duty)
                last = duty.id
        if not duties:
            return


def _open_after(session: Session, last: int) -> list[Duty]:
    still = *STILL_OWED, Duty.missed_at.is_(None)
    query = select(Duty).where(*still, Duty.id > last).options(joinedload(Duty.complaint))
    held = query.order_by(Duty.id).limit(AT_ONCE).with_for_update(of=Duty, skip_locked=True)
    return list(session.scalars(held))


def _look(session: Session, duty: Duty) -> None:
    now = clock.now()
    if duty.due_at <= now:
        duty.missed_at = duty.due_at
        duty.warned_at = duty.warned_at or now
        change = audit.Change(
            "complaint", duty.complaint_id, "duty missed", None, {"duty": duty.kind}
        )
        audit.record(session, SYSTEM, change)
        events.publish(session, events.ComplaintDutyMissed(duty.complaint_id, duty.id))
    elif duty.warned_at is None and warn_at(duty.owed_at, duty.due_at) <= now:
        duty.warned_at = now
        events.publish(session, events.ComplaintDutyNear(duty.complaint_id, duty.id))
