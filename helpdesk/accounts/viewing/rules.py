"""For how long somebody counts as looking, and as writing."""

import re
from datetime import datetime, timedelta

from helpdesk.platform.errors import NotFound

AGAIN_AFTER = timedelta(seconds=20)  # an open page says so as often
LOOKS_FOR = 2.5 * AGAIN_AFTER  # one that was lost on the way is not missed
WRITES_FOR = timedelta(seconds=8)
FORGOTTEN_AFTER = timedelta(hours=1)
_SUBJECT = re.compile(
    r"ticket:[1-9]\d{0,17}|conversation:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)


def check_subject(subject: str) -> str:
    """Raise NotFound for what no page of ours shows."""
    if not _SUBJECT.fullmatch(subject):
        raise NotFound("There is no such page.")
    return subject


def looks(seen_at: datetime | None, now: datetime) -> bool:
    """Is the page still open?"""
    return seen_at is not None and now - seen_at < LOOKS_FOR


def writes(typing_at: datetime | None, now: datetime) -> bool:
    """Were they typing a moment ago?"""
    return typing_at is not None and now - typing_at < WRITES_FOR
