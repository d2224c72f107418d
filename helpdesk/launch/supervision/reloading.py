"""Parts that begin anew when their code or pages change, for whoever works on Heed."""

import shlex
import sys
from dataclasses import replace
from signal import SIGTERM

from helpdesk.launch.supervision.child import Process

HELPDESK = ("helpdesk", "knowledge_base")
MADE_OF = {"web": HELPDESK, "worker": HELPDESK, "actions": ("bot",)}
BUILT_APART = "helpdesk/frontend,helpdesk/static"


def reloading(process: Process) -> Process:
    """The process, started again when a file of its folders changes; itself if it has none."""
    folders = MADE_OF.get(process.name)
    if folders is None:
        return process
    command = [
        sys.executable, "-m", "watchfiles", "--target-type", "command", "--verbosity", "warning",
        "--ignore-paths", BUILT_APART, shlex.join(process.command), *folders,
    ]  # fmt: skip
    # Killed at once, it would leave behind what it started.
    return replace(process, command=command, last_signal=SIGTERM)
