"""Mail: composed safely, written to a folder or sent through a server."""

import smtplib
import socketserver
import stat
import threading
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from helpdesk.config import Settings
from helpdesk.mail import FolderMailer, SmtpMailer, compose, mailer_for


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


_ANSWERS = {"QUIT": "221 bye"}


class _Smtp(socketserver.StreamRequestHandler):
    """Enough of a mail server to take one message, or to refuse its receiver."""

    server: "_Server"

    def handle(self) -> None:
        self._say("220 ready")
        while line := self.rfile.readline().decode().strip():
            word = line.split(" ", 1)[0].upper()
            if word == "DATA":
                self._say("354 go on")
                self._read_message()
            refused = word == "RCPT" and self.server.refuses
            self._say("550 unknown" if refused else _ANSWERS.get(word, "250 fine"))

    def _read_message(self) -> None:
        while (line := self.rfile.readline()) != b".\r\n":
            self.server.lines.append(line.decode().rstrip())

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    refuses = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Smtp)
        self.lines: list[str] = []

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


@pytest.fixture
def post_office() -> Iterator[_Server]:
    """A mail server on this machine."""
    with _Server() as server:
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        yield server
        server.shutdown()


def test_a_message_reaches_the_server(post_office: _Server) -> None:
    SmtpMailer(post_office.url).send(letter())
    assert "To: alice@example.org" in post_office.lines


def test_a_refusing_or_missing_server_is_an_error_that_makes_the_job_retry(
    post_office: _Server,
) -> None:
    post_office.refuses = True
    with pytest.raises(smtplib.SMTPException):
        SmtpMailer(post_office.url).send(letter())
    with pytest.raises(OSError, match="refused"):
        SmtpMailer("smtp://127.0.0.1:1").send(letter())
