"""Over a real connection: somebody sends slowly, or goes on sending what was refused."""

import socket
import time
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from tests.stack import Stack

pytestmark = pytest.mark.stack
MEGABYTE = 2**20
FORM = "application/x-www-form-urlencoded"


def connect(stack: Stack, *, length: int, kind: str = FORM) -> socket.socket:
    """A connection on which a form of that length was announced, and nothing of it sent."""
    place = urlsplit(stack.url)
    found = socket.create_connection((place.hostname, place.port), timeout=30)
    head = f"POST /console/sign-in HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Type: {kind}\r\n"
    found.sendall(f"{head}Content-Length: {length}\r\n\r\n".encode())
    return found


def status_of(connection: socket.socket) -> bytes:
    return connection.recv(12)[9:]


def still_served(connection: socket.socket, stack: Stack) -> bool:
    """Is the next request on the same connection answered?"""
    host = urlsplit(stack.url).netloc
    connection.sendall(f"GET /help HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    said, ends = b"", time.monotonic() + 10
    while b"HTTP/1.1 200" not in said and time.monotonic() < ends:
        piece = connection.recv(65536)
        if not piece:
            return False
        said += piece
    return b"HTTP/1.1 200" in said


def accepted(connection: socket.socket, most: int) -> int:
    """How many bytes could be sent before the other end hung up."""
    sent = 0
    with suppress(ConnectionError):
        while sent < most:
            sent += connection.send(b"a" * 65536)
    return sent


def test_whoever_sends_byte_by_byte_is_refused_after_ten_seconds(stack: Stack) -> None:
    began = time.monotonic()
    with connect(stack, length=100) as connection:
        connection.sendall(b"email=")
        assert status_of(connection) == b"408"
    assert 8 < time.monotonic() - began < 20


def test_whoever_sends_a_little_too_much_reads_why_and_goes_on(stack: Stack) -> None:
    with connect(stack, length=MEGABYTE // 2) as connection:
        connection.sendall(b"a" * (MEGABYTE // 2))
        assert status_of(connection) == b"413"
        assert still_served(connection, stack)


def test_whoever_sends_far_too_much_is_not_listened_to(stack: Stack) -> None:
    with connect(stack, length=40 * MEGABYTE) as connection:
        assert status_of(connection) == b"413"
        assert accepted(connection, 40 * MEGABYTE) < 20 * MEGABYTE


def test_an_article_of_two_megabytes_would_be_read_whole(stack: Stack) -> None:
    """The bound of the connection is no bound of what is taken."""
    with connect(stack, length=1000) as connection:
        connection.sendall(b"a" * 1000)
        assert status_of(connection) == b"400"
        assert still_served(connection, stack)
