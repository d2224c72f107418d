"""What a killed `heed up` may have left behind, where its children did not end with it."""

import os
import signal
from contextlib import suppress
from pathlib import Path

import psutil

from helpdesk.launch.faults import LaunchFault
from helpdesk.platform.health import SUPERVISOR, recorded, supervisor_of

ENDS_WITHIN = 10.0


def end_leftovers(home: Path) -> None:
    """End the children of a `heed up` that was killed; LaunchFault when one runs here."""
    running = supervisor_of(home)
    if running:
        raise LaunchFault(
            f"This desk runs already, as process {running}. End that one first, or give this one "
            "a home of its own in HEED_HOME."
        )
    left = recorded(home)
    for process in left:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    psutil.wait_procs(left, timeout=ENDS_WITHIN)
    (home / SUPERVISOR).unlink(missing_ok=True)
