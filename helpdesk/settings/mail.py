"""Sending letters as the company: from its address, with its name below them."""

from dataclasses import replace

from helpdesk.platform import mail
from helpdesk.platform.config import Settings
from helpdesk.platform.mail import Letter
from helpdesk.settings.current import current
from helpdesk.settings.sections import Company, Mail


def post(letter: Letter) -> None:
    """Send the letter with the company's name below it."""
    signed = f"{letter.text}\n\nThis letter is from {current(Company).name}.\n"
    deliver(replace(letter, text=signed))


def deliver(letter: Letter) -> None:
    """Send the letter as it is; a failing mail server makes the job retry."""
    mail.deliver(letter, Settings.from_env(), sender=current(Mail).sender)
