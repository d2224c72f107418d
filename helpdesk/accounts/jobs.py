"""Background work for accounts: mailing a link for a new password, and that one is named."""

from helpdesk.accounts.models import Agent
from helpdesk.accounts.recovery import letter_with_link
from helpdesk.languages.catalogues import SOURCE, gettext
from helpdesk.platform.config import Settings
from helpdesk.platform.db import transaction
from helpdesk.platform.mail import Letter
from helpdesk.settings.mail import deliver, post, writing


def mail_password_link(email: str) -> None:
    """Mail the link; a failing mail server makes the job retry, which makes a new link."""
    with transaction() as session:
        letter = letter_with_link(session, email, Settings.from_env())
    if letter:
        deliver(letter)


def mail_mention(agent_id: int, by_id: int, address: str) -> None:
    """Where a colleague named this agent; the note itself stays in the desk."""
    with transaction() as session:
        agent, by = session.get_one(Agent, agent_id), session.get_one(Agent, by_id)
        if agent.deactivated_at:
            return
        with writing(agent.language or SOURCE):
            subject = gettext("%(name)s named you in a note", name=by.name)
            where = gettext("Read it here:")
            text = f"{where}\n{Settings.from_env().base_url}{address}"
            letter = Letter(agent.email, subject, text)
    post(letter)
