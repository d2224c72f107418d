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


class Moment(StrEnum):
    """When a rule looks at a ticket."""

    OPENED = "opened"
    CUSTOMER_WROTE = "customer_wrote"
    CHANGED = "changed"
    UNTOUCHED = "untouched"


class AutomationRefused(RuleBroken):
    """A rule cannot be kept as it was typed."""


@dataclass(frozen=True)
class Conditions:
    """Which tickets; what is None or empty holds for every one. One of the `words` is enough."""

    state: TicketState | None = None
    priority: Priority | None = None
    type: TicketType | None = None
    category_id: int | None = None
    tag: str = ""
    words: tuple[str, ...] = ()
    unassigned: bool = False
    field: Comparison | None = None


@dataclass(frozen=True)
class Actions:
    """What is done, in this order; what is None or empty is left as it is."""

    category_id: int | None = None
    priority: Priority | None = None
    tag: str = ""
    agent_id: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Terms:
    """A rule as it is typed; `hours` are those without a change, of one that waits for them."""

    name: str
    moment: Moment
    conditions: Conditions = field(default_factory=Conditions)
    actions: Actions = field(default_factory=Actions)
    hours: int = 0


@dataclass(frozen=True)
class Seen:
    """What conditions look at; `categories` are the ticket's own and those above it.

    `values` are those of custom fields.
    """

    state: TicketState
    priority: Priority
    type: TicketType
    categories: Collection[int]
    tags: Collection[str]
    words: str
    assigned: bool
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
        and not (conditions.unassigned and seen.assigned)
        and (conditions.field is None or holds(conditions.field, seen.values))
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
