"""Sending mail: a real SMTP server when one is named, a folder of files otherwise."""

import logging
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from helpdesk.languages.catalogues import current
from helpdesk.platform import clock
from helpdesk.platform.config import TLS_OFF, Settings

logger = logging.getLogger(__name__)
PATIENCE = 20.0


class Mailer(Protocol):
    """Whatever delivers a message, or raises OSError or SMTPException so that the job retries."""

    def send(self, message: EmailMessage) -> None: ...


class NotEncrypted(smtplib.SMTPException):
    """The way to the mail server is open to whoever listens, and nobody said that this is fine."""


class SmtpMailer:
    """Delivers through the server of `HEED_SMTP_URL`, encrypted, to the host that is named there.

    `authority` is a file of certificates to trust instead of this machine's own.
    """

    def __init__(self, url: str, authority: Path | None = None) -> None:
        self._parts = urlsplit(url)
        self._authority = authority

    def send(self, message: EmailMessage) -> None:
        with self._signed_in() as server:
            server.send_message(message)

    def check(self) -> None:
        """Sign in and leave again; raise what `send` raises before anything is sent."""
        with self._signed_in():
            pass

    @contextmanager
    def _signed_in(self) -> Iterator[smtplib.SMTP]:
        user, password = self._parts.username, self._parts.password
        with self._connected() as server:
            if user and password:
                if not isinstance(server.sock, ssl.SSLSocket):
                    raise NotEncrypted
                server.login(unquote(user), unquote(password))
            yield server

    def _connected(self) -> smtplib.SMTP:
        host, port = self._parts.hostname or "localhost", self._parts.port or 0
        context = ssl.create_default_context(cafile=self._authority)
        if self._parts.scheme == "smtps":
            return smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=context)
        server = smtplib.SMTP(host, port, timeout=PATIENCE)
        if self._parts.query != TLS_OFF:
            try:
                _encrypt(server, context)
            except BaseException:
                server.close()
                raise
        return server


def _encrypt(server: smtplib.SMTP, context: ssl.SSLContext) -> None:
    server.ehlo_or_helo_if_needed()
    if not server.has_extn("starttls"):
        raise NotEncrypted
    server.starttls(context=context)


def why_not_sent(error: OSError | smtplib.SMTPException) -> str:
    """What is wrong with the mail server and what to do; nothing of the letter."""
    if isinstance(error, NotEncrypted):
        return (
            "The mail server offers no encryption. Use its port for smtps:// or STARTTLS; where "
            "the way to it is safe and it asks for no password, add ?tls=off to HEED_SMTP_URL."
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            f"The mail server's certificate is not to be trusted: {error.verify_message}. Name the "
            "host as its certificate does, and its authority in HEED_SMTP_CA."
        )
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "The mail server refused the user and password of HEED_SMTP_URL. Correct them."
    if isinstance(error, smtplib.SMTPResponseException):
        return f"The mail server answered {error.smtp_code}. Its own log says why."
    if isinstance(error, smtplib.SMTPException):
        return f"The mail server did not take it ({type(error).__name__}). Its own log says why."
    return f"The mail server cannot be reached ({type(error).__name__}). Check HEED_SMTP_URL."


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
    """What somebody should read, before anybody knows how it is sent, and their language.

    One that is `automatic` answers by itself, and its head says so, so that no machine answers it.
    `message_id` is the name under which it is known already, if it is.
    """

    to: str
    subject: str
    text: str
    language: str = field(default_factory=current)
    automatic: bool = False
    message_id: str | None = None


def deliver(letter: Letter, settings: Settings, *, sender: str) -> None:
    """Send the letter as it is; a failing mail server makes the job retry."""
    message = compose(sender=sender, to=letter.to, subject=letter.subject, text=letter.text)
    if letter.automatic:
        message["Auto-Submitted"] = "auto-replied"  # RFC 3834
    if letter.message_id:
        message["Message-ID"] = letter.message_id
    try:
        mailer_for(settings).send(message)
    except (OSError, smtplib.SMTPException) as error:
        logger.error("A letter waits for its next try. %s", why_not_sent(error))
        raise


def mailer_for(settings: Settings) -> Mailer:
    """The mailer this installation uses."""
    if settings.smtp_url:
        return SmtpMailer(settings.smtp_url, settings.smtp_authority)
    return FolderMailer(settings.home / "outbox")


def compose(*, sender: str, to: str, subject: str, text: str) -> EmailMessage:
    """A plain-text message; line breaks in headers are refused by EmailMessage itself."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message.set_content(text)
    return message
