"""The steps of a complaint and the dates we promise (ISO 10002 names the steps)."""

from datetime import datetime
from enum import StrEnum

from helpdesk.languages.catalogues import N_, gettext, ngettext
from helpdesk.languages.formats import date
from helpdesk.platform.errors import Overtaken, RuleBroken

SERIES = "C"
ASSESS_WITHIN = 1
DECIDE_WITHIN = 10
LONGEST_TEXT = 20_000


class ComplaintState(StrEnum):
    """Where a complaint stands."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ASSESSED = "assessed"
    INVESTIGATING = "investigating"
    RESPONSE_PROPOSED = "response_proposed"
    DECISION_COMMUNICATED = "decision_communicated"
    ESCALATED = "escalated"
    EXTERNAL_DISPUTE = "external_dispute"
    CLOSED = "closed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    RECLASSIFIED = "reclassified"


class Gravity(StrEnum):
    """How soon a complaint wants attention."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"


S = ComplaintState
FOLLOWS: dict[ComplaintState, frozenset[ComplaintState]] = {
    S.RECEIVED: frozenset({S.ACKNOWLEDGED, S.WITHDRAWN, S.RECLASSIFIED}),
    S.ACKNOWLEDGED: frozenset({S.ASSESSED, S.WITHDRAWN, S.RECLASSIFIED}),
    S.ASSESSED: frozenset({S.INVESTIGATING, S.RESPONSE_PROPOSED, S.WITHDRAWN}),
    S.INVESTIGATING: frozenset({S.RESPONSE_PROPOSED, S.WITHDRAWN}),
    S.RESPONSE_PROPOSED: frozenset({S.DECISION_COMMUNICATED}),
    S.DECISION_COMMUNICATED: frozenset({S.CLOSED, S.ESCALATED}),
    S.ESCALATED: frozenset({S.RESPONSE_PROPOSED, S.EXTERNAL_DISPUTE}),
    S.EXTERNAL_DISPUTE: frozenset({S.DECISION_COMMUNICATED}),
    S.CLOSED: frozenset({S.REOPENED}),
    S.REOPENED: frozenset({S.INVESTIGATING}),
    S.WITHDRAWN: frozenset(),
    S.RECLASSIFIED: frozenset(),
}
ENDED = frozenset({S.CLOSED, S.WITHDRAWN, S.RECLASSIFIED})
# Until then the customer waits for a decision by the date that was promised.
UNDECIDED = frozenset(
    {S.RECEIVED, S.ACKNOWLEDGED, S.ASSESSED, S.INVESTIGATING, S.RESPONSE_PROPOSED, S.REOPENED}
)

FOR_CUSTOMERS = {
    S.RECEIVED: (N_("Received"), N_("You get a confirmation with the next dates.")),
    S.ACKNOWLEDGED: (N_("Confirmed"), N_("A person reads your complaint and assesses it.")),
    S.ASSESSED: (N_("Assessed"), N_("A person has read your complaint and looks into it next.")),
    S.INVESTIGATING: (N_("Being looked into"), N_("A person finds out what went wrong.")),
    S.RESPONSE_PROPOSED: (N_("Nearly decided"), N_("Our answer is written and being checked.")),
    S.DECISION_COMMUNICATED: (N_("Decided"), N_("Tell us whether you accept our decision.")),
    S.ESCALATED: (
        N_("Looked at once more"),
        N_("Somebody who had nothing to do with it so far decides anew."),
    ),
    S.EXTERNAL_DISPUTE: (
        N_("With somebody outside"),
        N_("An independent body deals with it; we tell you what comes of it."),
    ),
    S.CLOSED: (N_("Closed"), N_("Tell us if something new comes up: we open it again.")),
    S.REOPENED: (N_("Opened again"), N_("A person looks into it anew.")),
    S.WITHDRAWN: (N_("Withdrawn"), N_("You took it back. Write to us if you need more.")),
    S.RECLASSIFIED: (
        N_("Kept as feedback"),
        N_("We read it as something other than a complaint; your words stay on record."),
    ),
}

STANDS = {
    S.RECEIVED: N_(
        "Your complaint %(number)s was received on %(day)s; you get a confirmation with the next "
        "dates."
    ),
    S.ACKNOWLEDGED: N_(
        "Your complaint %(number)s was received on %(day)s; a person decides by %(decide_by)s."
    ),
    S.ASSESSED: N_(
        "Your complaint %(number)s was received on %(day)s; a person has read it and decides by "
        "%(decide_by)s."
    ),
    S.INVESTIGATING: N_(
        "Your complaint %(number)s was received on %(day)s; a person looks into it and decides by "
        "%(decide_by)s."
    ),
    S.RESPONSE_PROPOSED: N_(
        "Your complaint %(number)s was received on %(day)s; our answer is written and you get it "
        "by %(decide_by)s."
    ),
    S.DECISION_COMMUNICATED: N_(
        "Your complaint %(number)s was received on %(day)s; we have decided, and you can tell us "
        "whether you accept that."
    ),
    S.ESCALATED: N_(
        "Your complaint %(number)s was received on %(day)s; somebody who had nothing to do with it "
        "so far decides anew."
    ),
    S.EXTERNAL_DISPUTE: N_(
        "Your complaint %(number)s was received on %(day)s; an independent body deals with it."
    ),
    S.CLOSED: N_(
        "Your complaint %(number)s was received on %(day)s; it is closed, and we open it again if "
        "something new comes up."
    ),
    S.REOPENED: N_(
        "Your complaint %(number)s was received on %(day)s; it is open again and a person looks "
        "into it anew."
    ),
    S.WITHDRAWN: N_("Your complaint %(number)s was received on %(day)s; you took it back."),
    S.RECLASSIFIED: N_(
        "Your complaint %(number)s was received on %(day)s; we keep it as feedback."
    ),
}


class ComplaintRefused(RuleBroken):
    """The complaint cannot be taken or changed in that way."""


class ComplaintChanged(Overtaken):
    """Somebody moved the complaint on since the page was opened."""


def check_state(now: ComplaintState, then: ComplaintState) -> None:
    """Raise ComplaintRefused unless `then` may follow `now`."""
    if then in FOLLOWS[now]:
        return
    if not FOLLOWS[now]:
        raise ComplaintRefused("The complaint is “%(now)s” and stays so.", now=now)
    raise ComplaintRefused(
        "The complaint is “%(now)s” and cannot become “%(then)s”. It can become: %(allowed)s.",
        now=now,
        then=then,
        allowed=FOLLOWS[now],
    )


def check_seen(version: int, seen: int | None) -> None:
    """Raise ComplaintChanged unless whoever acts saw the complaint as it stands."""
    if seen is not None and seen != version:
        raise ComplaintChanged(
            "Somebody changed this complaint meanwhile, so nothing was done. This is how it stands "
            "now."
        )


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
    return f"{recorded} {promised}"


def asked_here(words: str) -> str:
    """An acknowledgement as the chat says it, where the status can be asked for."""
    later = gettext("Ask here for its status whenever you like.")
    return f"{words} {later}"
