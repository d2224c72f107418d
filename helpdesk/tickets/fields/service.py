"""Defining custom fields, and holding tickets to them; none is ever deleted with its values."""

from dataclasses import replace

from sqlalchemy.orm import Session

from helpdesk.platform import audit, clock
from helpdesk.platform.audit import Actor
from helpdesk.platform.db import Json, one_at_a_time
from helpdesk.platform.errors import NotFound, Overtaken
from helpdesk.tickets.fields.models import TicketField
from helpdesk.tickets.fields.queries import FIELD, all_fields, field_of, fields_lacking
from helpdesk.tickets.fields.rules import Field, Terms, When, check_missing
from helpdesk.tickets.fields.terms import check_number, check_terms
from helpdesk.tickets.models import Ticket


def get_field(session: Session, field_id: int) -> Field:
    """The field, or NotFound."""
    return field_of(_row(session, field_id))


def add_field(session: Session, terms: Terms, *, actor: Actor) -> Field:
    """A field behind all others; raise DefinitionRefused or FieldRefused."""
    one_at_a_time(session, FIELD)
    known = all_fields(session)
    check_number(len(known))
    kept = check_terms(terms, known)
    row = TicketField(position=len(known) + 1, kind=kept.kind)
    _fill(row, kept)
    session.add(row)
    session.flush()
    _record(session, actor, row, "created")
    return field_of(row)


def change_field(session: Session, field: Field, terms: Terms, *, seen: int, actor: Actor) -> None:
    """Other terms, of the same kind; raise Overtaken, DefinitionRefused or FieldRefused.

    A choice that is taken away stays on the tickets that have it.
    """
    one_at_a_time(session, FIELD)
    row = _row(session, field.id)
    if seen != row.version:
        raise Overtaken("This field was changed meanwhile, so yours was not saved.")
    others = [each for each in all_fields(session) if each.id != field.id]
    before = _plain(row)
    _fill(row, check_terms(replace(terms, kind=row.kind), others))
    row.version += 1
    _record(session, actor, row, "changed", before)


def move_up(session: Session, field: Field, *, actor: Actor) -> None:
    """Before the one that stood before it; the first stays where it is."""
    one_at_a_time(session, FIELD)
    order = [each.id for each in all_fields(session)]
    place = order.index(field.id)
    if place == 0:
        return
    order[place - 1], order[place] = order[place], order[place - 1]
    for position, field_id in enumerate(order, start=1):
        _row(session, field_id).position = position
    _record(session, actor, _row(session, field.id), "moved")


def retire_field(session: Session, field: Field, *, retired: bool, actor: Actor) -> None:
    """Whether it is filled in; tickets keep what they have in it. Twice is as once."""
    if field.retired is retired:
        return
    row = _row(session, field.id)
    row.retired_at = clock.now() if retired else None
    _record(session, actor, row, "retired" if retired else "restored")


def check_filled(session: Session, ticket: Ticket) -> None:
    """Raise FieldsMissing where the ticket lacks what is needed to resolve it."""
    check_missing(fields_lacking(session, ticket))


def _row(session: Session, field_id: int) -> TicketField:
    row = session.get(TicketField, field_id)
    if row is None:
        raise NotFound("There is no such field.")
    return row


def _fill(row: TicketField, terms: Terms) -> None:
    row.name, row.help, row.choices = terms.name, terms.help, list(terms.choices)
    row.asked, row.required = terms.asked, terms.required
    row.shown_when, row.required_when = _kept(terms.shown_when), _kept(terms.required_when)


def _kept(when: When) -> Json:
    return {
        "types": sorted(when.types),
        "categories": sorted(when.categories),
        "field_id": when.field_id,
        "value": when.value,
    }


def _plain(row: TicketField) -> Json:
    names = ("name", "help", "choices", "asked", "shown_when", "required", "required_when")
    return {name: getattr(row, name) for name in names}


def _record(
    session: Session, actor: Actor, row: TicketField, action: str, before: Json | None = None
) -> None:
    change = audit.Change(FIELD, row.id, action, before, _plain(row))
    audit.record(session, actor, change)
