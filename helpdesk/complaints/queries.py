"""Complaints for lists and pages, each with the duty that comes next."""

from sqlalchemy import ScalarSelect, select
from sqlalchemy.orm import Session

from helpdesk.complaints.models import Complaint, ComplaintEvent
from helpdesk.complaints.rules import ENDED, SERIES, ComplaintState
from helpdesk.feature import Audited
from helpdesk.platform.audit import AuditEvent
from helpdesk.web.cursors import Page, counted, cut, number_of

PAGE = 50
AUDITED = Audited(
    "complaint",
    Complaint.id,
    {"number": Complaint.number, "state": Complaint.state, "received_at": Complaint.received_at},
    series=SERIES,
)


def complaints_page(
    session: Session, *, state: ComplaintState | None = None, after: str | None = None
) -> Page[Complaint]:
    """Every complaint, newest first."""
    query = select(Complaint).order_by(Complaint.id.desc()).limit(PAGE + 1)
    last = number_of(after)
    if last is not None:
        query = query.where(Complaint.id < last)
    if state is not None:
        query = query.where(Complaint.state == state)
    return cut(session.scalars(query).all(), PAGE, lambda complaint: complaint.id)


def open_complaints() -> ScalarSelect[int]:
    """Asks how many complaints still wait for their next step."""
    return counted(Complaint, Complaint.state.not_in(ENDED))


def complaint_with_id(session: Session, complaint_id: int) -> Complaint | None:
    """The complaint of a record that names it by its id."""
    return session.get(Complaint, complaint_id)


def steps_of(session: Session, complaint: Complaint) -> list[ComplaintEvent]:
    """The steps it took, oldest first."""
    query = (
        select(ComplaintEvent)
        .where(ComplaintEvent.complaint_id == complaint.id)
        .order_by(ComplaintEvent.id)
    )
    return list(session.scalars(query))


def history_of(session: Session, complaint: Complaint) -> list[AuditEvent]:
    """Every change of the complaint, newest first."""
    query = (
        select(AuditEvent)
        .where(AuditEvent.subject_type == "complaint", AuditEvent.subject_id == str(complaint.id))
        .order_by(AuditEvent.id.desc())
    )
    return list(session.scalars(query))
