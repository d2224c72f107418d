"""The first steps of a complaint and the dates we promise (ISO 10002 names the steps)."""

from datetime import datetime
from enum import StrEnum

from helpdesk.languages.catalogues import N_, gettext, ngettext
from helpdesk.languages.formats import date
from helpdesk.platform.errors import RuleBroken

SERIES = "C"
ASSESS_WITHIN = 1
DECIDE_WITHIN = 10
LONGEST_TEXT = 20_000


class ComplaintState(StrEnum):
    """Where a complaint stands."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"


FOLLOWS: dict[ComplaintState, frozenset[ComplaintState]] = {
    ComplaintState.RECEIVED: frozenset({ComplaintState.ACKNOWLEDGED}),
    ComplaintState.ACKNOWLEDGED: frozenset(),
}

FOR_CUSTOMERS = {
    ComplaintState.RECEIVED: (N_("Received"), N_("You get a confirmation with the next dates.")),
    ComplaintState.ACKNOWLEDGED: (
        N_("Confirmed"),
        N_("A person reads your complaint and assesses it."),
    ),
}


STANDS = {
    ComplaintState.RECEIVED: N_(
        "Your complaint %(number)s was received on %(day)s; you get a confirmation with the next "
        "dates."
    ),
    ComplaintState.ACKNOWLEDGED: N_(
        "Your complaint %(number)s was received on %(day)s; a person decides by %(decide_by)s."
    ),
}


class ComplaintRefused(RuleBroken):
    """The complaint cannot be taken or changed in that way."""


def check_state(now: ComplaintState, then: ComplaintState) -> None:
    """Raise ComplaintRefused unless `then` may follow `now`."""
    if then not in FOLLOWS[now]:
        raise ComplaintRefused(
            "A complaint that is %(now)s cannot become %(then)s.", now=now, then=then
        )


def next_duty(state: ComplaintState, assess_by: datetime) -> tuple[str, datetime | None]:
    """What we owe the customer next, and by when; None means at once."""
    if state is ComplaintState.RECEIVED:
        return "Confirm it to the customer", None
    return "Assess it", assess_by


def check_complaint(what_happened: str) -> str:
    """The words as they are kept; raise ComplaintRefused when there are none or too many."""
    words = what_happened.strip()
    if not words:
        raise ComplaintRefused("Say in your own words what happened: one sentence is enough.")
    if len(words) > LONGEST_TEXT:
        raise ComplaintRefused(
            "Shorten the text to %(most)s characters or less.", most=LONGEST_TEXT
        )
    return words


def acknowledgement(number: str, decide_by: datetime) -> str:
    """What the customer reads at once: number, next step and time frame."""
    recorded = gettext("Your complaint is recorded under the number %(number)s.", number=number)
    promised = ngettext(
        "A person assesses it within %(num)s working day, and you get our decision by %(date)s.",
        "A person assesses it within %(num)s working days, and you get our decision by %(date)s.",
        ASSESS_WITHIN,
        date=date(decide_by),
    )
    later = gettext("Ask here for its status whenever you like.")
    return f"{recorded} {promised} {later}"
