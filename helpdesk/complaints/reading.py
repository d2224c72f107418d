"""A complaint as its customer may see it: only their own."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.complaints.models import Complaint
from helpdesk.customers.models import Customer
from helpdesk.languages.catalogues import N_
from helpdesk.platform.errors import NotFound

UNKNOWN = N_(
    "There is no complaint %(number)s under your address. Look at the list of your requests."
)


def complaint_of(session: Session, customer: Customer, number: str) -> Complaint:
    """The customer's own complaint; somebody else's looks like one that does not exist."""
    wanted = number.replace("\x00", "").strip().upper()
    complaint = session.scalar(select(Complaint).where(Complaint.number == wanted))
    if complaint is None or not customer.owns(complaint.customer_id, complaint.email):
        raise NotFound(UNKNOWN, number=wanted)
    return complaint
