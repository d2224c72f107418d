"""How often what was predicted is what people left, for those who lead."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from helpdesk.platform.audit import RULE, AuditEvent
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import DONE
from helpdesk.tickets.triage.models import TriageModel
from helpdesk.tickets.triage.rules import Suggestion, Target, suggestion
from helpdesk.tickets.triage.targets import FIELDS, Field

BANDS = (0.9, 0.8, 0.7, 0.5, 0.0)
MOST_MODELS = 10


@dataclass(frozen=True)
class Band:
    """Done tickets whose prediction was at least so certain, and less than the band above."""

    certainty: float
    tickets: int
    right: int


@dataclass(frozen=True)
class Report:
    """How well one target is predicted: what came of it, and what was learned, newest first."""

    target: Target
    bands: list[Band]
    models: list[TriageModel]


def reports(session: Session) -> list[Report]:
    """One for each target."""
    return [
        Report(field.target, _by_certainty(session, field), _models(session, field.target))
        for field in FIELDS
    ]


def suggestions_for(ticket: Ticket, history: Sequence[AuditEvent]) -> list[Suggestion]:
    """What a person confirms or corrects on this ticket, which has that trail."""
    by_people = {event.action for event in history if event.actor != RULE}
    found = (suggestion(field.standing(ticket), by_people) for field in FIELDS)
    return [each for each in found if each]


def _by_certainty(session: Session, field: Field) -> list[Band]:
    """Done tickets that had a prediction and have a value, the surest band first."""
    above = [2.0, *BANDS]
    bands = [
        and_(field.certainty >= least, field.certainty < most)
        for least, most in zip(BANDS, above, strict=False)
    ]
    right = field.predicted == field.value
    numbers = [func.count().filter(held) for band in bands for held in (band, band & right)]
    query = select(*numbers).where(Ticket.state.in_(DONE), field.value.is_not(None))
    found = session.execute(query.where(field.predicted.is_not(None))).one()
    return [Band(least, found[2 * n], found[2 * n + 1]) for n, least in enumerate(BANDS)]


def _models(session: Session, target: Target) -> list[TriageModel]:
    query = select(TriageModel).where(TriageModel.target == target)
    return list(session.scalars(query.order_by(TriageModel.id.desc()).limit(MOST_MODELS)))
