"""Which tickets are meant: what a condition may ask, and whether it holds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from helpdesk.tickets.fields.rules import Comparison, Value, holds
from helpdesk.tickets.rules import Priority, TicketState, TicketType


class Due(StrEnum):
    """How a ticket stands to what is owed on it."""

    NEAR = "near"
    MISSED = "missed"


class Condition(StrEnum):
    """What is asked about, as it is named to whoever wonders what does not hold."""

    STATE = "state"
    PRIORITY = "priority"
    TYPE = "type"
    CATEGORY = "category"
    TAGS = "tags"
    WORDS = "words_of_the_customer"
    FIELD = "field"
    HOLDER = "who_has_it"
    TEAM = "team"
    CHANNEL = "came_by"
    LANGUAGE = "language"
    DOMAIN = "domain"
    DEADLINE = "deadline"
    AGE = "age"
    ANSWERS = "answers"
    RATING = "rating"


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
class Seen:
    """What conditions look at; `categories` are the ticket's own and those above it.

    `values` are those of custom fields, `due` says what holds of anything that is owed, `age` is in
    hours, and `score` is the newest that the customer gave. A chat has no state, priority or type.
    """

    state: TicketState | None
    priority: Priority | None
    type: TicketType | None
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
    return not unmet(conditions, seen)


def unmet(conditions: Conditions, seen: Seen) -> list[Condition]:
    """What does not hold, in the order of the form."""
    text = seen.words.casefold()
    asked, rated = conditions.category_id, seen.score is not None and seen.score <= conditions.score
    holder = conditions.agent_id in {None, seen.agent_id}
    held = {
        Condition.STATE: conditions.state in {None, seen.state},
        Condition.PRIORITY: conditions.priority in {None, seen.priority},
        Condition.TYPE: conditions.type in {None, seen.type},
        Condition.CATEGORY: asked is None or asked in seen.categories,
        Condition.TAGS: not conditions.tag or conditions.tag in seen.tags,
        Condition.WORDS: not conditions.words or any(word in text for word in conditions.words),
        Condition.FIELD: conditions.field is None or holds(conditions.field, seen.values),
        Condition.HOLDER: holder and not (conditions.unassigned and seen.agent_id),
        Condition.TEAM: conditions.team_id in {None, seen.team_id},
        Condition.CHANNEL: conditions.channel in {"", seen.channel},
        Condition.LANGUAGE: conditions.language in {"", seen.language},
        Condition.DOMAIN: not conditions.domains or seen.domain in conditions.domains,
        Condition.DEADLINE: conditions.due is None or conditions.due in seen.due,
        Condition.AGE: seen.age >= conditions.age,
        Condition.ANSWERS: seen.replies >= conditions.replies,
        Condition.RATING: not conditions.score or rated,
    }
    return [condition for condition, holds_now in held.items() if not holds_now]
