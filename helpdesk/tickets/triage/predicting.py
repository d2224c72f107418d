"""Saying where a ticket that comes in belongs and how urgent it is, and setting what is certain."""

from functools import lru_cache

from sqlalchemy.orm import Session

from helpdesk.articles.knowledge import serving_embedder
from helpdesk.platform import events
from helpdesk.platform.jobqueue import enqueue
from helpdesk.settings.current import current
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import entries_of
from helpdesk.tickets.triage.classifier import Classifier, Request, meanings
from helpdesk.tickets.triage.learning import serving
from helpdesk.tickets.triage.rules import SUREST
from helpdesk.tickets.triage.settings import Triage
from helpdesk.tickets.triage.targets import FIELDS, Field


def on_opened(session: Session, fact: events.TicketOpened) -> None:
    """It is read by a worker, so that nobody waits for it, before the rules look at it."""
    enqueue(session, "triage_ticket", lock=f"ticket:{fact.ticket_id}", ticket_id=fact.ticket_id)


def predict(session: Session, ticket: Ticket) -> None:
    """The likeliest of each target with its certainty, set by itself from the setting's on.

    Nothing where nothing was learned, or a person was quicker.
    """
    embedder = serving_embedder(session)
    models = [(field, serving(session, field.target)) for field in FIELDS]
    usable = [
        (field, _classifier(model.id, model.content))
        for field, model in models
        if model and model.content and model.embedding == embedder.recipe.stamp
    ]
    if not usable:
        return
    entries = entries_of(session, ticket)
    request = [Request(ticket.subject, entries[0].text if entries else "")]
    vectors = meanings(request, embedder)
    for field, classifier in usable:
        (chances,) = classifier.probabilities(request, vectors)
        best = classifier.labels[chances.argmax()]
        _keep(session, ticket, field, best, min(float(chances.max()), SUREST))


def _keep(session: Session, ticket: Ticket, field: Field, label: str, certainty: float) -> None:
    value = field.offered(session, label)
    if value is None or getattr(ticket, field.value.key) != field.usual:
        return
    setattr(ticket, field.predicted.key, value)
    setattr(ticket, field.certainty.key, certainty)
    if certainty >= field.threshold(current(Triage)) and value != field.usual:
        field.set(session, ticket, value)


@lru_cache(maxsize=len(FIELDS))
def _classifier(_model_id: int, content: bytes) -> Classifier:
    return Classifier.from_bytes(content)
