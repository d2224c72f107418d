"""Background work for complaints: mailing the acknowledgement."""

from helpdesk.complaints.models import Complaint
from helpdesk.config import Settings
from helpdesk.db import transaction
from helpdesk.mail import Letter, post


def mail_acknowledgement(complaint_id: int) -> None:
    """Mail the customer the number and dates; a failing mail server makes the job retry."""
    with transaction() as session:
        complaint = session.get_one(Complaint, complaint_id)
        to, number, text = complaint.email, complaint.number, complaint.acknowledgement
    if to and text:
        post(Letter(to, f"Your complaint {number} is recorded", text), Settings.from_env())
