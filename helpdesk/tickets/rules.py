"""What state a ticket may be in and what may follow."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from helpdesk.conversations.waiting.rules import EIGHT_OF_TEN, told, waited_at_most
from helpdesk.languages.catalogues import N_, gettext
from helpdesk.languages.formats import date_and_time
from helpdesk.platform.errors import Overtaken, RuleBroken

SERIES = "T"
TOLD_HOURS = (1, 2, 4, 8, 12, 24, 48, 72)
LONGEST_SUBJECT = 200
LONGEST_TEXT = 20_000


class TicketState(StrEnum):
    """The states of a ticket; `closed` is final."""

    NEW = "new"
    OPEN = "open"
    PENDING_CUSTOMER = "pending_customer"
    ON_HOLD = "on_hold"
    RESOLVED = "resolved"
    CLOSED = "closed"


class Priority(StrEnum):
    """How soon a ticket wants attention."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class TicketType(StrEnum):
    """What kind of work a ticket is; a problem is the cause of incidents."""

    QUESTION = "question"
    INCIDENT = "incident"
    PROBLEM = "problem"
    REQUEST = "request"
    COMPLAINT_WORK = "complaint_work"


FOLLOWS: dict[TicketState, frozenset[TicketState]] = {
    TicketState.NEW: frozenset({TicketState.OPEN}),
    TicketState.OPEN: frozenset(
        {TicketState.PENDING_CUSTOMER, TicketState.ON_HOLD, TicketState.RESOLVED}
    ),
    TicketState.PENDING_CUSTOMER: frozenset({TicketState.OPEN}),
    TicketState.ON_HOLD: frozenset({TicketState.OPEN}),
    TicketState.RESOLVED: frozenset({TicketState.OPEN, TicketState.CLOSED}),
    TicketState.CLOSED: frozenset(),
}

# What an agent may leave a ticket in, beside its answer; closing it for good is no part of one.
AFTER_REPLY = (TicketState.PENDING_CUSTOMER, TicketState.ON_HOLD, TicketState.RESOLVED)

DONE = frozenset({TicketState.RESOLVED, TicketState.CLOSED})

FOR_CUSTOMERS = {
    TicketState.NEW: (N_("Received"), N_("A person reads it next.")),
    TicketState.OPEN: (N_("In work"), N_("A person is working on it.")),
    TicketState.PENDING_CUSTOMER: (N_("Waiting for you"), N_("Answer our question to go on.")),
    TicketState.ON_HOLD: (N_("On hold"), N_("We wait for somebody else and come back to you.")),
    TicketState.RESOLVED: (N_("Resolved"), N_("Write again if it is not.")),
    TicketState.CLOSED: (N_("Closed"), N_("Open a new request if you need more.")),
}


STANDS = {
    TicketState.NEW: N_("Your request %(number)s was received on %(day)s; a person reads it next."),
    TicketState.OPEN: N_(
        "Your request %(number)s was received on %(day)s; a person is working on it."
    ),
    TicketState.PENDING_CUSTOMER: N_(
        "Your request %(number)s was received on %(day)s; we wait for your answer to our question."
    ),
    TicketState.ON_HOLD: N_(
        "Your request %(number)s was received on %(day)s; we wait for somebody else and come back "
        "to you."
    ),
    TicketState.RESOLVED: N_(
        "Your request %(number)s was received on %(day)s; it is resolved, and you can write again "
        "if it is not."
    ),
    TicketState.CLOSED: N_(
        "Your request %(number)s was received on %(day)s; it is closed, and a new request helps "
        "you if you need more."
    ),
}

CHANGES = {
    "assigned": N_("who has the ticket"),
    "prioritised": N_("the priority"),
    "state changed": N_("the state"),
    "type set": N_("the type"),
    "category set": N_("the category"),
    "tags set": N_("the tags"),
    "team set": N_("the team"),
}


class TicketRefused(RuleBroken):
    """The ticket cannot change in that way."""


def changed_by(action: str) -> str:
    """What an action of the trail changes, within a sentence."""
    return gettext(CHANGES[action])


def check_seen(now: str, seen: str | None, *, what: str, by: str) -> None:
    """Raise Overtaken when whoever changes this saw another value than there is now."""
    if seen is not None and seen != now:
        raise Overtaken(
            "%(by)s changed %(what)s meanwhile, so nothing was done. This is how it stands now.",
            by=by,
            what=what,
        )


def check_state(now: TicketState, then: TicketState) -> None:
    """Raise TicketRefused unless `then` may follow `now`."""
    if then in FOLLOWS[now]:
        return
    if not FOLLOWS[now]:
        raise TicketRefused(
            "The ticket is “%(now)s” and stays so. Open a new ticket instead.", now=now
        )
    raise TicketRefused(
        "The ticket is “%(now)s” and cannot become “%(then)s”. It can become: %(allowed)s.",
        now=now,
        then=then,
        allowed=FOLLOWS[now],
    )


def way_to(now: TicketState, then: TicketState) -> list[TicketState]:
    """The states to go through, `then` last; TicketRefused where no way leads there.

    >>> way_to(TicketState.NEW, TicketState.RESOLVED)
    [<TicketState.OPEN: 'open'>, <TicketState.RESOLVED: 'resolved'>]
    """
    if then is now:
        return []
    if then not in FOLLOWS[now] and TicketState.OPEN in FOLLOWS[now]:
        check_state(TicketState.OPEN, then)
        return [TicketState.OPEN, then]
    check_state(now, then)
    return [then]


def check_ticket(subject: str, text: str) -> None:
    """Raise TicketRefused when a new ticket says too little or too much."""
    if not subject.strip():
        raise TicketRefused("Give your request a subject, a few words are enough.")
    if not text.strip():
        raise TicketRefused("Describe what happened, so that we can help.")
    if len(subject) > LONGEST_SUBJECT:
        raise TicketRefused(
            "Shorten the subject to %(most)s characters or less.", most=LONGEST_SUBJECT
        )
    if len(text) > LONGEST_TEXT:
        raise TicketRefused(
            "Shorten the description to %(most)s characters or less.", most=LONGEST_TEXT
        )


def opening(number: str, moment: datetime) -> str:
    """What the customer reads once their request has a number."""
    return gettext(
        "Your request of %(moment)s has the number %(number)s. "
        "A person reads it next and answers you. "
        "Keep the number: with it you can ask us at any time where things stand.",
        moment=date_and_time(moment),
        number=number,
    )


def check_entry(state: TicketState, text: str) -> str:
    """The words as they are kept; raise TicketRefused for none, too many, or a closed ticket."""
    words = text.strip()
    if not words:
        raise TicketRefused("Write something first: this entry is empty.")
    if len(words) > LONGEST_TEXT:
        raise TicketRefused("Shorten the text to %(most)s characters or less.", most=LONGEST_TEXT)
    if state is TicketState.CLOSED:
        raise TicketRefused("This ticket is closed. Open a new one that names its number.")
    return words


def usual_answer(waits: Sequence[timedelta | None]) -> timedelta | None:
    """In which time eight of ten had an answer, rounded up; None for too few, or for days.

    A wait of None still lasts.

    >>> usual_answer([timedelta(hours=hour) for hour in range(10)])
    datetime.timedelta(seconds=28800)
    """
    seconds = [math.inf if wait is None else wait.total_seconds() for wait in waits]
    hours = told(waited_at_most(seconds, EIGHT_OF_TEN), TOLD_HOURS, 3600)
    return timedelta(hours=hours) if hours else None
