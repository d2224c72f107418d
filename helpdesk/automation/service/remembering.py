"""What happened on tickets, as their trail, words, deadlines and ratings keep it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from helpdesk.accounts.teams.models import Team
from helpdesk.accounts.teams.queries import TEAM
from helpdesk.automation.rules.names import Known, Names, Renamed
from helpdesk.automation.rules.past import Past, Recorded, Written
from helpdesk.platform.audit import RULE, AuditEvent
from helpdesk.tickets.deadlines.models import Deadline
from helpdesk.tickets.describing.queries import CATEGORY, tree
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.satisfaction.models import Survey

Values = Select[*tuple[Any, ...]]  # by ticket


def pasts_of(session: Session, tickets: Sequence[Ticket]) -> dict[int, Past]:
    """The past of each, by its id."""
    ids = [ticket.id for ticket in tickets]
    trails, written = _trails(session, ids), _written(session, ids)
    warned = _by_ticket(session, _moments(Deadline.warned_at, ids))
    missed = _by_ticket(session, _moments(Deadline.missed_at, ids))
    scores = _by_ticket(session, _scores(ids))
    return {
        ticket.id: Past(
            ticket.created_at,
            trails[ticket.id],
            written[ticket.id],
            [at for (at,) in warned[ticket.id]],
            [at for (at,) in missed[ticket.id]],
            [(at, score) for at, score in scores[ticket.id]],
        )
        for ticket in tickets
    }


def names_of(session: Session) -> Names:
    """What categories and teams are called, and were."""
    branches = tree(session)
    by_path = {branch.path: branch.id for branch in branches}
    lines = [
        tuple(by_path[branch.path[:depth]] for depth in range(1, len(branch.path) + 1))
        for branch in branches
    ]
    teams = {team.id: team.name for team in session.scalars(select(Team))}
    return Names(
        Known({branch.id: branch.name for branch in branches}, _renamed(session, CATEGORY)),
        lines,
        Known(teams, _renamed(session, TEAM)),
    )


def _renamed(session: Session, subject: str) -> list[Renamed]:
    renames = AuditEvent.action.in_(["renamed", "name set"])
    query = select(AuditEvent).where(AuditEvent.subject_type == subject, renames)
    return [
        Renamed(event.at, int(event.subject_id), event.before["name"])
        for event in session.scalars(query.order_by(AuditEvent.id.desc()))
        if event.before
    ]


def _trails(session: Session, ids: Sequence[int]) -> Mapping[int, list[Recorded]]:
    query = select(AuditEvent).where(
        AuditEvent.subject_type == "ticket",
        AuditEvent.subject_id.in_([str(each) for each in ids]),
        AuditEvent.before.is_not(None),
    )
    found: dict[int, list[Recorded]] = defaultdict(list)
    for event in session.scalars(query.order_by(AuditEvent.id)):
        change = Recorded(event.at, event.action, event.before or {}, event.actor == RULE)
        found[int(event.subject_id)].append(change)
    return found


def _written(session: Session, ids: Sequence[int]) -> Mapping[int, list[Written]]:
    """Without notes and what rules answered."""
    by_people = TicketEntry.ticket_id.in_(ids), ~TicketEntry.note, ~TicketEntry.automatic
    found: dict[int, list[Written]] = defaultdict(list)
    for entry in session.scalars(select(TicketEntry).where(*by_people).order_by(TicketEntry.id)):
        said = Written(entry.created_at, entry.text, entry.by_customer)
        found[entry.ticket_id].append(said)
    return found


def _moments(column: Any, ids: Sequence[int]) -> Values:
    query = select(Deadline.ticket_id, column).where(Deadline.ticket_id.in_(ids))
    return query.where(column.is_not(None)).order_by(column)


def _scores(ids: Sequence[int]) -> Values:
    query: Values = select(Survey.ticket_id, Survey.rated_at, Survey.score)
    rated = Survey.ticket_id.in_(ids), Survey.score.is_not(None)
    return query.where(*rated).order_by(Survey.rated_at)


def _by_ticket(session: Session, query: Values) -> Mapping[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for ticket_id, *values in session.execute(query):
        found[ticket_id].append(tuple(values))
    return found
