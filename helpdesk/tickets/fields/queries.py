"""The desk's custom fields, what a ticket has in them, and which tickets lack them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, cast, false, func, or_, select
from sqlalchemy.dialects.postgresql import JSONPATH
from sqlalchemy.orm import Session

from helpdesk.accounts.queries import name_of
from helpdesk.platform.audit import SYSTEM, AuditEvent
from helpdesk.platform.db import Json
from helpdesk.platform.errors import NotFound
from helpdesk.tickets.fields.models import TicketField
from helpdesk.tickets.fields.rules import (
    Asked,
    Comparison,
    Described,
    Field,
    Operator,
    When,
    as_typed,
    compared_in,
    is_shown,
    lacking,
    limit_in,
    readings,
)
from helpdesk.tickets.models import Category, Ticket
from helpdesk.tickets.rules import DONE, TicketType

FIELD = "ticket field"  # as the trail names it
SET = "field set"
MOST_CHANGES = 100


@dataclass(frozen=True)
class Filled:
    """A field beside a ticket; `needed` before the ticket can be resolved."""

    field: Field
    typed: str
    needed: bool


def all_fields(session: Session) -> list[Field]:
    """Every field in its order, the retired ones among them."""
    query = select(TicketField).order_by(TicketField.position, TicketField.id)
    return [field_of(row) for row in session.scalars(query)]


def asked_fields(session: Session) -> list[Field]:
    """Those that the form for a request asks for."""
    every = all_fields(session)
    return [each for each in every if each.asked is not Asked.NOT_ASKED and not each.retired]


def field_named(session: Session, name: str) -> Field:
    """The field of that name, whatever its case; raise NotFound."""
    for field in all_fields(session):
        if field.name.casefold() == name.strip().casefold():
            return field
    raise NotFound("There is no field “%(name)s”.", name=name)


def field_of(row: TicketField) -> Field:
    """A row as rules read it."""
    return Field(
        id=row.id,
        version=row.version,
        retired=row.retired_at is not None,
        name=row.name,
        kind=row.kind,
        help=row.help,
        choices=tuple(row.choices),
        asked=row.asked,
        shown_when=_when(row.shown_when),
        required=row.required,
        required_when=_when(row.required_when),
    )


def fields_beside(session: Session, ticket: Ticket) -> list[Filled]:
    """What the ticket's page shows, in order."""
    fields = all_fields(session)
    described = _described(session, ticket, fields)
    needed = {field.id for field in lacking(fields, described)}
    return [
        Filled(field, as_typed(ticket.fields.get(field.key)), field.id in needed)
        for field in fields
        if is_shown(field, described)
    ]


def fields_lacking(session: Session, ticket: Ticket) -> list[Field]:
    """Those without which it is not resolved."""
    fields = all_fields(session)
    return lacking(fields, _described(session, ticket, fields))


def open_without(session: Session, fields: Sequence[Field]) -> dict[int, int]:
    """How many open tickets lack each of those that are required, in one question."""
    required = [field for field in fields if field.required and not field.retired]
    if not required:
        return {}
    counted = [
        func.count().filter(
            ~_has(field.key),
            *_conditions(field.shown_when),
            *_conditions(field.required_when),
        )
        for field in required
    ]
    found = session.execute(select(*counted).where(Ticket.state.not_in(DONE))).one()
    return {field.id: number for field, number in zip(required, found, strict=True)}


def compared(comparison: Comparison) -> ColumnElement[bool]:
    """Does it hold for a ticket? As `rules.holds`, for the database."""
    key = str(comparison.field_id)
    filled = _has(key)
    match comparison.operator:
        case Operator.FILLED:
            return filled
        case Operator.EMPTY:
            return ~filled
        case Operator.EQUALS:
            return or_(*(Ticket.fields.contains({key: v}) for v in readings(comparison.typed)))
    limit = limit_in(comparison.typed)
    if limit is None:
        return false()
    sign = "<" if comparison.operator is Operator.BELOW else ">"
    path = f'$."{key}" {sign} {json.dumps(limit)}'
    return and_(filled, Ticket.fields.op("@@")(cast(path, JSONPATH)))


def with_those_below(*category_ids: int) -> Select[tuple[int]]:
    """These categories and all below them."""
    found = select(Category.id).where(Category.id.in_(category_ids)).cte(recursive=True)
    below = select(Category.id).join(found, Category.parent_id == found.c.id)
    every = found.union_all(below)
    return select(every.c.id)


def last_to_fill_in(session: Session, ticket: Ticket, field: Field) -> str:
    """Who set that field of the ticket last, as a sentence begins."""
    query = select(AuditEvent.actor).where(
        AuditEvent.subject_type == "ticket",
        AuditEvent.subject_id == str(ticket.id),
        AuditEvent.action == SET,
        AuditEvent.after["field_id"].astext == field.key,
    )
    return name_of(session, session.scalar(query.order_by(AuditEvent.id.desc())) or SYSTEM)


def changes_of_fields(session: Session) -> list[AuditEvent]:
    """The newest changes of any field's definition, newest first."""
    query = select(AuditEvent).where(AuditEvent.subject_type == FIELD)
    return list(session.scalars(query.order_by(AuditEvent.id.desc()).limit(MOST_CHANGES)))


def _has(key: str) -> ColumnElement[bool]:
    return Ticket.fields.op("?")(key)


def _when(kept: Json) -> When:
    return When(
        frozenset(TicketType(each) for each in kept["types"]),
        frozenset(kept["categories"]),
        kept["field_id"],
        kept["value"],
    )


def _described(session: Session, ticket: Ticket, fields: Sequence[Field]) -> Described:
    """The tree is asked only where some condition names a category."""
    asked = any(each.shown_when.categories | each.required_when.categories for each in fields)
    above = _above(session, ticket.category_id) if asked and ticket.category_id else set()
    return Described(ticket.type, above, ticket.fields)


def _above(session: Session, category_id: int) -> set[int]:
    columns = Category.id, Category.parent_id
    found = select(*columns).where(Category.id == category_id).cte(recursive=True)
    above = select(*columns).join(found, Category.id == found.c.parent_id)
    return set(session.scalars(select(found.union_all(above).c.id)))


def _conditions(when: When) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if when.types:
        conditions.append(Ticket.type.in_(when.types))
    if when.categories:
        conditions.append(Ticket.category_id.in_(with_those_below(*when.categories)))
    if when.field_id is not None:
        conditions.append(compared(compared_in(when, when.field_id)))
    return conditions
