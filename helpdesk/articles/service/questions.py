"""Finding answers, and remembering every question with what was offered and whether it helped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.knowledge import Before, Look, Reply, answer_turn, knowledge_base
from helpdesk.articles.models import Question
from helpdesk.articles.reading.shelves import languages
from helpdesk.articles.rules import Outcome
from helpdesk.articles.service import writing
from helpdesk.articles.service.writing import LONGEST_QUESTION
from helpdesk.languages.catalogues import SOURCE, language_of
from helpdesk.platform import clock
from helpdesk.platform.db import Json
from helpdesk.platform.erasure import ERASED
from knowledge_base import Answer, Hit, Results, answer
from knowledge_base.following.model import MOST_EARLIER

# Follow-ups were learned in English; where the language is unknown, it is taken for English.
FOLLOWED_UP = ("", SOURCE)
FOLLOWED_UP_WITHIN = timedelta(hours=2)


@dataclass(frozen=True)
class Talk:
    """The conversation a question is part of; `since` is when it last started afresh."""

    conversation_id: UUID
    since: datetime | None = None


@dataclass(frozen=True)
class Found:
    """Each question of a message, its answer, and the number it is remembered by."""

    answers: Sequence[tuple[str, Answer, int]]
    left_out: bool = False
    """There were more questions than are answered at once."""


def find_answers(
    session: Session,
    text: str,
    *,
    asked_in: str,
    talk: Talk | None = None,
    locale: str = "",
) -> Found:
    """Look a message up, each of its questions where it asks several, and remember what was asked.

    In a conversation it is looked up with what it means there, and remembered as it was typed.
    """
    follows = talk is not None and language_of(locale) in FOLLOWED_UP
    before = _before(session, talk) if talk and follows else None
    found = answer_turn(session, text, before, looking(session, locale))
    answers = [
        (asked, one.answer, _remember(session, asked, one, asked_in=asked_in, talk=talk))
        for asked, one in found.replies
    ]
    return Found(answers, found.left_out)


def search_and_remember(
    session: Session, text: str, *, limit: int = 10, language: str
) -> tuple[list[Hit], Answer, int]:
    """What a reader of the portal finds, how sure we are, and the remembered question's id."""
    results = search(session, text, limit=limit, language=language)
    found = Reply.of(text, results)
    return results.hits, found.answer, _remember(session, text, found, asked_in="portal")


def search(session: Session, text: str, *, limit: int = 5, language: str) -> Results:
    """What answers in the reader's language, or else what answers in any."""
    return looking(session, language, limit=limit)(text)


def looking(session: Session, locale: str, *, limit: int = 5) -> Look:
    """The same for several texts, of which a message may hold some, asking once what serves."""
    base, language = knowledge_base(session), language_of(locale)
    available = languages(session)

    def look(text: str) -> Results:
        if language in available and len(available) > 1:
            own = writing.results_of(base, text, limit=limit, language=language)
            if answer(text, own).outcome != "unknown":
                return own
        return writing.results_of(base, text, limit=limit)

    return look


def _before(session: Session, talk: Talk) -> Before:
    """What was asked there lately, since it last started afresh."""
    lately = clock.now() - FOLLOWED_UP_WITHIN
    since = max(talk.since, lately) if talk.since else lately
    asked = (
        select(Question)
        .where(Question.conversation_id == talk.conversation_id, Question.asked_at > since)
        .where(Question.text != ERASED)
        .order_by(Question.id.desc())
        .limit(MOST_EARLIER)
    )
    latest = session.scalars(asked).all()
    offered = latest[0].offered if latest and latest[0].outcome is not Outcome.UNKNOWN else []
    article = offered[0]["article_id"] if offered else None
    meaning = latest[0].means if latest else None
    return Before([question.text for question in reversed(latest)], article, meaning)


def _remember(
    session: Session, text: str, found: Reply, *, asked_in: str, talk: Talk | None = None
) -> int:
    question = Question(
        asked_in=asked_in,
        conversation_id=talk.conversation_id if talk else None,
        text=text[:LONGEST_QUESTION],
        means=found.question[:LONGEST_QUESTION] if found.question != text else None,
        outcome=Outcome(found.answer.outcome),
        confidence=found.answer.confidence,
        offered=[_offer(hit, found.answer) for hit in found.offered],
        asked_at=clock.now(),
    )
    session.add(question)
    session.flush()
    return question.id


def warm_up(session: Session) -> None:
    """Load the models by asking them something; nothing is remembered of it."""
    before = Before(["Where is my order?"])
    answer_turn(session, "and how long does that take?", before, looking(session, ""))


def rate_question(session: Session, question_id: int, *, helpful: bool) -> None:
    """Remember whether what was offered helped."""
    question = session.get(Question, question_id)
    if question is not None:
        question.helpful = helpful


def _offer(hit: Hit, told: Answer) -> Json:
    offer = {"article_id": hit.article_id, "heading": hit.heading, "score": round(hit.score, 4)}
    return {**offer, "disagrees": True} if told.disagree and hit in told.nearest else offer
