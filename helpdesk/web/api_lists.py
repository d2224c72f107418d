"""Lists of the agents' API: newest first, in pages that a cursor joins without gap or repeat."""

from base64 import b64decode, urlsafe_b64encode
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from helpdesk.web.cursors import LOST, Page, Place, cut, place_of

LARGEST_PAGE = 200
Row = TypeVar("Row")
Item = TypeVar("Item", bound=BaseModel)


class Window(BaseModel):
    """Which part of a list is wanted."""

    model_config = ConfigDict(extra="forbid")
    limit: int = Field(50, ge=1, le=LARGEST_PAGE)
    cursor: str | None = Field(None, max_length=200)


class Listed(BaseModel, Generic[Item]):
    """A page of a list; `next` is the cursor of the page that follows, or null."""

    items: list[Item]
    next: str | None


class Shown(BaseModel):
    """What a program sees of a record."""

    model_config = ConfigDict(from_attributes=True)


def newest_first(
    session: Session,
    query: Select[Row],
    moment: InstrumentedAttribute[datetime],
    *,
    key: InstrumentedAttribute[Any],
    window: Window,
) -> Page[Row]:
    """One page of the query, ordered by `moment` and `key`, both descending."""
    place = place_of(_opened(window.cursor))
    if place:
        last = _key_of(place, key)
        query = query.where(tuple_(moment, key) < tuple_(place.moment, last))
    ordered = query.order_by(moment.desc(), key.desc()).limit(window.limit + 1)
    found = session.scalars(ordered).all()
    return cut(found, window.limit, lambda row: _closed(_place(row, moment, key)))


def _place(row: object, moment: InstrumentedAttribute[Any], key: InstrumentedAttribute[Any]) -> str:
    return str(Place(getattr(row, moment.key), str(getattr(row, key.key))))


def _key_of(place: Place, key: InstrumentedAttribute[Any]) -> UUID | int:
    kind: type[UUID | int] = key.type.python_type
    try:
        return kind(place.key)
    except ValueError:
        raise LOST from None


def _closed(place: str) -> str:
    """The cursor as programs get it: opaque, and safe in an address as it is."""
    return urlsafe_b64encode(place.encode()).decode().rstrip("=")


def _opened(cursor: str | None) -> str | None:
    if not cursor:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        return b64decode(padded, altchars=b"-_", validate=True).decode()
    except ValueError:
        raise LOST from None
