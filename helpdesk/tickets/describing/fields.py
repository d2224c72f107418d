"""Filling in a ticket's custom fields."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from helpdesk.platform import audit, events
from helpdesk.platform.audit import Actor
from helpdesk.tickets.fields.queries import SET, all_fields, field_named, last_to_fill_in
from helpdesk.tickets.fields.rules import (
    IMPERSONAL,
    Field,
    FieldRefused,
    Value,
    as_typed,
    value_in,
)
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import check_seen
from helpdesk.tickets.service import hold, record


@dataclass(frozen=True)
class Filling:
    """What was typed into a field, empty for nothing; `seen` is what stood there before."""

    field: Field
    typed: str
    seen: str | None = None


def fill_in(session: Session, ticket: Ticket, filling: Filling, *, actor: Actor) -> None:
    """What the ticket has in the field from now on; raise FieldRefused or Overtaken.

    A retired field can only be emptied.
    """
    hold(session, ticket)
    field, seen = filling.field, filling.seen
    before = as_typed(ticket.fields.get(field.key))
    if seen is not None and seen != before:
        by = last_to_fill_in(session, ticket, field)
        check_seen(before, seen, what=f"“{field.name}”", by=by)
    value = value_in(field, filling.typed)
    after = as_typed(value)
    if after == before:
        return
    if field.retired and value is not None:
        raise FieldRefused("“%(field)s” is retired and is filled in no more.", field=field.name)
    keep_values(ticket, {field: value})
    told = {"value": after, "field": field.name, "field_id": field.key}
    record(session, ticket, actor, audit.Change("ticket", ticket.id, SET, {"value": before}, told))
    events.publish(session, events.TicketChanged(ticket.id, "field", before, after))


def fill_in_named(
    session: Session, ticket: Ticket, named: Mapping[str, Value | None], *, actor: Actor
) -> None:
    """The same for several by their names; raise NotFound for a name that there is not."""
    for name, value in named.items():
        filling = Filling(field_named(session, name), as_typed(value))
        fill_in(session, ticket, filling, actor=actor)


def values_named(session: Session, named: Mapping[str, Value | None]) -> dict[str, object]:
    """Values by the field's name as a new ticket keeps them; raise NotFound or FieldRefused."""
    fields = {name: field_named(session, name) for name in named}
    values = {fields[name].key: value_in(fields[name], as_typed(named[name])) for name in named}
    return {key: value for key, value in values.items() if value is not None}


def names_of_fields(session: Session) -> dict[str, str]:
    """The name of each by what its value stands under."""
    return {field.key: field.name for field in all_fields(session)}


def keep_values(ticket: Ticket, values: dict[Field, Value | None]) -> None:
    """Let the ticket have these; an empty one goes."""
    fields = ticket.fields | {field.key: value for field, value in values.items()}
    ticket.fields = {key: value for key, value in fields.items() if value is not None}


def forget_fields(session: Session, ticket: Ticket) -> None:
    """Only what the desk itself offered to choose stays; the rest may say who it was."""
    impersonal = {field.key for field in all_fields(session) if field.kind in IMPERSONAL}
    ticket.fields = {key: value for key, value in ticket.fields.items() if key in impersonal}
    audit.blank(session, "ticket", [ticket.id], actions=(SET,))
