"""Which way a complaint reached the desk, when, and in which words."""

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from helpdesk.complaints.rules import ComplaintRefused

LONGEST_AGO = timedelta(days=3660)
LONGEST_NAME = 200


class Way(StrEnum):
    """How what somebody files reached the desk."""

    WIDGET = "widget"
    TICKET = "ticket"
    PHONE = "phone"
    LETTER = "letter"
    IN_PERSON = "in_person"


def ways_from(origin: Way | None) -> list[Way]:
    """Which of them there can be, the likeliest first: a chat or a ticket only from its page."""
    elsewhere = [Way.PHONE, Way.LETTER, Way.IN_PERSON]
    return [origin, *elsewhere] if origin else elsewhere


def way_in(typed: str, origin: Way | None) -> Way:
    """The way that was chosen; raise ComplaintRefused for none, or one that cannot be."""
    for way in ways_from(origin):
        if way == typed:
            return way
    raise ComplaintRefused("Choose how the complaint reached us.")


def received_in(typed: str, zone: tzinfo, now: datetime) -> datetime | None:
    """When it reached us, typed by a clock in `zone`; None for now, which is an empty field."""
    if not typed.strip():
        return None
    try:
        moment = datetime.fromisoformat(typed.strip())
    except ValueError:
        raise ComplaintRefused(
            "Write day and time as in 2026-03-31 14:30, or leave the field empty for now."
        ) from None
    return check_received(moment if moment.tzinfo else moment.replace(tzinfo=zone), now)


def check_received(moment: datetime, now: datetime) -> datetime:
    """The moment; raise ComplaintRefused when it is still to come, or too long ago to be true."""
    if moment > now:
        raise ComplaintRefused("The complaint cannot have reached us later than now.")
    if moment < now - LONGEST_AGO:
        raise ComplaintRefused("That is more than ten years ago. Check the year.")
    return moment


def words_of(chosen: Iterable[str], added: str) -> str:
    """The customer's own messages one after the other, and what they said elsewhere."""
    return "\n\n".join(part for part in (*chosen, added.strip()) if part)


def check_name(typed: str) -> str | None:
    """The customer's name as it is kept, None for none; raise ComplaintRefused when too long."""
    name = " ".join(typed.split())
    if len(name) > LONGEST_NAME:
        raise ComplaintRefused(
            "Shorten the name to %(most)s characters or less.", most=LONGEST_NAME
        )
    return name or None
