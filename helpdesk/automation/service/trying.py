"""What a rule would have done in the past, by what the history says of how tickets stood then.

Custom fields, language and what is owed count as they stand now.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from helpdesk.automation.rules.answering import Addressed, Unsaid, why_unsaid
from helpdesk.automation.rules.past import moments_of, stood_then
from helpdesk.automation.rules.terms import Moment, Terms
from helpdesk.automation.service.remembering import names_of, pasts_of
from helpdesk.macros.queries import shared_macro
from helpdesk.platform import clock
from helpdesk.tickets.conditions.looking import seen_of_all
from helpdesk.tickets.conditions.rules import Seen, fits
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import DONE

MOST_TRIED, MOST_SHOWN = 1_000, 50
TRIED_OVER = timedelta(days=30)
# A worker looks a moment after what happened, which may have opened the ticket again.
SETTLED = timedelta(seconds=1)


@dataclass(frozen=True)
class Tried:
    """A ticket that a rule would have acted on, when, and how it stood then.

    `unsaid` is why a rule that answers would have written nothing.
    """

    ticket: Ticket
    at: datetime
    seen: Seen
    unsaid: Unsaid | None = None


def would_have_acted(session: Session, terms: Terms) -> list[Tried]:
    """The newest tickets first, fifty times at most, of the thousand newest of 30 days.

    Those are all with a change in that time, and all that are not done.
    """
    lately = or_(Ticket.updated_at >= clock.now() - TRIED_OVER, Ticket.state.not_in(DONE))
    newest = select(Ticket.id).where(lately).order_by(Ticket.id.desc()).limit(MOST_TRIED)
    seen = seen_of_all(session, Ticket.id.in_(newest))
    shown = list(islice(_tried(session, terms, seen), MOST_SHOWN))
    return _with_answers(session, terms, shown) if terms.actions.answer_id else shown


def _tried(session: Session, terms: Terms, seen: Sequence[tuple[Ticket, Seen]]) -> Iterable[Tried]:
    pasts, names = pasts_of(session, [ticket for ticket, _ in seen]), names_of(session)
    now, moment = clock.now(), terms.moment
    for ticket, stands in seen:
        for at in moments_of(moment, pasts[ticket.id], terms.hours, now):
            if at < now - TRIED_OVER:
                continue
            looked = at if moment in {Moment.OPENED, Moment.UNTOUCHED} else at + SETTLED
            then = stood_then(stands, pasts[ticket.id], looked, names)
            idle = moment is Moment.UNTOUCHED and then.state in DONE
            if not idle and fits(terms.conditions, then):
                yield Tried(ticket, at, then)


def _with_answers(session: Session, terms: Terms, tried: Sequence[Tried]) -> list[Tried]:
    macro = shared_macro(session, terms.actions.answer_id or 0)
    words = macro.words if macro else None
    said = (replace(each.seen, language=each.ticket.speaks) for each in tried)
    return [
        replace(each, unsaid=why_unsaid(words, Addressed(seen)))
        for each, seen in zip(tried, said, strict=True)
    ]
