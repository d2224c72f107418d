"""What is owed when something happens to a complaint, in its transaction."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.complaints.duties.models import STILL_OWED, Duty
from helpdesk.complaints.duties.rules import UNTIL_ASSESSED, DutyKind, Targets, due_at
from helpdesk.complaints.duties.settings import Complaints
from helpdesk.complaints.models import Complaint
from helpdesk.platform import clock
from helpdesk.settings.current import current, working_time


def targets_for(complaint: Complaint) -> Targets:
    """By when what is owed to this complaint."""
    return current(Complaints).targets_of(complaint.gravity or UNTIL_ASSESSED)


def begin(session: Session, complaint: Complaint) -> None:
    """Everything is owed from the moment it was received."""
    _owe(session, complaint, *DutyKind, since=complaint.received_at)


def taken_on(session: Session, complaint: Complaint) -> None:
    """A person answers for it."""
    _done(session, complaint, DutyKind.TAKE_ON)


def assessed(session: Session, complaint: Complaint) -> None:
    """Somebody knows how serious it is, and what is still owed is reckoned by that."""
    reckon(session, complaint)
    _done(session, complaint, DutyKind.TAKE_ON, DutyKind.ASSESS)


def owe_decision(session: Session, complaint: Complaint) -> None:
    """A decision is owed from now on, and progress until then; what is owed already stays so."""
    _owe(session, complaint, DutyKind.TELL_PROGRESS, DutyKind.DECIDE, since=clock.now())


def progress_told(session: Session, complaint: Complaint) -> None:
    """The next time is owed from now on."""
    _done(session, complaint, DutyKind.TELL_PROGRESS)
    _owe(session, complaint, DutyKind.TELL_PROGRESS, since=clock.now())


def decided(session: Session, complaint: Complaint) -> None:
    """The decision was told."""
    _done(session, complaint, DutyKind.DECIDE)
    _drop(session, complaint, DutyKind.TELL_PROGRESS)


def end(session: Session, complaint: Complaint) -> None:
    """Nothing is owed any more."""
    _drop(session, complaint, *DutyKind)


def reckon(session: Session, complaint: Complaint) -> None:
    """What is still owed gets its date by the gravity of now; what was missed stays missed."""
    targets, working = targets_for(complaint), working_time()
    for duty in open_duties(session, complaint):
        due = due_at(duty.owed_at, targets[duty.kind], working)
        if due != duty.due_at:
            duty.due_at, duty.warned_at = due, None
    session.flush()


def open_duties(session: Session, complaint: Complaint) -> list[Duty]:
    """What is owed now, the nearest first."""
    query = select(Duty).where(Duty.complaint_id == complaint.id, *STILL_OWED)
    return list(session.scalars(query.order_by(Duty.due_at, Duty.id)))


def dates_owed(
    session: Session, complaint_ids: Collection[int]
) -> dict[int, dict[DutyKind, datetime]]:
    """By when what is owed now, by complaint and kind."""
    dates: dict[int, dict[DutyKind, datetime]] = {}
    for duty in session.scalars(
        select(Duty).where(Duty.complaint_id.in_(complaint_ids), *STILL_OWED)
    ):
        dates.setdefault(duty.complaint_id, {})[duty.kind] = duty.due_at
    return dates


def duties_of(session: Session, complaint: Complaint) -> list[Duty]:
    """Everything that was ever owed, oldest first."""
    query = select(Duty).where(Duty.complaint_id == complaint.id)
    return list(session.scalars(query.order_by(Duty.owed_at, Duty.id)))


def _owe(session: Session, complaint: Complaint, *kinds: DutyKind, since: datetime) -> None:
    targets, working = targets_for(complaint), working_time()
    open_kinds = {duty.kind for duty in open_duties(session, complaint)}
    for kind in kinds:
        if kind not in open_kinds:
            due = due_at(since, targets[kind], working)
            session.add(Duty(complaint_id=complaint.id, kind=kind, owed_at=since, due_at=due))
    session.flush()


def _done(session: Session, complaint: Complaint, *kinds: DutyKind) -> None:
    """A date that was missed stays missed."""
    now = clock.now()
    for duty in open_duties(session, complaint):
        if duty.kind in kinds:
            duty.done_at = now
            if duty.due_at < now and duty.missed_at is None:
                duty.missed_at = duty.due_at
    session.flush()


def _drop(session: Session, complaint: Complaint, *kinds: DutyKind) -> None:
    for duty in open_duties(session, complaint):
        if duty.kind in kinds:
            duty.dropped_at = clock.now()
    session.flush()
