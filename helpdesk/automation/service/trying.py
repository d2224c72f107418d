"""What a rule would have done in the past, by what trail and words say of how tickets stood then.

Custom fields, language, replies, ratings and what is owed count as they stand now.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.teams.queries import teams
from helpdesk.automation.rules.answering import Addressed, Unsaid, why_unsaid
from helpdesk.automation.rules.past import Names, Recorded, stood_then
from helpdesk.automation.rules.terms import Moment, Terms
from helpdesk.macros.queries import shared_macro
from helpdesk.platform import clock
from helpdesk.platform.audit import AuditEvent
from helpdesk.tickets.conditions.looking import HOUR, categories_above, seen_of_all
from helpdesk.tickets.conditions.rules import Seen, fits
from helpdesk.tickets.describing.queries import tree
from helpdesk.tickets.models import Ticket, TicketEntry

MOST_TRIED, MOST_SHOWN = 1_000, 50
TRIED_OVER = timedelta(days=30)
# Writing on a ticket may open it again, which the rules then see.
SETTLED = timedelta(seconds=1)
RECONSTRUCTED = frozenset({Moment.OPENED, Moment.CUSTOMER_WROTE})


@dataclass(frozen=True)
class Tried:
    """A ticket that a rule would have acted on, and when; `at` is None for how it stands now.

    `seen` is how it stood. `unsaid` is why a rule that answers would have written nothing.
    """

    ticket: Ticket
    at: datetime | None
    seen: Seen
    unsaid: Unsaid | None = None


def would_have_acted(session: Session, terms: Terms) -> list[Tried]:
    """The newest first, fifty at most, of the thousand newest tickets of 30 days."""
    since = clock.now() - TRIED_OVER
    newest = select(Ticket.id).where(Ticket.created_at >= since).order_by(Ticket.id.desc())
    seen = seen_of_all(session, Ticket.id.in_(newest.limit(MOST_TRIED)))
    if terms.moment in RECONSTRUCTED:
        tried = _then(session, terms, seen)
    else:
        tried = (Tried(t, None, now) for t, now in seen if fits(terms.conditions, now))
    shown = list(islice(tried, MOST_SHOWN))
    return _with_answers(session, terms, shown) if terms.actions.answer_id else shown


def _with_answers(session: Session, terms: Terms, tried: Sequence[Tried]) -> list[Tried]:
    macro = shared_macro(session, terms.actions.answer_id or 0)
    words = macro.words if macro else None
    said = (replace(each.seen, language=each.ticket.speaks) for each in tried)
    return [
        replace(each, unsaid=why_unsaid(words, Addressed(seen)))
        for each, seen in zip(tried, said, strict=True)
    ]


def _then(session: Session, terms: Terms, seen: Sequence[tuple[Ticket, Seen]]) -> Iterable[Tried]:
    ids = [ticket.id for ticket, _ in seen]
    trails, said, names = _trails(session, ids), _said(session, ids), _names(session)
    for ticket, now in seen:
        for number, entry in enumerate(said[ticket.id]):
            if (number == 0) is not (terms.moment is Moment.OPENED):
                continue
            at = entry.created_at + (SETTLED if number else timedelta())
            then = stood_then(now, trails[ticket.id], at, names)
            words = f"{ticket.subject}\n{entry.text}"
            age = (at - ticket.created_at) / HOUR
            then = replace(then, words=words, age=age)
            if fits(terms.conditions, then):
                yield Tried(ticket, entry.created_at, then)


def _said(session: Session, ids: Sequence[int]) -> Mapping[int, list[TicketEntry]]:
    """What the customers wrote, oldest first."""
    query = select(TicketEntry).where(TicketEntry.ticket_id.in_(ids), TicketEntry.by_customer)
    found: dict[int, list[TicketEntry]] = defaultdict(list)
    for entry in session.scalars(query.order_by(TicketEntry.id)):
        found[entry.ticket_id].append(entry)
    return found


def _trails(session: Session, ids: Sequence[int]) -> Mapping[int, list[Recorded]]:
    """What was changed, oldest first."""
    query = select(AuditEvent).where(
        AuditEvent.subject_type == "ticket",
        AuditEvent.subject_id.in_([str(each) for each in ids]),
        AuditEvent.before.is_not(None),
    )
    found: dict[int, list[Recorded]] = defaultdict(list)
    for event in session.scalars(query.order_by(AuditEvent.id)):
        change = Recorded(event.at, event.action, event.before or {})
        found[int(event.subject_id)].append(change)
    return found


def _names(session: Session) -> Names:
    above = categories_above(session)
    paths = {str(branch): above[branch.id] for branch in tree(session)}
    return Names(paths, {team.name: team.id for team in teams(session)})
