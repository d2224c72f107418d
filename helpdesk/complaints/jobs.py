"""Background work for complaints: letters, and asking once more about decisions."""

from datetime import timedelta

from helpdesk.complaints.duties.settings import Complaints
from helpdesk.complaints.handling.answering import remind
from helpdesk.complaints.handling.queries import unanswered_before
from helpdesk.complaints.models import Complaint
from helpdesk.customers.letters import NOT_YOU
from helpdesk.languages.catalogues import gettext
from helpdesk.languages.formats import date_and_time
from helpdesk.platform import clock
from helpdesk.platform.config import Settings
from helpdesk.platform.db import transaction
from helpdesk.platform.mail import Letter
from helpdesk.settings.current import current
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
            status = gettext("Here you see whenever you like how it stands: %(link)s", link=link)
            text = f"{words}\n\n{came}\n\n{status}\n\n{gettext(NOT_YOU)}"
            subject = gettext("Your complaint %(number)s is recorded", number=number)
            letter = Letter(to, subject, text)
        post(letter)


def mail_complaint(complaint_id: int, words: str, message_id: str) -> None:
    """Mail what was said about a complaint to whoever made it."""
    with transaction() as session:
        complaint = session.get_one(Complaint, complaint_id)
        to, number, language = complaint.email, complaint.number, complaint.customer.speaks
    if to:
        with writing(language):
            subject = gettext("Your complaint %(number)s", number=number)
        post(Letter(to, subject, words, language, message_id=message_id))


def remind_of_decisions(timestamp: int) -> None:
    """Each hour: whoever has not answered a decision for so long is asked once more."""
    before = clock.now() - timedelta(days=current(Complaints).silence)
    while True:
        with transaction() as session:
            complaint = unanswered_before(session, before)
            if complaint is None:
                return
            remind(session, complaint, agent_id=None)
