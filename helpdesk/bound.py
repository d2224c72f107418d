"""A process that ends with whoever started it, and a program that turns any command into one.

Linux alone offers this; elsewhere the next start ends what a killed one left behind.
"""

import ctypes
import os
import sys

SIGNAL_AT_PARENTS_DEATH = 1  # PR_SET_PDEATHSIG of prctl(2); it stays across exec


def end_with_parent(signal_number: int) -> None:
    """Have the kernel send this signal to this process when its parent's thread ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SIGNAL_AT_PARENTS_DEATH, signal_number)


def main() -> None:
    """Arguments: the parent's number, the signal, the command to turn into."""
    parent, signal_number, *command = sys.argv[1:]
    end_with_parent(int(signal_number))
    if os.getppid() == int(parent):  # else it died before the line above
        os.execvp(command[0], command)  # noqa: S606 - a list of our own, no shell


if __name__ == "__main__":
    main()
