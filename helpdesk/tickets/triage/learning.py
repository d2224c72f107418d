"""Learning where tickets belong from those that people gave a category."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, undefer

from helpdesk.articles.knowledge import Embedder, serving_embedder
from helpdesk.platform import clock, events
from helpdesk.platform.db import try_alone
from helpdesk.platform.erasure import ERASED
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.triage.classifier import Classifier, Numbers, Request, Vectors, meanings
from helpdesk.tickets.triage.models import TriageModel

LEARNING = "learning where tickets belong"
# Fewer tickets tell nothing, and more than the newest so many hardly more.
FEWEST, MOST, FEWEST_OF_ONE = 50, 5_000, 5
HELD_OUT = 0.2
AGAIN_AFTER = timedelta(hours=20)


@dataclass(frozen=True)
class Examples:
    """Tickets with the categories that people gave them, oldest first."""

    requests: list[Request]
    vectors: Vectors
    labels: list[str]
    days: Numbers

    def part(self, start: int, end: int) -> "Examples":
        """Those from `start` up to `end`."""
        return Examples(
            self.requests[start:end],
            self.vectors[start:end],
            self.labels[start:end],
            self.days[start:end],
        )


def learn_if_due(session: Session) -> TriageModel | None:
    """Learn once a day from what is known now; None when it is not time, or too little is known.

    A new classifier serves when it is right more often on the newest fifth, which neither it nor
    the one before had seen; that is also when a category is new.
    """
    if not try_alone(session, LEARNING) or not _is_due(session):
        return None
    embedder = serving_embedder(session)
    examples = _examples(session, embedder)
    if examples is None:
        return None
    cut = len(examples.labels) - round(len(examples.labels) * HELD_OUT)
    older, newest = examples.part(0, cut), examples.part(cut, len(examples.labels))
    if len(set(older.labels)) < 2:
        return None
    accuracy = _accuracy(_learned(older), newest)
    before = _before(session, embedder, older, newest)
    model = TriageModel(
        learned_at=clock.now(),
        embedding=embedder.recipe.stamp,
        tickets=len(examples.labels),
        accuracy=accuracy,
        accuracy_before=before,
        serves=accuracy > before,
    )
    if model.serves:
        _retire(session)
        model.content = _learned(examples).to_bytes()
    session.add(model)
    session.flush()
    return model


def serving(session: Session) -> TriageModel | None:
    """What predicts now."""
    return session.scalar(
        select(TriageModel).where(TriageModel.serves).options(undefer(TriageModel.content))
    )


def forget_learned(session: Session, _fact: events.CustomerErased) -> None:
    """A classifier may hold a word of theirs: within the hour another one has learned without."""
    session.execute(delete(TriageModel))


def _is_due(session: Session) -> bool:
    last = session.scalar(select(func.max(TriageModel.learned_at)))
    return last is None or clock.now() - last >= AGAIN_AFTER


def _retire(session: Session) -> None:
    former = serving(session)
    if former:
        former.serves, former.content = False, None
        session.flush()


def _examples(session: Session, embedder: Embedder) -> Examples | None:
    first = select(TicketEntry.text).where(TicketEntry.ticket_id == Ticket.id)
    words = first.order_by(TicketEntry.id).limit(1).scalar_subquery()
    by_people = Ticket.category_id.is_not(None), ~Ticket.category_by_rule
    query = select(Ticket.subject, words, Ticket.category_id, Ticket.created_at)
    query = query.where(*by_people, Ticket.subject != ERASED)
    rows = session.execute(query.order_by(Ticket.id.desc()).limit(MOST)).all()[::-1]
    often = Counter(row[2] for row in rows)
    kept = [row for row in rows if often[row[2]] >= FEWEST_OF_ONE]
    if len(kept) < FEWEST:
        return None
    requests = [Request(subject, text or "") for subject, text, _, _ in kept]
    days = np.array([created.timestamp() / 86_400 for _, _, _, created in kept])
    labels = [str(category) for _, _, category, _ in kept]
    return Examples(requests, meanings(requests, embedder), labels, days)


def _learned(examples: Examples) -> Classifier:
    return Classifier.of(examples.requests, examples.vectors, examples.labels, examples.days)


def _accuracy(classifier: Classifier, asked: Examples) -> float:
    best = classifier.probabilities(asked.requests, asked.vectors).argmax(axis=1).tolist()
    right = [
        classifier.labels[int(n)] == label for n, label in zip(best, asked.labels, strict=True)
    ]
    return sum(right) / len(right)


def _before(session: Session, embedder: Embedder, older: Examples, newest: Examples) -> float:
    """How often the one that serves is right, or saying the most frequent category."""
    former = serving(session)
    if former and former.content and former.embedding == embedder.recipe.stamp:
        return _accuracy(Classifier.from_bytes(former.content), newest)
    ((most, _),) = Counter(older.labels).most_common(1)
    return newest.labels.count(most) / len(newest.labels)
