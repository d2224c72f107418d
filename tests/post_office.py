"""A mail server on this machine, with a certificate or without, that remembers what it heard."""

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Literal

import trustme

Encryption = Literal["none", "starttls", "smtps"]
HOST = "127.0.0.1"


class _Conversation(socketserver.StreamRequestHandler):
    """Enough of SMTP to take one letter."""

    server: "PostOffice"

    def handle(self) -> None:
        with suppress(OSError):  # whoever distrusts the certificate leaves in the middle of it
            if self.server.encryption == "smtps":
                self._encrypt()
            self._say("220 ready")
            while line := self.rfile.readline().decode().strip():
                self.server.heard.append(line)
                self._answer(line.split(" ", 1)[0].upper())

    def _answer(self, word: str) -> None:
        match word:
            case "EHLO":
                offered = self.server.encryption == "starttls" and not self._encrypted()
                self._say("250-fine\r\n250 " + ("STARTTLS" if offered else "AUTH PLAIN"))
            case "STARTTLS":
                self._say("220 go on")
                self._encrypt()
            case "AUTH":
                self._say("235 welcome")
            case "RCPT" if self.server.refuses:
                self._say("550 unknown")
            case "DATA":
                self._say("354 go on")
                while (line := self.rfile.readline()) != b".\r\n":
                    self.server.letter.append(line.decode().rstrip())
                self._say("250 kept")
            case _:
                self._say("221 bye" if word == "QUIT" else "250 fine")

    def _encrypted(self) -> bool:
        return isinstance(self.connection, ssl.SSLSocket)

    def _encrypt(self) -> None:
        assert self.server.certificate
        self.connection = self.server.certificate.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class PostOffice(socketserver.ThreadingTCPServer):
    """What was said to it, and the letter it took."""

    daemon_threads = True

    def __init__(self, encryption: Encryption, certificate: ssl.SSLContext | None) -> None:
        super().__init__((HOST, 0), _Conversation)
        self.encryption, self.certificate = encryption, certificate
        self.refuses = False
        self.heard: list[str] = []
        self.letter: list[str] = []

    def url(self, user: str = "", query: str = "") -> str:
        """Its address, as HEED_SMTP_URL names it."""
        scheme = "smtps" if self.encryption == "smtps" else "smtp"
        return f"{scheme}://{user}{HOST}:{self.server_address[1]}{query}"

    @property
    def words(self) -> list[str]:
        """The commands it heard, without what came with them."""
        return [line.split(" ", 1)[0].upper() for line in self.heard]

    def handle_error(self, request: object, client_address: object) -> None:
        """Test output stays quiet."""


@contextmanager
def post_office(
    encryption: Encryption = "none", *, authority: trustme.CA | None = None, host: str = HOST
) -> Iterator[PostOffice]:
    """Open for the block; its certificate names `host` and is signed by the authority."""
    certificate = None
    if authority:
        certificate = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(host).configure_cert(certificate)
    with PostOffice(encryption, certificate) as server:
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        yield server
        server.shutdown()
