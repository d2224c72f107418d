"""The replies that this desk gave to questions like the one that is asked now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from helpdesk.articles.knowledge import serving_embedder
from helpdesk.replies import queries
from helpdesk.replies.rules.blanks import (
    Known,
    Values,
    blanks_in,
    filled,
    shown_blanks,
    without_private_words,
)
from helpdesk.replies.rules.likeness import best_of


@dataclass(frozen=True)
class Asked:
    """What a customer asks now, in which language, and what is filled in for them."""

    question: str
    language: str
    known: Known
    values: Values


@dataclass(frozen=True)
class Suggestion:
    """A reply as it would be put in, with the question that it answered.

    `language` is named where it is another one than the customer's.
    """

    reply_id: int
    words: str
    blank: str | None
    question: str
    language: str | None
    times: int
    last: datetime
    used: int


def suggestions(session: Session, asked: Asked, *, most: int) -> Sequence[Suggestion]:
    """The best first; none where nothing like it was answered before."""
    question = without_private_words(asked.question, asked.known)
    if not question or not most:
        return []
    embedder = serving_embedder(session)
    (vector,) = embedder.embed([question])
    near = queries.nearest(session, vector, embedder.recipe)
    best = best_of(near, asked.language, most=most)
    sent = queries.sent(session, [one.reply.id for one in best])
    return [_suggestion(one, sent[one.reply.id], asked) for one in best]


def _suggestion(near: queries.Near, sent: queries.Sent, asked: Asked) -> Suggestion:
    blanks = shown_blanks()
    return Suggestion(
        reply_id=near.reply.id,
        words=filled(near.reply.text, asked.values, blanks),
        blank=next(iter(blanks_in(near.reply.text, asked.values, blanks)), None),
        question=filled(near.question, {}, blanks),
        language=near.language if near.language != asked.language else None,
        times=sent.times,
        last=sent.last,
        used=sent.used,
    )
