"""`python -m tests.launch.supervised HOME NAME=COMMAND…`: `heed up` with parts of a test's own.

It waits for nothing long. A part answers as long as there is no file `NAME.silent` in HOME, and
when it has answered there is a file `NAME.answered`.
"""

import os
import shlex
import sys
from pathlib import Path

import click

from helpdesk.launch.supervision import rules, supervisor
from helpdesk.launch.supervision.child import Process


def main() -> None:
    rules.LONGEST_PAUSE, rules.ANSWERS_WITHIN = 0.1, 0.5
    supervisor.ASK_EVERY = supervisor.LOOK_EVERY = 0.05
    supervisor.GRACE = 0.5
    home = Path(sys.argv[1])
    parts = [_part(home, *argument.split("=", 1)) for argument in sys.argv[2:]]
    supervisor.Supervisor(parts, home, click.echo).run()


def _part(home: Path, name: str, command: str) -> supervisor.Part:
    def answers() -> bool:
        if (home / f"{name}.silent").exists():
            return False
        (home / f"{name}.answered").touch()
        return True

    return supervisor.Part(Process(name, shlex.split(command), dict(os.environ)), answers)


if __name__ == "__main__":
    main()
