"""Background work for tickets: the customer reads by mail what happens to their request."""

from helpdesk.platform.config import Settings
from helpdesk.platform.db import transaction
from helpdesk.settings.mail import post
from helpdesk.tickets.service import letter_of_opening, letter_of_reply


def mail_ticket_opened(ticket_id: int) -> None:
    """The number, and what happens next."""
    with transaction() as session:
        base_url = Settings.from_env().base_url
        letter = letter_of_opening(session, ticket_id, base_url=base_url)
    if letter:
        post(letter)


def mail_ticket_reply(entry_id: int) -> None:
    """What an agent answered."""
    with transaction() as session:
        letter = letter_of_reply(session, entry_id)
    if letter:
        post(letter)
