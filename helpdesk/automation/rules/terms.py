"""When a rule acts, on what, and what it may do."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from helpdesk.platform.errors import RuleBroken
from helpdesk.tickets.conditions.rules import Conditions
from helpdesk.tickets.rules import Priority

LONGEST_NAME, LONGEST_NOTE, MOST = 80, 2_000, 100
LONGEST_WAIT = 24 * 90
# So often in an hour on one ticket: then something calls the rule again and again.
STORM = 10
BADLY = 2  # the best score that is a bad one
LONGEST_SNOOZE = 90


class Moment(StrEnum):
    """When a rule looks at a ticket."""

    OPENED = "opened"
    CUSTOMER_WROTE = "customer_wrote"
    CHANGED = "changed"
    UNTOUCHED = "untouched"
    DEADLINE_NEAR = "deadline_near"
    DEADLINE_MISSED = "deadline_missed"
    RATED_BADLY = "rated_badly"


class AutomationRefused(RuleBroken):
    """A rule cannot be kept as it was typed."""


@dataclass(frozen=True)
class Actions:
    """What is done, in this order; what is None, nought or empty is left as it is.

    `answer_id` is the macro whose text the customer gets, `snooze` are days, and `tell_id` is the
    agent who gets a letter.
    """

    category_id: int | None = None
    priority: Priority | None = None
    tag: str = ""
    team_id: int | None = None
    agent_id: int | None = None
    note: str = ""
    answer_id: int | None = None
    snooze: int = 0
    tell_id: int | None = None


@dataclass(frozen=True)
class Terms:
    """A rule as it is typed; `hours` are those without a change, of one that waits for them.

    One that `stops` lets none behind it look at what it acted on, at that moment.
    """

    name: str
    moment: Moment
    conditions: Conditions = field(default_factory=Conditions)
    actions: Actions = field(default_factory=Actions)
    hours: int = 0
    stops: bool = False


def check_terms(terms: Terms) -> Terms:
    """The rule as it is kept; raise AutomationRefused."""
    name, note = " ".join(terms.name.split()), terms.actions.note.strip()
    if not name or len(name) > LONGEST_NAME:
        raise AutomationRefused("Give the rule a name of %(most)s characters.", most=LONGEST_NAME)
    if len(note) > LONGEST_NOTE:
        raise AutomationRefused("Shorten the note to %(most)s characters.", most=LONGEST_NOTE)
    actions = replace(terms.actions, note=note)
    if actions == Actions():
        raise AutomationRefused("Say what the rule does: choose at least one action.")
    if actions.snooze > LONGEST_SNOOZE:
        raise AutomationRefused("Snooze it for %(most)s days at most.", most=LONGEST_SNOOZE)
    waits = terms.moment is Moment.UNTOUCHED
    if waits and not 1 <= terms.hours <= LONGEST_WAIT:
        raise AutomationRefused(
            "Say after how many hours without a change: 1 to %(most)s.", most=LONGEST_WAIT
        )
    return replace(terms, name=name, actions=actions, hours=terms.hours if waits else 0)


def check_number(existing: int) -> None:
    """Raise AutomationRefused where there are more than anybody overlooks."""
    if existing >= MOST:
        raise AutomationRefused("There are %(most)s rules. Delete one of no use.", most=MOST)


def is_storm(runs_in_an_hour: int) -> bool:
    """Has the rule acted on this ticket so often that it is stopped?"""
    return runs_in_an_hour >= STORM
