"""Tickets for lists and pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    String,
    and_,
    bindparam,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import Session

from helpdesk.accounts.teams.queries import ids_of_teams_of
from helpdesk.feature import Audited
from helpdesk.platform.audit import AuditEvent
from helpdesk.tickets.fields.queries import compared, with_those_below
from helpdesk.tickets.fields.rules import Comparison
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.reading import written_on
from helpdesk.tickets.rules import DONE, SERIES, TicketState, TicketType
from helpdesk.web.cursors import Page, Place, counted, cut, number_of, place_of, stands

PAGE = 50
AUDITED = Audited(
    "ticket",
    Ticket.id,
    {
        "number": Ticket.number,
        "state": Ticket.state,
        "priority": Ticket.priority,
        "agent": Ticket.agent_id,
    },
    series=SERIES,
)
NEVER = datetime(9999, 1, 1, tzinfo=UTC)  # where a list puts what has no date


class Order(StrEnum):
    """What stands on top of a list."""

    CHANGED = "changed"
    DUE = "due"


class Holder(StrEnum):
    """Whose tickets a list shows."""

    ANYBODY = "anybody"
    ME = "me"
    NOBODY = "nobody"
    OTHERS = "others"


# The states stand in the query itself, as they do in the index of what is to do. What is snoozed
# comes back by itself.
_DONE = bindparam("done", sorted(DONE), String, expanding=True, literal_execute=True)
TO_DO = (Ticket.state.not_in(_DONE), Ticket.snoozed_until.is_(None))


@dataclass(frozen=True)
class Filter:
    """What a list shows; no state means everything that is still to be done.

    A category means also those below it; `my_teams` are those that whoever looks is in.
    """

    state: TicketState | None = None
    holder: Holder = Holder.ANYBODY
    customer_id: UUID | None = None
    order: Order = Order.CHANGED
    type: TicketType | None = None
    category_id: int | None = None
    tag: str = ""
    language: str = ""
    snoozed: bool = False
    field: Comparison | None = None
    team_id: int | None = None
    my_teams: bool = False


def tickets_page(
    session: Session, wanted: Filter, agent_id: int, *, after: str | None = None
) -> Page[Ticket]:
    """Tickets with the newest change first, or with what is due soonest."""
    query = select(Ticket).where(*conditions_of(wanted, agent_id)).limit(PAGE + 1)
    if wanted.order is Order.DUE:
        found = session.scalars(_soonest_first(query, place_of(after))).all()
        return cut(found, PAGE, lambda ticket: Place(ticket.due_at or NEVER, str(ticket.id)))
    found = session.scalars(_newest_first(query, place_of(after))).all()
    return cut(found, PAGE, lambda ticket: Place(ticket.updated_at, str(ticket.id)))


def last_written(session: Session, tickets: Iterable[Ticket]) -> dict[int, datetime]:
    """When somebody wrote on each of them last, notes aside."""
    newest = select(TicketEntry.ticket_id, func.max(TicketEntry.created_at))
    theirs = TicketEntry.ticket_id.in_([ticket.id for ticket in tickets]), ~TicketEntry.note
    found = session.execute(newest.where(*theirs).group_by(TicketEntry.ticket_id))
    return dict(found.tuples().all())


def open_tickets() -> ScalarSelect[int]:
    """Asks how many tickets still want work."""
    return counted(Ticket, *TO_DO)


def open_tickets_of(session: Session, agent_id: int) -> list[Ticket]:
    """What this agent has still to do."""
    query = select(Ticket).where(Ticket.agent_id == agent_id, Ticket.state.not_in(DONE))
    return list(session.scalars(query.order_by(Ticket.id)))


def entries_of(session: Session, ticket: Ticket) -> list[TicketEntry]:
    """Everything written on the ticket, and on those merged into it, oldest first."""
    query = select(TicketEntry).where(written_on(ticket)).order_by(TicketEntry.id)
    return list(session.scalars(query))


def history_of(session: Session, ticket: Ticket) -> list[AuditEvent]:
    """Every change of the ticket, newest first."""
    query = (
        select(AuditEvent)
        .where(AuditEvent.subject_type == "ticket", AuditEvent.subject_id == str(ticket.id))
        .order_by(AuditEvent.id.desc())
    )
    return list(session.scalars(query))


def conditions_of(wanted: Filter, agent_id: int) -> list[ColumnElement[bool]]:
    """What holds of every ticket in the list."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.state:
        conditions.append(stands(Ticket.state, wanted.state))
    elif wanted.snoozed:
        conditions.append(Ticket.snoozed_until.is_not(None))
    elif wanted.customer_id is None:
        conditions += TO_DO
    if wanted.customer_id:
        conditions.append(Ticket.customer_id == wanted.customer_id)
    return [*conditions, *_held(wanted, agent_id), *_described(wanted)]


def _held(wanted: Filter, agent_id: int) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.holder is Holder.ME:
        conditions.append(Ticket.agent_id == agent_id)
    if wanted.holder is Holder.NOBODY:
        conditions.append(Ticket.agent_id.is_(None))
    if wanted.holder is Holder.OTHERS:
        conditions.append(Ticket.agent_id != agent_id)
    if wanted.my_teams:
        conditions.append(Ticket.team_id.in_(ids_of_teams_of(agent_id)))
    if wanted.team_id:
        conditions.append(Ticket.team_id == wanted.team_id)
    return conditions


def _described(wanted: Filter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.type:
        conditions.append(Ticket.type == wanted.type)
    if wanted.category_id:
        conditions.append(Ticket.category_id.in_(with_those_below(wanted.category_id)))
    if wanted.field:
        conditions.append(compared(wanted.field))
    if wanted.tag:
        conditions.append(Ticket.tags.contains([wanted.tag]))
    if wanted.language:
        conditions.append(Ticket.language == wanted.language)
    return conditions


def _newest_first(query: Select[Ticket], after: Place | None) -> Select[Ticket]:
    if after:
        place = tuple_(Ticket.updated_at, Ticket.id)
        query = query.where(place < tuple_(after.moment, number_of(after.key)))
    return query.order_by(Ticket.updated_at.desc(), Ticket.id.desc())


def _soonest_first(query: Select[Ticket], after: Place | None) -> Select[Ticket]:
    """What is never due comes last, as the database puts what is empty."""
    if after:
        key, never = number_of(after.key), Ticket.due_at.is_(None)
        later = or_(tuple_(Ticket.due_at, Ticket.id) > tuple_(after.moment, key), never)
        query = query.where(and_(never, Ticket.id > key) if after.moment == NEVER else later)
    return query.order_by(Ticket.due_at, Ticket.id)
