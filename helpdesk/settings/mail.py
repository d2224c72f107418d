"""Sending letters as the company: from its address, with its name below them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from helpdesk.languages.catalogues import gettext, speaking
from helpdesk.languages.formats import times_in
from helpdesk.platform import mail
from helpdesk.platform.config import Settings
from helpdesk.platform.mail import Letter
from helpdesk.settings.current import current
from helpdesk.settings.sections import Company, Mail, OpeningHours


@contextmanager
def writing(language: str) -> Iterator[None]:
    """Put a letter into words: in this language, with times by the desk's own clock."""
    with speaking(language), times_in(current(OpeningHours).clock):
        yield


def post(letter: Letter) -> None:
    """Send the letter with the company's name below it."""
    with speaking(letter.language):
        signature = gettext("This letter is from %(company)s.", company=current(Company).name)
    deliver(replace(letter, text=f"{letter.text}\n\n{signature}\n"))


def deliver(letter: Letter) -> None:
    """Send the letter as it is; a failing mail server makes the job retry."""
    mail.deliver(letter, Settings.from_env(), sender=current(Mail).sender)
