"""Long lists in pages: each page ends with a cursor that says where the next one begins."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, ScalarSelect, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from helpdesk.platform.errors import RuleBroken

T = TypeVar("T")
COUNTED = 100  # where nobody minds whether there are more, pages say "99+"
LOST = RuleBroken("That part of the list cannot be found. Start again from its beginning.")


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some entries of a list, and the cursor of those that follow."""

    items: list[T]
    next: str | None


@dataclass(frozen=True)
class Place:
    """Where a list ordered by a moment was cut; `key` tells entries of one moment apart."""

    moment: datetime
    key: str

    def __str__(self) -> str:
        return f"{self.moment.isoformat()}~{self.key}"


def place_of(cursor: str | None) -> Place | None:
    """The place that a cursor names; RuleBroken for one that we never gave out."""
    if not cursor:
        return None
    moment, _, key = cursor.partition("~")
    try:
        place = Place(datetime.fromisoformat(moment), key)
    except ValueError:
        raise LOST from None
    if place.moment.tzinfo is None or not key:
        raise LOST
    return place


def number_of(cursor: str | None) -> int | None:
    """The id at which a list ordered by ids was cut."""
    if not cursor:
        return None
    if not cursor.isdecimal() or len(cursor) > 18:
        raise LOST
    return int(cursor)


def cut(found: Sequence[T], size: int, mark: Callable[[T], object]) -> Page[T]:
    """A page of `found`, which was asked for one entry more than the page holds."""
    items = list(found[:size])
    return Page(items, str(mark(items[-1])) if len(found) > size else None)


def counted(
    table: Any, *conditions: ColumnElement[bool] | InstrumentedAttribute[bool]
) -> ScalarSelect[int]:
    """Asks how many rows fulfil that, a hundred at most: the rest need not be read."""
    some = select(literal(1)).select_from(table).where(*conditions).limit(COUNTED)
    return select(func.count()).select_from(some.subquery()).scalar_subquery()


def stands(column: InstrumentedAttribute[Any], word: str) -> ColumnElement[bool]:
    """Does that word stand there? It is part of the query, not a value beside it.

    Of some words there are few rows and of others nearly all: the plan is made for this one.
    """
    return column == literal(word, column.type, literal_execute=True)
