"""Sending mail: a real SMTP server when one is named, a folder of files otherwise."""

import smtplib
from dataclasses import dataclass, replace
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit
from uuid import uuid4

from helpdesk import clock
from helpdesk.config import Settings


class Mailer(Protocol):
    """Whatever delivers a message, or raises OSError or SMTPException so that the job retries."""

    def send(self, message: EmailMessage) -> None: ...


class SmtpMailer:
    """Delivers through the server of `HEED_SMTP_URL`."""

    def __init__(self, url: str) -> None:
        self._parts = urlsplit(url)

    def send(self, message: EmailMessage) -> None:
        host, port = self._parts.hostname or "localhost", self._parts.port or 25
        kind = smtplib.SMTP_SSL if self._parts.scheme == "smtps" else smtplib.SMTP
        with kind(host, port, timeout=20) as server:
            if self._parts.username and self._parts.password:
                if self._parts.scheme == "smtp":
                    server.starttls()
                server.login(self._parts.username, self._parts.password)
            server.send_message(message)


class FolderMailer:
    """Writes each message as a file, for machines without a mail server."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: EmailMessage) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = f"{clock.now():%Y%m%dT%H%M%S}-{uuid4().hex[:8]}.eml"
        file = self._folder / name
        file.touch(mode=0o600)
        file.write_bytes(bytes(message))


@dataclass(frozen=True)
class Letter:
    """What somebody should read, before anybody knows how it is sent."""

    to: str
    subject: str
    text: str


def post(letter: Letter, settings: Settings) -> None:
    """Send the letter with the company's name below it."""
    signed = f"{letter.text}\n\nThis letter is from {settings.company}.\n"
    deliver(replace(letter, text=signed), settings)


def deliver(letter: Letter, settings: Settings) -> None:
    """Send the letter as it is; a failing mail server makes the job retry."""
    message = compose(
        sender=settings.mail_from, to=letter.to, subject=letter.subject, text=letter.text
    )
    mailer_for(settings).send(message)


def mailer_for(settings: Settings) -> Mailer:
    """The mailer this installation uses."""
    if settings.smtp_url:
        return SmtpMailer(settings.smtp_url)
    return FolderMailer(settings.home / "outbox")


def compose(*, sender: str, to: str, subject: str, text: str) -> EmailMessage:
    """A plain-text message; line breaks in headers are refused by EmailMessage itself."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message.set_content(text)
    return message
