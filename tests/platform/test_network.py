"""No test reaches beyond this machine."""

import smtplib
import socket

import httpx
import pytest

from tests.environment import DEFAULT_PORT


@pytest.mark.parametrize("address", ["192.0.2.1", "example.org"])
def test_another_machine_cannot_be_reached(address: str) -> None:
    with socket.socket() as plain, pytest.raises(RuntimeError, match="over the network"):
        plain.connect((address, 80))


def test_neither_by_mail_nor_by_http() -> None:
    with pytest.raises(RuntimeError, match="over the network"):
        smtplib.SMTP("192.0.2.1", 25)
    with pytest.raises(RuntimeError, match="over the network"):
        httpx.get("http://192.0.2.1/", trust_env=False)


@pytest.mark.parametrize("way", ["connect", "connect_ex", "bind"])
def test_the_port_of_a_desk_that_may_run_here_is_left_alone(way: str) -> None:
    with socket.socket() as plain, pytest.raises(RuntimeError, match="may run here"):
        getattr(plain, way)(("127.0.0.1", DEFAULT_PORT))


def test_this_machine_can() -> None:
    with socket.socket() as server, socket.socket() as caller:
        server.bind(("127.0.0.1", 0))
        server.listen()
        caller.connect(server.getsockname())
