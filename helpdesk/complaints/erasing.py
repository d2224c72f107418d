"""Forgetting who complained and in which words; the complaint itself stays on record."""

from sqlalchemy import case, or_, select, update
from sqlalchemy.orm import Session

from helpdesk.complaints.handling.models import (
    Decision,
    Dispute,
    Inquiry,
    ProgressNote,
    Reclassification,
)
from helpdesk.complaints.models import Complaint, ComplaintEvent
from helpdesk.customers.service import forget_person
from helpdesk.feedback.erasing import forget_source
from helpdesk.feedback.rules import Source
from helpdesk.platform import events, jobqueue
from helpdesk.platform.db import Base
from helpdesk.platform.erasure import ERASED


def forget_complaints(session: Session, fact: events.CustomerErased) -> None:
    """Number, dates and steps stay; names, contact and free text go."""
    mine = Complaint.customer_id.in_(fact.customer_ids)
    query = select(Complaint).where(
        or_(mine, Complaint.email == fact.email) if fact.email else mine
    )
    for complaint in session.scalars(query.with_for_update(of=Complaint)):
        complaint.contact = complaint.email = None
        if complaint.customer.verified and complaint.customer_id not in fact.customer_ids:
            continue  # another known customer complained and only typed this address
        _forget(session, complaint)
        if complaint.customer_id not in fact.customer_ids:
            forget_person(complaint.customer)


# What people wrote about the complaint; whoever was a customer may be named in any of it.
WORDS: tuple[tuple[type[Base], tuple[str, ...]], ...] = (
    (Inquiry, ("findings", "cause", "not_needed_because")),
    (
        Decision,
        ("words", "remedy", "sent_back_because", "told_otherwise", "reply_words"),
    ),
    (Dispute, ("provider", "outcome")),
    (Reclassification, ("reason",)),
    (ProgressNote, ("words",)),
)


def _forget_handling(session: Session, complaint: Complaint) -> None:
    """Verdicts, costs, dates and who did what stay; words go, and no link opens anything."""
    if complaint.unacknowledged_because:
        complaint.unacknowledged_because = ERASED
    if complaint.nonconformity_reason:
        complaint.nonconformity_reason = ERASED
    for table, columns in WORDS:
        mine = table.__table__.c.complaint_id == complaint.id
        blank = {
            name: case((table.__table__.c[name].is_not(None), ERASED), else_=None)
            for name in columns
        }
        session.execute(update(table).where(mine).values(**blank))
    links = update(Decision).where(Decision.complaint_id == complaint.id)
    session.execute(links.values(token_hash=None))
    jobqueue.forget(session, "mail_complaint", complaint_id=complaint.id)


def _forget(session: Session, complaint: Complaint) -> None:
    complaint.what_happened = ERASED
    complaint.remedy_sought = ERASED if complaint.remedy_sought else None
    steps = update(ComplaintEvent).where(
        ComplaintEvent.complaint_id == complaint.id, ComplaintEvent.reason.is_not(None)
    )
    session.execute(steps.values(reason=ERASED))
    _forget_handling(session, complaint)
    forget_source(session, Source.COMPLAINT, str(complaint.id))
