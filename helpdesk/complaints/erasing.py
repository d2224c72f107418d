"""Forgetting who complained and in which words; the complaint itself stays on record."""

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from helpdesk.complaints.models import Complaint, ComplaintEvent
from helpdesk.customers.service import forget_person
from helpdesk.feedback.erasing import forget_source
from helpdesk.feedback.rules import Source
from helpdesk.platform import events
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


def _forget(session: Session, complaint: Complaint) -> None:
    complaint.what_happened = ERASED
    complaint.remedy_sought = ERASED if complaint.remedy_sought else None
    steps = update(ComplaintEvent).where(
        ComplaintEvent.complaint_id == complaint.id, ComplaintEvent.reason.is_not(None)
    )
    session.execute(steps.values(reason=ERASED))
    forget_source(session, Source.COMPLAINT, str(complaint.id))
