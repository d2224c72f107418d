"""When a rule acts, whether a ticket fits it, and what it may do."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from helpdesk.platform.errors import RuleBroken
from helpdesk.tickets.fields.rules import Comparison, Value, holds
from helpdesk.tickets.rules import Priority, TicketState, TicketType

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


class Due(StrEnum):
    """How a ticket stands to what is owed on it."""

    NEAR = "near"
    MISSED = "missed"


class AutomationRefused(RuleBroken):
    """A rule cannot be kept as it was typed."""


@dataclass(frozen=True)
class Conditions:
    """Which tickets; what is None, nought or empty holds for every one.

    One of the `words` or `domains` is enough. `age` are hours since it was opened, `replies` the
    least number of answers, and `score` the best of those that the customer gave.
    """

    state: TicketState | None = None
    priority: Priority | None = None
    type: TicketType | None = None
    category_id: int | None = None
    tag: str = ""
    words: tuple[str, ...] = ()
    unassigned: bool = False
    field: Comparison | None = None
    channel: str = ""
    domains: tuple[str, ...] = ()
    language: str = ""
    agent_id: int | None = None
    team_id: int | None = None
    due: Due | None = None
    age: int = 0
    replies: int = 0
    score: int = 0


@dataclass(frozen=True)
class Actions:
    """What is done, in this order; what is None, nought or empty is left as it is.

    `snooze` are days, and `tell_id` is the agent who gets a letter.
    """

    category_id: int | None = None
    priority: Priority | None = None
    tag: str = ""
    team_id: int | None = None
    agent_id: int | None = None
    note: str = ""
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


@dataclass(frozen=True)
class Seen:
    """What conditions look at; `categories` are the ticket's own and those above it.

    `values` are those of custom fields, `due` says what holds of anything that is owed, `age` is in
    hours, and `score` is the newest that the customer gave.
    """

    state: TicketState
    priority: Priority
    type: TicketType
    categories: Collection[int]
    tags: Collection[str]
    words: str
    agent_id: int | None = None
    team_id: int | None = None
    channel: str = ""
    domain: str = ""
    language: str = ""
    due: Collection[Due] = ()
    age: float = 0
    replies: int = 0
    score: int | None = None
    values: Mapping[str, Value] = field(default_factory=dict)


def fits(conditions: Conditions, seen: Seen) -> bool:
    """Does all of it hold?"""
    text = seen.words.casefold()
    return (
        conditions.state in {None, seen.state}
        and conditions.priority in {None, seen.priority}
        and conditions.type in {None, seen.type}
        and (conditions.category_id is None or conditions.category_id in seen.categories)
        and (not conditions.tag or conditions.tag in seen.tags)
        and (not conditions.words or any(word in text for word in conditions.words))
        and (conditions.field is None or holds(conditions.field, seen.values))
        and _comes_from(conditions, seen)
        and _is_held(conditions, seen)
        and _has_come_to(conditions, seen)
    )


def _comes_from(conditions: Conditions, seen: Seen) -> bool:
    return (
        conditions.channel in {"", seen.channel}
        and (not conditions.domains or seen.domain in conditions.domains)
        and conditions.language in {"", seen.language}
    )


def _is_held(conditions: Conditions, seen: Seen) -> bool:
    return (
        not (conditions.unassigned and seen.agent_id)
        and conditions.agent_id in {None, seen.agent_id}
        and conditions.team_id in {None, seen.team_id}
    )


def _has_come_to(conditions: Conditions, seen: Seen) -> bool:
    rated = seen.score is not None and seen.score <= conditions.score
    return (
        (conditions.due is None or conditions.due in seen.due)
        and seen.age >= conditions.age
        and seen.replies >= conditions.replies
        and (not conditions.score or rated)
    )


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
