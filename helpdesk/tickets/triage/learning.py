"""Learning where tickets belong and how urgent they are from what people decided."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from sqlalchemy import String, case, cast, delete, func, or_, select
from sqlalchemy.orm import Session, undefer

from helpdesk.articles.knowledge import Embedder, serving_embedder
from helpdesk.platform import clock, events
from helpdesk.platform.db import try_alone
from helpdesk.platform.erasure import ERASED
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.triage.classifier import Classifier, Numbers, Request, Vectors, meanings
from helpdesk.tickets.triage.models import TriageModel
from helpdesk.tickets.triage.rules import Target
from helpdesk.tickets.triage.targets import FIELDS

LEARNING = "learning where tickets belong"
# Fewer tickets tell nothing, and more than the newest so many hardly more.
FEWEST, MOST, FEWEST_OF_ONE = 50, 5_000, 5
HELD_OUT = 0.2
AGAIN_AFTER = timedelta(hours=20)


@dataclass(frozen=True)
class Examples:
    """Tickets with what people decided of them, oldest first."""

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


@dataclass(frozen=True)
class History:
    """The newest tickets of which people decided anything, oldest first.

    `labels` has a column for each target, with None where nobody decided it.
    """

    requests: list[Request]
    vectors: Vectors
    days: Numbers
    labels: dict[Target, list[str | None]]

    def examples(self, target: Target) -> Examples | None:
        """Those that say something about the target; None where too few do."""
        labels = self.labels[target]
        often = Counter(label for label in labels if label is not None)
        rows = [n for n, label in enumerate(labels) if label and often[label] >= FEWEST_OF_ONE]
        if len(rows) < FEWEST:
            return None
        requests, kept = [self.requests[row] for row in rows], [str(labels[row]) for row in rows]
        return Examples(requests, self.vectors[rows], kept, self.days[rows])


def learn_if_due(session: Session) -> list[TriageModel]:
    """Learn each target once a day from what is known now, as far as enough is known.

    A new classifier serves when it is right more often on the newest fifth, which neither it nor
    the one before had seen; that is also when a category is new.
    """
    if not try_alone(session, LEARNING):
        return []
    due = [field for field in FIELDS if _is_due(session, field.target)]
    rows = _rows(session) if due else []
    if len(rows) < FEWEST:
        return []
    embedder = serving_embedder(session)
    history = _history(rows, embedder)
    learned = (_learn(session, field.target, history, embedder) for field in due)
    return [model for model in learned if model]


def _learn(
    session: Session, target: Target, history: History, embedder: Embedder
) -> TriageModel | None:
    examples = history.examples(target)
    if examples is None:
        return None
    cut = len(examples.labels) - round(len(examples.labels) * HELD_OUT)
    older, newest = examples.part(0, cut), examples.part(cut, len(examples.labels))
    if len(set(older.labels)) < 2:
        return None
    accuracy = _accuracy(_learned(older), newest)
    before = _before(serving(session, target), embedder, older, newest)
    model = TriageModel(
        target=target,
        learned_at=clock.now(),
        embedding=embedder.recipe.stamp,
        tickets=len(examples.labels),
        accuracy=accuracy,
        accuracy_before=before,
        serves=accuracy > before,
    )
    if model.serves:
        _retire(session, target)
        model.content = _learned(examples).to_bytes()
    session.add(model)
    session.flush()
    return model


def serving(session: Session, target: Target) -> TriageModel | None:
    """What predicts that now."""
    query = select(TriageModel).where(TriageModel.serves, TriageModel.target == target)
    return session.scalar(query.options(undefer(TriageModel.content)))


def forget_learned(session: Session, _fact: events.CustomerErased) -> None:
    """A classifier may hold a word of theirs: within the hour another one has learned without."""
    session.execute(delete(TriageModel))


def _is_due(session: Session, target: Target) -> bool:
    learned = select(func.max(TriageModel.learned_at)).where(TriageModel.target == target)
    last = session.scalar(learned)
    return last is None or clock.now() - last >= AGAIN_AFTER


def _retire(session: Session, target: Target) -> None:
    former = serving(session, target)
    if former:
        former.serves, former.content = False, None
        session.flush()


def _rows(session: Session) -> Sequence[Any]:
    """Subject, words, day and a label for each target, oldest first."""
    first = select(TicketEntry.text).where(TicketEntry.ticket_id == Ticket.id)
    words = first.order_by(TicketEntry.id).limit(1).scalar_subquery()
    decided = [field.by_people & ~field.by_rule for field in FIELDS]
    labels = [
        case((holds, cast(field.value, String)), else_=None)
        for field, holds in zip(FIELDS, decided, strict=True)
    ]
    query = select(Ticket.subject, words, Ticket.created_at, *labels)
    query = query.where(or_(*decided), Ticket.subject != ERASED)
    return session.execute(query.order_by(Ticket.id.desc()).limit(MOST)).all()[::-1]


def _history(rows: Sequence[Any], embedder: Embedder) -> History:
    requests = [Request(row[0], row[1] or "") for row in rows]
    days = np.array([row[2].timestamp() / 86_400 for row in rows])
    labels = {field.target: [row[3 + n] for row in rows] for n, field in enumerate(FIELDS)}
    return History(requests, meanings(requests, embedder), days, labels)


def _learned(examples: Examples) -> Classifier:
    return Classifier.of(examples.requests, examples.vectors, examples.labels, examples.days)


def _accuracy(classifier: Classifier, asked: Examples) -> float:
    best = classifier.probabilities(asked.requests, asked.vectors).argmax(axis=1).tolist()
    right = [
        classifier.labels[int(n)] == label for n, label in zip(best, asked.labels, strict=True)
    ]
    return sum(right) / len(right)


def _before(
    former: TriageModel | None, embedder: Embedder, older: Examples, newest: Examples
) -> float:
    """How often the one that serves is right, or saying the most frequent label."""
    if former and former.content and former.embedding == embedder.recipe.stamp:
        return _accuracy(Classifier.from_bytes(former.content), newest)
    ((most, _),) = Counter(older.labels).most_common(1)
    return newest.labels.count(most) / len(newest.labels)
