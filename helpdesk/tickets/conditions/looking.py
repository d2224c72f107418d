"""How a ticket stands now, as the conditions of a rule look at it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Label, func, select
from sqlalchemy.orm import Session

from helpdesk.conversations.models import Conversation, Message
from helpdesk.conversations.rules import Author
from helpdesk.platform import clock
from helpdesk.tickets.conditions.rules import Due, Seen
from helpdesk.tickets.deadlines.models import Deadline
from helpdesk.tickets.describing.queries import tree
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.satisfaction.models import Survey

HOUR = timedelta(hours=1)
Above = Mapping[int, set[int]]


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
    query = select(Ticket, *_beside()).where(Ticket.id == ticket.id)
    return _seen(session.execute(query).one(), above)


def seen_of_all(session: Session, which: ColumnElement[bool]) -> list[tuple[Ticket, Seen]]:
    """The same of many tickets, the newest first."""
    above = categories_above(session)
    query = select(Ticket, *_beside()).where(which).order_by(Ticket.id.desc())
    return [(row[0], _seen(row, above)) for row in session.execute(query)]


def seen_of_chat(session: Session, chat: Conversation) -> Seen:
    """What of it can be seen of a chat: its words are what the customer said last."""
    said = Message.conversation_id == chat.id, ~Message.note
    theirs = select(Message.text).where(*said, Message.author == Author.CUSTOMER)
    answers = select(func.count()).where(*said, Message.author == Author.AGENT)
    address = chat.customer.email or ""
    return Seen(
        None, None, None, (), (),
        session.scalar(theirs.order_by(Message.id.desc()).limit(1)) or "",
        agent_id=chat.agent_id,
        team_id=chat.team_id,
        channel="conversation",
        domain=address.rpartition("@")[2].lower(),
        language=chat.customer.speaks,
        age=(clock.now() - chat.created_at) / HOUR,
        replies=session.scalar(answers) or 0,
        score=chat.satisfaction,
    )  # fmt: skip


def _beside() -> list[Label[Any]]:
    """What does not stand on the ticket itself."""
    entries = TicketEntry.ticket_id == Ticket.id
    written = select(TicketEntry.text).where(entries, TicketEntry.by_customer)
    said = written.order_by(TicketEntry.id.desc())
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
