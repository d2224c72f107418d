"""What state a ticket may be in and what may follow."""

from datetime import datetime
from enum import StrEnum

from helpdesk.platform.errors import Overtaken, RuleBroken

SERIES = "T"
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

DONE = frozenset({TicketState.RESOLVED, TicketState.CLOSED})

FOR_CUSTOMERS = {
    TicketState.NEW: ("Received", "A person reads it next."),
    TicketState.OPEN: ("In work", "A person is working on it."),
    TicketState.PENDING_CUSTOMER: ("Waiting for you", "Answer our question to go on."),
    TicketState.ON_HOLD: ("On hold", "We wait for somebody else and come back to you."),
    TicketState.RESOLVED: ("Resolved", "Write again if it is not."),
    TicketState.CLOSED: ("Closed", "Open a new request if you need more."),
}


# How the sentence ends that begins with when it was received.
STANDS = {
    TicketState.NEW: "a person reads it next",
    TicketState.OPEN: "a person is working on it",
    TicketState.PENDING_CUSTOMER: "we wait for your answer to our question",
    TicketState.ON_HOLD: "we wait for somebody else and come back to you",
    TicketState.RESOLVED: "it is resolved, and you can write again if it is not",
    TicketState.CLOSED: "it is closed, and a new request helps you if you need more",
}


class TicketRefused(RuleBroken):
    """The ticket cannot change in that way."""


def check_seen(now: str, seen: str | None, *, what: str, by: str) -> None:
    """Raise Overtaken when whoever changes this saw another value than there is now."""
    if seen is not None and seen != now:
        raise Overtaken(
            f"{by} changed {what} meanwhile, so nothing was done. This is how it stands now."
        )


def check_state(now: TicketState, then: TicketState) -> None:
    """Raise TicketRefused unless `then` may follow `now`."""
    if then in FOLLOWS[now]:
        return
    allowed = " or ".join(sorted(s.replace("_", " ") for s in FOLLOWS[now]))
    advice = f"From here it can become {allowed}." if allowed else "Open a new ticket instead."
    raise TicketRefused(
        f"A ticket that is {now.replace('_', ' ')} cannot become {then.replace('_', ' ')}. {advice}"
    )


def check_ticket(subject: str, text: str) -> None:
    """Raise TicketRefused when a new ticket says too little or too much."""
    if not subject.strip():
        raise TicketRefused("Give your request a subject, a few words are enough.")
    if not text.strip():
        raise TicketRefused("Describe what happened, so that we can help.")
    if len(subject) > LONGEST_SUBJECT:
        raise TicketRefused(f"Shorten the subject to {LONGEST_SUBJECT} characters or less.")
    if len(text) > LONGEST_TEXT:
        raise TicketRefused(f"Shorten the description to {LONGEST_TEXT:,} characters or less.")


def opening(number: str, moment: datetime) -> str:
    """What the customer reads once their request has a number."""
    return (
        f"Your request of {moment:%-d %B %Y, %H:%M} UTC has the number {number}. "
        "A person reads it next and answers you. "
        "Keep the number: with it you can ask us at any time where things stand."
    )


def check_entry(state: TicketState, text: str) -> str:
    """The words as they are kept; raise TicketRefused for none, too many, or a closed ticket."""
    words = text.strip()
    if not words:
        raise TicketRefused("Write something first: this entry is empty.")
    if len(words) > LONGEST_TEXT:
        raise TicketRefused(f"Shorten the text to {LONGEST_TEXT:,} characters or less.")
    if state is TicketState.CLOSED:
        raise TicketRefused("This ticket is closed. Open a new one that names its number.")
    return words
