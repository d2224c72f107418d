"""Taking a complaint and acknowledging it with a number and a time frame."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.complaints.duties import keeping
from helpdesk.complaints.models import Complaint, ComplaintEvent
from helpdesk.complaints.rules import (
    ASSESS_WITHIN,
    DECIDE_WITHIN,
    SERIES,
    ComplaintState,
    acknowledgement,
    check_complaint,
    check_seen,
    check_state,
)
from helpdesk.customers import letters, rules, service
from helpdesk.feedback.rules import FeedbackKind, Source
from helpdesk.feedback.service import Expression, record_feedback
from helpdesk.platform import audit, clock, db, events
from helpdesk.platform.audit import SYSTEM, Actor
from helpdesk.platform.errors import NotFound
from helpdesk.platform.jobqueue import enqueue
from helpdesk.platform.numbering import next_number
from helpdesk.settings.current import working_time
from helpdesk.settings.mail import writing


@dataclass(frozen=True)
class Grievance:
    """What the customer tells us, in their own words, and in which network they typed it.

    `received_at` is when it reached somebody who records it later; None for now. `ticket_id` is
    the ticket in which they complained. `reason` says how it came to be one where nobody filed it.
    """

    what_happened: str
    channel: str
    idempotency_key: str
    remedy_sought: str | None = None
    contact: str | None = None
    conversation_id: UUID | None = None
    ticket_id: int | None = None
    network: str | None = None
    received_at: datetime | None = None
    reason: str | None = None


def receive_complaint(
    session: Session, customer_id: UUID, grievance: Grievance, *, actor: Actor
) -> Complaint:
    """Record the complaint and acknowledge it at once; the same key again is the same complaint."""
    complaint = record_complaint(session, customer_id, grievance, actor=actor)
    if complaint.state is ComplaintState.RECEIVED:
        acknowledge(session, complaint, network=grievance.network)
    return complaint


def record_complaint(
    session: Session, customer_id: UUID, grievance: Grievance, *, actor: Actor
) -> Complaint:
    """Keep it as received; nobody is told yet. The same key again is the same complaint."""
    words = check_complaint(grievance.what_happened)
    db.one_at_a_time(session, grievance.idempotency_key)
    known = session.scalar(
        select(Complaint).where(Complaint.idempotency_key == grievance.idempotency_key)
    )
    if known:
        return known
    recorded_at, working = clock.now(), working_time()
    now = grievance.received_at or recorded_at
    complaint = Complaint(
        number=next_number(session, SERIES),
        idempotency_key=grievance.idempotency_key,
        customer_id=customer_id,
        conversation_id=grievance.conversation_id,
        ticket_id=grievance.ticket_id,
        channel=grievance.channel,
        what_happened=words,
        remedy_sought=_said(grievance.remedy_sought),
        contact=_said(grievance.contact),
        email=rules.email_in(grievance.contact),
        state=ComplaintState.RECEIVED,
        received_at=now,
        recorded_at=recorded_at,
        assess_by=working.days_after(now, ASSESS_WITHIN),
        decide_by=working.days_after(now, DECIDE_WITHIN),
    )
    session.add(complaint)
    session.flush()
    service.learn_contact(session, customer_id, complaint.contact, actor=actor)
    _step(session, complaint, ComplaintState.RECEIVED, actor=actor, reason=grievance.reason)
    _become_feedback(session, complaint, actor)
    keeping.begin(session, complaint)
    events.publish(session, events.ComplaintReceived(complaint.id))
    return complaint


def acknowledge(session: Session, complaint: Complaint, *, network: str | None = None) -> None:
    """Tell the customer the number, the next step and the dates: here, and by mail if it may go."""
    with writing(complaint.customer.speaks):
        complaint.acknowledgement = acknowledgement(complaint.number, complaint.decide_by)
    complaint.acknowledged_at = clock.now()
    move(session, complaint, ComplaintState.ACKNOWLEDGED, actor=SYSTEM)
    to = complaint.email
    if to and letters.may_be_mailed(session, complaint.customer, to, network):
        enqueue(session, "mail_acknowledgement", complaint_id=complaint.id)


def move(
    session: Session,
    complaint: Complaint,
    then: ComplaintState,
    *,
    actor: Actor,
    reason: str | None = None,
) -> None:
    """The next step; raise ComplaintRefused where it may not follow.

    What the step needs has to stand in the database already, which refuses it otherwise.
    """
    check_state(complaint.state, then)
    session.flush()
    complaint.state = then
    complaint.version += 1
    session.flush()
    _step(session, complaint, then, actor=actor, reason=reason)


def note(session: Session, complaint: Complaint, action: str, *, actor: Actor) -> None:
    """Something was done that is no step; whoever saw the complaint before acts too late."""
    complaint.version += 1
    audit.record(session, actor, audit.Change("complaint", complaint.id, action))
    session.flush()


def hold_complaint(session: Session, number: str, *, seen: int | None) -> Complaint:
    """The complaint for whoever changes it, held until commit; raise ComplaintChanged.

    `seen` is the version that they saw; None for a program that does not ask.
    """
    complaint = get_complaint(session, number)
    session.refresh(complaint, with_for_update={"of": Complaint})
    check_seen(complaint.version, seen)
    return complaint


def get_complaint(session: Session, number: str) -> Complaint:
    """The complaint with this number, or NotFound."""
    complaint = session.scalar(select(Complaint).where(Complaint.number == number.strip().upper()))
    if complaint is None:
        raise NotFound(
            "There is no complaint %(number)s. A number looks like C-2026-000123.", number=number
        )
    return complaint


def move_complaints(session: Session, fact: events.CustomerMerged) -> None:
    """The visitor's complaints belong to the customer they turned out to be."""
    theirs = select(Complaint).where(Complaint.customer_id == fact.visitor_id)
    for complaint in session.scalars(theirs):
        complaint.customer_id = fact.customer_id


def _said(words: str | None) -> str | None:
    return (words or "").strip() or None


def _step(
    session: Session,
    complaint: Complaint,
    state: ComplaintState,
    *,
    actor: Actor,
    reason: str | None = None,
) -> None:
    event = ComplaintEvent(complaint_id=complaint.id, state=state, actor=actor, reason=reason)
    event.owner_id, event.at = complaint.owner_id, clock.now()
    session.add(event)
    known = {"number": complaint.number, "received_at": audit.plain(complaint.received_at)}
    change = audit.Change("complaint", complaint.id, state, after=known | {"state": state})
    audit.record(session, actor, change)


def _become_feedback(session: Session, complaint: Complaint, actor: Actor) -> None:
    expression = Expression(
        FeedbackKind.COMPLAINT,
        Source.COMPLAINT,
        str(complaint.id),
        complaint.what_happened,
        customer_id=complaint.customer_id,
        conversation_id=complaint.conversation_id,
        received_at=complaint.received_at,
    )
    record_feedback(session, expression, actor=actor)
