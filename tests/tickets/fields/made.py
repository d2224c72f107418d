"""Fields as tests define them."""

from sqlalchemy.orm import Session

from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.describing.fields import Filling, fill_in
from helpdesk.tickets.fields.rules import Field, FieldKind, Terms
from helpdesk.tickets.fields.service import add_field
from helpdesk.tickets.models import Ticket


def make_field(
    session: Session, name: str, kind: FieldKind = FieldKind.TEXT, **more: object
) -> Field:
    """A field of the desk."""
    field = add_field(
        session,
        Terms(name=name, kind=kind, **more),  # type: ignore[arg-type]
        actor=SYSTEM,
    )
    session.commit()
    return field


def filled(session: Session, ticket: Ticket, field: Field, typed: str) -> Ticket:
    """The ticket with that in its field."""
    fill_in(session, ticket, Filling(field, typed), actor=SYSTEM)
    session.commit()
    return ticket
