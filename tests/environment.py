"""Where tests run: nothing that the shell has set, a port that is free, a home that goes away."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from helpdesk.launch.ports import free_port
from helpdesk.platform.config import Settings

BASE_URL = "http://127.0.0.1"
DEFAULT_PORT = 8000


def variables(home: Path, **more: str) -> dict[str, str]:
    """What a desk of the tests is started with: its own home, a free port, and no past.

    Replies leave at once, as tests of everything but taking them back expect.
    """
    desk = {"HEED_HOME": str(home), "HEED_PORT": str(free_port()), "HEED_BASE_URL": BASE_URL}
    return {**desk, "HEED_DEMO_DAYS": "0", "HEED_UNDO_SECONDS": "0", **more}


def settings_in(home: Path, **more: str) -> Settings:
    """The settings of such a desk."""
    return Settings.from_env(variables(home, **more))


@contextmanager
def only(wanted: Mapping[str, str]) -> Iterator[None]:
    """These variables of the desk and no others, whatever the shell has set; put back after."""
    before = dict(os.environ)
    for name in before:
        if name.startswith("HEED_") or name == "DATABASE_URL":
            del os.environ[name]
    os.environ.update(wanted)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
