"""The one place that knows what time it is, so that tests can stand still."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime


def _system_time() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system_time
_played: ContextVar[datetime | None] = ContextVar("played", default=None)


def now() -> datetime:
    """The present moment in UTC."""
    return _played.get() or _source()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Play a past: it is that moment for whoever asks here, and for no other thread."""
    before = _played.set(moment)
    try:
        yield
    finally:
        _played.reset(before)


def is_played() -> bool:
    """Is it a past that is only played, so that nobody is to be told of it?"""
    return _played.get() is not None


def set_source(source: Callable[[], datetime] | None) -> None:
    """Replace the clock (tests), or give it back with None."""
    global _source  # noqa: PLW0603 - one clock for the process is the point of this module
    _source = source or _system_time
