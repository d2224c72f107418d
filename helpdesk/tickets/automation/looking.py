"""How a ticket stands, as the conditions of a rule look at it."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Label, func, select
from sqlalchemy.orm import Session

from helpdesk.platform import clock
from helpdesk.tickets.automation.rules import Due, Seen, Terms, fits
from helpdesk.tickets.deadlines.models import Deadline
from helpdesk.tickets.describing.queries import tree
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.satisfaction.models import Survey

MOST_TRIED, MOST_SHOWN = 2_000, 50
TRIED_OVER = timedelta(days=30)
HOUR = timedelta(hours=1)
Above = Mapping[int, set[int]]


def would_have_acted(session: Session, terms: Terms) -> list[Ticket]:
    """The newest tickets of 30 days that fit as they stand now, fifty at most."""
    since = clock.now() - TRIED_OVER
    query = select(Ticket, *_beside()).where(Ticket.created_at >= since)
    above = categories_above(session)
    fitting = (
        row[0]
        for row in session.execute(query.order_by(Ticket.id.desc()).limit(MOST_TRIED))
        if fits(terms.conditions, _seen(row, above))
    )
    return list(islice(fitting, MOST_SHOWN))


def categories_above(session: Session) -> Above:
    """Each category with itself and all above it."""
    known = tree(session)
    by_path = {branch.path: branch.id for branch in known}
    return {
        branch.id: {by_path[branch.path[:depth]] for depth in range(1, len(branch.path) + 1)}
        for branch in known
    }


def seen_of(session: Session, ticket: Ticket, above: Above) -> Seen:
    """What conditions look at, of words the subject and what the customer wrote last."""
    session.flush()
    return _seen(
        session.execute(select(Ticket, *_beside()).where(Ticket.id == ticket.id)).one(), above
    )


def _beside() -> list[Label[Any]]:
    """What does not stand on the ticket itself."""
    entries = TicketEntry.ticket_id == Ticket.id
    by_customer = TicketEntry.agent_id.is_(None), ~TicketEntry.note  # a rule's note is nobody's
    said = select(TicketEntry.text).where(entries, *by_customer).order_by(TicketEntry.id.desc())
    answers = TicketEntry.agent_id.is_not(None), ~TicketEntry.note
    owed = Deadline.ticket_id == Ticket.id, Deadline.ended_at.is_(None)
    rated = select(Survey.score).where(Survey.ticket_id == Ticket.id, Survey.score.is_not(None))
    now = clock.now()
    return [
        said.limit(1).scalar_subquery().label("said"),
        select(func.count()).where(entries, *answers).scalar_subquery().label("replies"),
        rated.order_by(Survey.id.desc()).limit(1).scalar_subquery().label("score"),
        select(Deadline.id).where(*owed, Deadline.warn_at <= now).exists().label("near"),
        select(Deadline.id).where(*owed, Deadline.due_at <= now).exists().label("missed"),
    ]


def _seen(row: Any, above: Above) -> Seen:
    ticket, said, replies, score, near, missed = row
    due = {Due.NEAR: near and not missed, Due.MISSED: missed}
    return Seen(
        ticket.state,
        ticket.priority,
        ticket.type,
        above.get(ticket.category_id, set()) if ticket.category_id else set(),
        ticket.tags,
        f"{ticket.subject}\n{said or ''}",
        agent_id=ticket.agent_id,
        team_id=ticket.team_id,
        channel=ticket.channel,
        domain=(ticket.address or "").rpartition("@")[2].lower(),
        language=ticket.language or "",
        due=[each for each, holds in due.items() if holds],
        age=(clock.now() - ticket.created_at) / HOUR,
        replies=replies,
        score=score,
        values=ticket.fields,
    )
