"""The one place that knows what time it is, so that tests can stand still."""

from collections.abc import Callable
from datetime import UTC, datetime


def _system_time() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system_time


def now() -> datetime:
    """The present moment in UTC."""
    return _source()


def set_source(source: Callable[[], datetime] | None) -> None:
    """Replace the clock (tests), or give it back with None."""
    global _source  # noqa: PLW0603 - one clock for the process is the point of this module
    _source = source or _system_time
