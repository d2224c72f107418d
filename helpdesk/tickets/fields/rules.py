"""What a custom field takes, on which tickets it is shown, and which of them lack it."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from helpdesk.platform.errors import RuleBroken
from helpdesk.tickets.rules import TicketType

LONGEST_LINE, LONGEST_TEXT, LONGEST_LINK, LONGEST_ID = 200, 5_000, 500, 18
Value = str | float | bool  # a whole number is an int, a date is written as 2026-03-31
WHOLE = re.compile(r"-?[0-9]{1,15}")
NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,4})?")
YES, NO = "yes", "no"


class FieldKind(StrEnum):
    """What can be filled in."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    WHOLE_NUMBER = "whole_number"
    DECIMAL_NUMBER = "decimal_number"
    DATE = "date"
    YES_OR_NO = "yes_or_no"
    CHOICE = "one_of_a_list"
    LINK = "link"


# These hold words of the desk alone; what was typed into the others may say who somebody is.
IMPERSONAL = frozenset({FieldKind.YES_OR_NO, FieldKind.CHOICE})


class Asked(StrEnum):
    """What the customer does with a field in the form for a request."""

    NOT_ASKED = "not_asked"
    MAY = "may_be_filled_in"
    MUST = "must_be_filled_in"


class FieldRefused(RuleBroken):
    """The field does not take what was typed."""


class FieldsMissing(RuleBroken):
    """A ticket cannot be resolved while these fields are empty."""

    mended_at = "fields"


@dataclass(frozen=True)
class When:
    """Tickets for which all of it holds: one of the types, one of the categories or below it,
    and another field filled in, with this value if there is one. What is empty always holds.
    """

    types: frozenset[TicketType] = frozenset()
    categories: frozenset[int] = frozenset()
    field_id: int | None = None
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """A field as it is typed; `required` is before a ticket is resolved, where `required_when`."""

    name: str = ""
    kind: FieldKind = FieldKind.TEXT
    help: str = ""
    choices: tuple[str, ...] = ()
    asked: Asked = Asked.NOT_ASKED
    shown_when: When = When()
    required: bool = False
    required_when: When = When()


@dataclass(frozen=True, kw_only=True)
class Field(Terms):
    """A field of the desk; a retired one is filled in no more."""

    id: int
    version: int
    retired: bool

    @property
    def key(self) -> str:
        """What its value stands under on a ticket."""
        return str(self.id)


@dataclass(frozen=True)
class Described:
    """What a ticket is about; `categories` are its own and those above it."""

    type: TicketType
    categories: Collection[int]
    values: Mapping[str, Value]


class Operator(StrEnum):
    """How a ticket's value stands to another one."""

    EQUALS = "equals"
    BELOW = "is_below"
    ABOVE = "is_above"
    FILLED = "is_filled_in"
    EMPTY = "is_empty"


COMPARES = frozenset({Operator.EQUALS, Operator.BELOW, Operator.ABOVE})


@dataclass(frozen=True)
class Comparison:
    """A question about one field of a ticket; `typed` is what it is compared with."""

    field_id: int
    operator: Operator
    typed: str = ""


def comparison_in(field_id: str, operator: str, typed: str) -> Comparison | None:
    """The question that was chosen in a form; None where it is not one."""
    known = field_id.isdecimal() and len(field_id) <= LONGEST_ID and operator in set(Operator)
    if not known or (operator in COMPARES and not typed.strip()):
        return None
    return Comparison(int(field_id), Operator(operator), typed.strip())


def value_in(field: Terms, typed: str) -> Value | None:
    """What was typed, as it is kept, None for nothing; raise FieldRefused."""
    words = typed.replace("\x00", "").strip()
    return _READS[field.kind](field, words) if words else None


def answer_in(field: Field, typed: str) -> Value | None:
    """What a customer filled in, as it is kept; raise FieldRefused, also for too little."""
    value = value_in(field, typed)
    if value is None and field.asked is Asked.MUST:
        raise FieldRefused("Fill in “%(field)s”: we need it to help you.", field=field.name)
    return value


