"""Which tests share a process when several run side by side."""

from functools import cache
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parents[1]
REAL_DESK = "stack: Stack"


class ByFileAndDesk(LoadScopeScheduling):  # type: ignore[misc] # it ships no types
    """Those of one file share one, and all that use the real desk do: there is only one desk."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "desk" if uses_desk(file) else file


@cache
def uses_desk(file: str) -> bool:
    """Does a test in that file ask for the desk?"""
    return REAL_DESK in (ROOT / file).read_text()
