"""Ports on the loopback interface."""

import socket

from helpdesk.launch.faults import LaunchFault

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def check_port(port: int, setting: str) -> None:
    """Raise LaunchFault when something listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise LaunchFault(
                f"Port {port} is in use. Stop what listens there, or choose another port, "
                f"such as {setting}={port + 1}."
            ) from error
