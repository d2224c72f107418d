"""How often the predicted category was the one that people left, for those who lead."""

from dataclasses import dataclass

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import DONE
from helpdesk.tickets.triage.models import TriageModel

BANDS = (0.9, 0.8, 0.7, 0.5, 0.0)
MOST_MODELS = 10


@dataclass(frozen=True)
class Band:
    """Done tickets whose prediction was at least so certain, and less than the band above."""

    certainty: float
    tickets: int
    right: int


def by_certainty(session: Session) -> list[Band]:
    """Done tickets that had a prediction and have a category, the surest band first."""
    right = cast(Ticket.predicted_category_id == Ticket.category_id, Integer)
    query = select(func.count(), func.coalesce(func.sum(right), 0)).where(
        Ticket.state.in_(DONE),
        Ticket.predicted_category_id.is_not(None),
        Ticket.category_id.is_not(None),
    )
    found, above = [], 2.0
    for least in BANDS:
        certainty = Ticket.predicted_certainty
        tickets, ok = session.execute(query.where(certainty >= least, certainty < above)).one()
        found.append(Band(least, tickets, ok))
        above = least
    return found


def models(session: Session) -> list[TriageModel]:
    """What was learned lately, newest first."""
    query = select(TriageModel).order_by(TriageModel.id.desc())
    return list(session.scalars(query.limit(MOST_MODELS)))