def as_typed(value: Value | None) -> str:
    """A value as a form holds it.

    >>> [as_typed(value) for value in (None, True, 12, 19.5, "Fern")]
    ['', 'yes', '12', '19.5', 'Fern']
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return str(value)


def holds(comparison: Comparison, values: Mapping[str, Value]) -> bool:
    """Does it hold for a ticket with these values?"""
    value = values.get(str(comparison.field_id))
    operator = comparison.operator
    if operator is Operator.EMPTY or value is None:
        return operator is Operator.EMPTY and value is None
    if operator is Operator.FILLED:
        return True
    if operator is Operator.EQUALS:
        return any(_alike(value, each) for each in readings(comparison.typed))
    limit = limit_in(comparison.typed)
    if isinstance(value, str) and isinstance(limit, str):
        return value < limit if operator is Operator.BELOW else value > limit
    if isinstance(value, str | bool) or not isinstance(limit, float):
        return False
    return value < limit if operator is Operator.BELOW else value > limit


def readings(typed: str) -> list[Value]:
    """Every value that these words can stand for, whatever the kind of field.

    >>> readings("12.50")
    ['12.50', 12.5]
    """
    words = typed.strip()
    found: list[Value] = [words]
    if NUMBER.fullmatch(words) or WHOLE.fullmatch(words):
        found.append(float(words))
    if words in {YES, NO}:
        found.append(words == YES)
    return found


def limit_in(typed: str) -> float | str | None:
    """The number or the day that something is below or above; None for other words."""
    words = typed.strip()
    if NUMBER.fullmatch(words) or WHOLE.fullmatch(words):
        return float(words)
    return _day(words)


def is_shown(field: Field, ticket: Described) -> bool:
    """Is the field on the page of that ticket? What was filled in stays there."""
    return field.key in ticket.values or (not field.retired and fits(field.shown_when, ticket))


def lacking(fields: Iterable[Field], ticket: Described) -> list[Field]:
    """The fields without which the ticket is not resolved, and that are empty."""
    return [
        field
        for field in fields
        if field.required
        and field.key not in ticket.values
        and is_shown(field, ticket)
        and fits(field.required_when, ticket)
    ]


def check_missing(missing: Iterable[Field]) -> None:
    """Raise FieldsMissing where there is any."""
    names = ", ".join(f"“{field.name}”" for field in missing)
    if names:
        raise FieldsMissing(
            "Fill in %(fields)s first: a ticket like this one is not resolved without it.",
            fields=names,
        )


def fits(when: When, ticket: Described) -> bool:
    """Does all of it hold?"""
    return (
        (not when.types or ticket.type in when.types)
        and (not when.categories or not when.categories.isdisjoint(ticket.categories))
        and (when.field_id is None or holds(compared_in(when, when.field_id), ticket.values))
    )


def compared_in(when: When, field_id: int) -> Comparison:
    """The question that a condition asks about another field."""
    operator = Operator.EQUALS if when.value else Operator.FILLED
    return Comparison(field_id, operator, when.value)


def _alike(one: Value, other: Value) -> bool:
    if isinstance(one, bool) or isinstance(other, bool) or isinstance(one, str):
        return type(one) is type(other) and one == other
    return one == other


def _line(field: Terms, words: str) -> str:
    return _short_enough(field, " ".join(words.split()), LONGEST_LINE)


def _text(field: Terms, words: str) -> str:
    return _short_enough(field, words, LONGEST_TEXT)


def _short_enough(field: Terms, words: str, most: int) -> str:
    if len(words) > most:
        raise FieldRefused(
            "Shorten “%(field)s” to %(most)s characters or less.", field=field.name, most=most
        )
    return words


def _whole(field: Terms, words: str) -> int:
    if not WHOLE.fullmatch(words):
        raise FieldRefused("“%(field)s” is a whole number, such as 12.", field=field.name)
    return int(words)


def _decimal(field: Terms, words: str) -> float:
    if not NUMBER.fullmatch(words):
        raise FieldRefused(
            "“%(field)s” is a number such as 1250.50, with four places behind the point at most.",
            field=field.name,
        )
    return float(words)


def _date(field: Terms, words: str) -> str:
    day = _day(words)
    if day is None:
        raise FieldRefused("“%(field)s” is a day, such as 2026-03-31.", field=field.name)
    return day


def _day(words: str) -> str | None:
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        return None


def _yes_or_no(field: Terms, words: str) -> bool:
    if words not in {YES, NO}:
        raise FieldRefused("“%(field)s” is yes or no.", field=field.name)
    return words == YES


def _choice(field: Terms, words: str) -> str:
    for choice in field.choices:
        if choice.casefold() == words.casefold():
            return choice
    raise FieldRefused("Choose one of those that “%(field)s” offers.", field=field.name)


def _link(field: Terms, words: str) -> str:
    try:
        address = urlsplit(words)
    except ValueError:
        address = urlsplit("")
    if address.scheme not in {"http", "https"} or not address.hostname or len(words.split()) > 1:
        raise FieldRefused(
            "“%(field)s” is the address of a page, beginning with https://.", field=field.name
        )
    return _short_enough(field, words, LONGEST_LINK)


_READS: Mapping[FieldKind, Callable[[Terms, str], Value]] = {
    FieldKind.TEXT: _line,
    FieldKind.LONG_TEXT: _text,
    FieldKind.WHOLE_NUMBER: _whole,
    FieldKind.DECIMAL_NUMBER: _decimal,
    FieldKind.DATE: _date,
    FieldKind.YES_OR_NO: _yes_or_no,
    FieldKind.CHOICE: _choice,
    FieldKind.LINK: _link,
}
