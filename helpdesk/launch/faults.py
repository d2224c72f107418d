"""The one way a start fails: a sentence that says what to do."""

import errno
import shutil
from pathlib import Path

ENOUGH_MEGABYTES = 500


class LaunchFault(Exception):
    """The desk cannot start; the message is for the person at the terminal."""


def check_disk(home: Path) -> None:
    """Raise LaunchFault when the disk has no room for what a start writes."""
    home.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(home).free // 2**20
    if free < ENOUGH_MEGABYTES:
        raise LaunchFault(
            f"The disk that holds {home} has {free} MB left, and Heed needs {ENOUGH_MEGABYTES}. "
            "Free some space, or point HEED_HOME at another disk."
        )


def of_os_error(error: OSError, home: Path) -> LaunchFault:
    """What went wrong with a file, in a sentence."""
    if error.errno == errno.ENOSPC:
        return LaunchFault(
            f"The disk that holds {home} is full. Free some space and start again: nothing is lost."
        )
    return LaunchFault(f"{error}. Check that this user may read and write {home}.")
