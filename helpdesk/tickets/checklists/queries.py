"""The steps of a ticket, and the checklists that it can begin."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from helpdesk.tickets.checklists.models import ChecklistStep, ChecklistTemplate
from helpdesk.tickets.models import Ticket


def steps_of(session: Session, ticket: Ticket) -> list[ChecklistStep]:
    """Its own in their order, and those of tickets that were merged into it."""
    own = ChecklistStep.ticket_id == ticket.id
    query = select(ChecklistStep).join(Ticket, Ticket.id == ChecklistStep.ticket_id)
    query = query.where(or_(own, Ticket.merged_into_id == ticket.id))
    return list(session.scalars(query.order_by(~own, ChecklistStep.position, ChecklistStep.id)))


def open_steps(session: Session, ticket: Ticket) -> int:
    """How many are still to be done."""
    query = select(func.count()).select_from(ChecklistStep).join(Ticket)
    query = query.where(
        or_(Ticket.id == ticket.id, Ticket.merged_into_id == ticket.id),
        ChecklistStep.done_at.is_(None),
    )
    return session.scalar(query) or 0


def templates(session: Session) -> list[ChecklistTemplate]:
    """Every checklist by its name."""
    query = select(ChecklistTemplate)
    return list(session.scalars(query.order_by(ChecklistTemplate.name, ChecklistTemplate.id)))
