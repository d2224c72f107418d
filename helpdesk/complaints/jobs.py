"""Background work for complaints: mailing the acknowledgement."""

from helpdesk.complaints.models import Complaint
from helpdesk.customers.letters import NOT_YOU
from helpdesk.platform.config import Settings
from helpdesk.platform.db import transaction
from helpdesk.platform.mail import Letter
from helpdesk.settings.mail import post


def mail_acknowledgement(complaint_id: int) -> None:
    """Mail the customer the number and dates; a failing mail server makes the job retry."""
    with transaction() as session:
        complaint = session.get_one(Complaint, complaint_id)
        to, number, words = complaint.email, complaint.number, complaint.acknowledgement
        came = f"It came in on {complaint.received_at:%-d %B %Y, %H:%M} UTC."
    if to and words:
        link = f"{Settings.from_env().base_url}/complaints/{number}"
        text = f"{words}\n\n{came}\n\n{link}\n\n{NOT_YOU}"
        post(Letter(to, f"Your complaint {number} is recorded", text))
