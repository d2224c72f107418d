"""A program that turns into the command it is given, which then ends with whoever started it.

Linux alone offers this; elsewhere the next start ends what a killed one left behind.
"""

import ctypes
import os
import sys

SIGNAL_AT_PARENTS_DEATH = 1  # PR_SET_PDEATHSIG of prctl(2); it stays across exec


def main() -> None:
    """Arguments: the starting process, the signal to end with, the command."""
    parent, signal_number, *command = sys.argv[1:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SIGNAL_AT_PARENTS_DEATH, int(signal_number))
    if os.getppid() == int(parent):  # else it died before the line above
        os.execvp(command[0], command)  # noqa: S606 - a list of our own, no shell


if __name__ == "__main__":
    main()
