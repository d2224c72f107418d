"""Deadlines and their policies, for pages, jobs and what keeps them."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session, joinedload

from helpdesk.accounts.teams.models import Team
from helpdesk.settings.models import WorkingCalendar
from helpdesk.tickets.deadlines.models import Deadline, DeadlinePolicy
from helpdesk.tickets.deadlines.rules import Seen
from helpdesk.tickets.models import Category, Ticket, TicketEntry
from helpdesk.tickets.rules import DONE

AT_ONCE = 100


def policies(session: Session) -> list[DeadlinePolicy]:
    """In the order in which they are tried."""
    order = DeadlinePolicy.position, DeadlinePolicy.id
    return list(session.scalars(select(DeadlinePolicy).order_by(*order)))


def policy_of(session: Session, ticket: Ticket) -> DeadlinePolicy | None:
    """The policy that holds for the ticket, if any does."""
    return session.get(DeadlinePolicy, ticket.policy_id) if ticket.policy_id else None


def named_by(session: Session, calendar: WorkingCalendar) -> list[str]:
    """The names of the policies and teams that go by the calendar."""
    policies = select(DeadlinePolicy.name).where(DeadlinePolicy.calendar_id == calendar.id)
    teams = select(Team.name).where(Team.calendar_id == calendar.id)
    return [
        *session.scalars(policies.order_by(DeadlinePolicy.position)),
        *session.scalars(teams.order_by(Team.name)),
    ]


def seen_of(session: Session, ticket: Ticket) -> Seen:
    """What the conditions of policies look at."""
    categories = _with_those_above(session, ticket.category_id) if ticket.category_id else ()
    return Seen(
        ticket.channel,
        ticket.address,
        ticket.type,
        ticket.priority,
        categories,
        ticket.tags,
        ticket.team_id,
    )


def targets_of(session: Session, ticket: Ticket) -> Mapping[str, int]:
    """What its policy promises for its priority, in minutes by metric."""
    policy = policy_of(session, ticket)
    targets: Mapping[str, int] = policy.targets.get(ticket.priority, {}) if policy else {}
    return targets


def deadlines_of(session: Session, ticket: Ticket) -> list[Deadline]:
    """All of a ticket's deadlines, in the order in which they began."""
    query = select(Deadline).where(Deadline.ticket_id == ticket.id)
    return list(session.scalars(query.order_by(Deadline.started_at, Deadline.id)))


def promised_on(session: Session, ticket: Ticket) -> tuple[DeadlinePolicy | None, list[Deadline]]:
    """The policy that holds and all deadlines of the ticket, asked for at once for its page."""
    query = select(Deadline, DeadlinePolicy).where(Deadline.ticket_id == ticket.id)
    query = query.outerjoin(DeadlinePolicy, DeadlinePolicy.id == ticket.policy_id)
    found = session.execute(query.order_by(Deadline.started_at, Deadline.id)).all()
    return (found[0][1] if found else None), [deadline for deadline, _ in found]


def was_answered(session: Session, ticket: Ticket) -> bool:
    """Has any agent written to the customer?"""
    answer = exists().where(
        TicketEntry.ticket_id == ticket.id, TicketEntry.agent_id.is_not(None), ~TicketEntry.note
    )
    return bool(session.scalar(select(answer)))


def due_for_warning(session: Session, now: datetime) -> list[Deadline]:
    """Owed soon, and nobody was reminded; held until commit."""
    return _watched(session, Deadline.warn_at <= now, Deadline.warned_at.is_(None))


def just_missed(session: Session, now: datetime) -> list[Deadline]:
    """Owed and late, and nobody was told; held until commit."""
    return _watched(session, Deadline.due_at <= now, Deadline.missed_at.is_(None))


def unfinished_after(session: Session, ticket_id: int) -> list[Ticket]:
    """The next tickets that are not done, by id; held until commit."""
    query = select(Ticket).where(Ticket.id > ticket_id, Ticket.state.not_in(DONE))
    query = query.order_by(Ticket.id).limit(AT_ONCE).with_for_update(of=Ticket)
    return list(session.scalars(query))


def _with_those_above(session: Session, category_id: int) -> list[int]:
    """The category and all above it in the tree."""
    own = select(Category.id, Category.parent_id).where(Category.id == category_id)
    path = own.cte(recursive=True)
    above = select(Category.id, Category.parent_id).join(path, Category.id == path.c.parent_id)
    path = path.union_all(above)
    return list(session.scalars(select(path.c.id)))


def _watched(session: Session, *conditions: ColumnElement[bool]) -> list[Deadline]:
    query = (
        select(Deadline)
        .where(Deadline.ended_at.is_(None), *conditions)
        .options(joinedload(Deadline.ticket))
        .order_by(Deadline.due_at)
        .limit(AT_ONCE)
        .with_for_update(of=Deadline, skip_locked=True)
    )
    return list(session.scalars(query))
