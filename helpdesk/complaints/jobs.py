"""Background work for complaints: mailing the acknowledgement."""

from helpdesk.complaints.models import Complaint
from helpdesk.config import Settings
from helpdesk.db import transaction
from helpdesk.mail import compose, mailer_for


def mail_acknowledgement(complaint_id: int) -> None:
    """Mail the customer the number and dates; a failing mail server makes the job retry."""
    settings = Settings.from_env()
    with transaction() as session:
        complaint = session.get_one(Complaint, complaint_id)
        to, number, text = complaint.email, complaint.number, complaint.acknowledgement
    if to and text:
        message = compose(
            sender=settings.mail_from,
            to=to,
            subject=f"Your complaint {number} is recorded",
            text=f"{text}\n\nYou wrote to {settings.company}.\n",
        )
        mailer_for(settings).send(message)
