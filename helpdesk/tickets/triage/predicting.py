"""Saying where a ticket that comes in belongs, and setting it where that is certain enough."""

from functools import lru_cache

from sqlalchemy.orm import Session

from helpdesk.articles.knowledge import serving_embedder
from helpdesk.platform import events
from helpdesk.platform.audit import RULE
from helpdesk.platform.jobqueue import enqueue
from helpdesk.settings.current import current
from helpdesk.tickets.describing.queries import is_offered
from helpdesk.tickets.describing.service import categorise
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import entries_of
from helpdesk.tickets.triage.classifier import Classifier, Request, meanings
from helpdesk.tickets.triage.learning import serving
from helpdesk.tickets.triage.settings import Triage

SUREST = 0.99  # nothing is told as certain that is only predicted


def on_opened(session: Session, fact: events.TicketOpened) -> None:
    """It is read by a worker, so that nobody waits for it, before the rules look at it."""
    enqueue(session, "triage_ticket", lock=f"ticket:{fact.ticket_id}", ticket_id=fact.ticket_id)


def predict_category(session: Session, ticket: Ticket) -> None:
    """The likeliest category with its certainty, set by itself from the setting's certainty on.

    Nothing where nothing was learned, or a person was quicker.
    """
    model, embedder = serving(session), serving_embedder(session)
    if model is None or not model.content or model.embedding != embedder.recipe.stamp:
        return
    classifier = _classifier(model.id, model.content)
    entries = entries_of(session, ticket)
    request = [Request(ticket.subject, entries[0].text if entries else "")]
    (chances,) = classifier.probabilities(request, meanings(request, embedder))
    best, certainty = int(classifier.labels[chances.argmax()]), min(float(chances.max()), SUREST)
    if ticket.category_id is not None or not is_offered(session, best):
        return
    ticket.predicted_category_id, ticket.predicted_certainty = best, certainty
    if certainty >= current(Triage).certainty:
        categorise(session, ticket, best, actor=RULE)


@lru_cache(maxsize=1)
def _classifier(_model_id: int, content: bytes) -> Classifier:
    return Classifier.from_bytes(content)
