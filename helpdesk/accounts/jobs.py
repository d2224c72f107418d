"""Background work for accounts: mailing a link for a new password."""

from helpdesk.accounts.recovery import letter_with_link
from helpdesk.platform.config import Settings
from helpdesk.platform.db import transaction
from helpdesk.settings.mail import deliver


def mail_password_link(email: str) -> None:
    """Mail the link; a failing mail server makes the job retry, which makes a new link."""
    with transaction() as session:
        letter = letter_with_link(session, email, Settings.from_env())
    if letter:
        deliver(letter)
