"""What lies in HEED_HOME is for the desk's own user: folders 0700, files 0600."""

import stat
from collections.abc import Iterator
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def close_to_others(home: Path) -> None:
    """Close what an earlier version, or another program, left open."""
    for path in open_to_others(home):
        path.chmod(path.stat().st_mode & ~OTHERS)


def open_to_others(home: Path) -> Iterator[Path]:
    """Files and folders in `home` that other users of this machine may read or enter.

    PostgreSQL keeps the inside of its folder itself, as another user where root starts it. That
    user has to pass through `home`, so `home` itself may be open.
    """
    for path in sorted(home.glob("*")):
        if _is_open(path):
            yield path
        if path.name != "postgres" and path.is_dir() and not path.is_symlink():
            yield from (inside for inside in sorted(path.rglob("*")) if _is_open(inside))


def _is_open(path: Path) -> bool:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:  # a running desk took it away meanwhile
        return False
    return not stat.S_ISLNK(mode) and bool(mode & OTHERS)
