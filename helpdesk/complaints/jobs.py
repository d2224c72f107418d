"""Background work for complaints: mailing the acknowledgement."""

from helpdesk.complaints.models import Complaint
from helpdesk.customers.letters import NOT_YOU
from helpdesk.languages.catalogues import gettext
from helpdesk.languages.formats import date_and_time
from helpdesk.platform.config import Settings
from helpdesk.platform.db import transaction
from helpdesk.platform.mail import Letter
from helpdesk.settings.mail import post, writing


def mail_acknowledgement(complaint_id: int) -> None:
    """Mail the customer the number and dates; a failing mail server makes the job retry."""
    with transaction() as session:
        complaint = session.get_one(Complaint, complaint_id)
        to, number, words = complaint.email, complaint.number, complaint.acknowledgement
        received_at, language = complaint.received_at, complaint.customer.speaks
    if to and words:
        with writing(language):
            link = f"{Settings.from_env().base_url}/complaints/{number}"
            came = gettext("It came in on %(moment)s.", moment=date_and_time(received_at))
            text = f"{words}\n\n{came}\n\n{link}\n\n{gettext(NOT_YOU)}"
            subject = gettext("Your complaint %(number)s is recorded", number=number)
            letter = Letter(to, subject, text)
        post(letter)
