"""Mail: composed safely, written to a folder or sent through a server."""

import base64
import smtplib
import ssl
import stat
import tempfile
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
import trustme

from helpdesk.platform import mail
from helpdesk.platform.config import Settings
from helpdesk.platform.mail import (
    FolderMailer,
    Letter,
    NotEncrypted,
    SmtpMailer,
    compose,
    mailer_for,
)
from tests.fakes import FakeMailer
from tests.post_office import post_office


def letter(**changes: str) -> EmailMessage:
    parts = {
        "sender": "support@desk.example",
        "to": "alice@example.org",
        "subject": "Grüße",
        "text": "Hello\n",
        **changes,
    }
    return compose(**parts)


@pytest.mark.parametrize("part", ["sender", "to", "subject"])
def test_a_header_cannot_be_smuggled_in(part: str) -> None:
    with pytest.raises(ValueError, match="linefeed"):
        letter(**{part: "x\r\nBcc: everyone@example.org"})


def test_the_folder_gets_one_private_file_for_each_message(tmp_path: Path) -> None:
    mailer = FolderMailer(tmp_path / "outbox")
    mailer.send(letter())
    mailer.send(letter())
    files = list((tmp_path / "outbox").glob("*.eml"))
    assert len(files) == 2
    assert b"To: alice@example.org" in files[0].read_bytes()
    assert stat.S_IMODE((tmp_path / "outbox").stat().st_mode) == 0o700


def test_a_server_is_used_when_one_is_named(settings: Settings) -> None:
    assert isinstance(mailer_for(settings), FolderMailer)
    named = replace(settings, smtp_url="smtp://127.0.0.1:1")
    assert isinstance(mailer_for(named), SmtpMailer)


def test_a_message_reaches_a_server_that_needs_no_encryption() -> None:
    with post_office() as server:
        SmtpMailer(server.url(query="?tls=off")).send(letter())
        assert "To: alice@example.org" in server.letter
        assert server.words[0] == "EHLO"
        assert "STARTTLS" not in server.words


def test_a_missing_server_is_an_error_that_makes_the_job_retry() -> None:
    with pytest.raises(OSError, match="refused"):
        SmtpMailer("smtp://127.0.0.1:1").send(letter())


def test_a_password_is_read_as_the_address_spells_it() -> None:
    authority = trustme.CA()
    with tempfile.NamedTemporaryFile() as file, post_office("smtps", authority=authority) as server:
        authority.cert_pem.write_to_path(file.name)
        SmtpMailer(server.url("desk:p%40ss%2Fword@"), Path(file.name)).check()
        told = next(line for line in server.heard if line.startswith("AUTH PLAIN"))
        assert base64.b64decode(told.split()[-1]) == b"\0desk\0p@ss/word"


UNTRUSTED = ssl.SSLCertVerificationError()
UNTRUSTED.verify_message = "self-signed certificate"
WHY = [
    (NotEncrypted(), "?tls=off"),
    (UNTRUSTED, "self-signed certificate. Name the host"),
    (smtplib.SMTPAuthenticationError(535, b"alice"), "refused the user and password"),
    (smtplib.SMTPDataError(552, b"alice"), "answered 552"),
    (smtplib.SMTPRecipientsRefused({"alice": (550, b"alice")}), "SMTPRecipientsRefused"),
    (ConnectionRefusedError("alice"), "cannot be reached (ConnectionRefusedError)"),
]


@pytest.mark.parametrize(("error", "words"), WHY)
def test_whoever_runs_the_desk_reads_what_is_wrong(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: OSError | smtplib.SMTPException,
    words: str,
) -> None:
    monkeypatch.setattr(mail, "mailer_for", lambda settings: FakeMailer(error))
    with pytest.raises(type(error)):
        mail.deliver(
            Letter("alice@example.org", "Your code", "12345678"),
            settings,
            sender="support@desk.example",
        )
    assert words in caplog.text
    assert "alice" not in caplog.text
