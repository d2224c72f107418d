"""Finding answers, and remembering every question with what was offered and whether it helped."""

from uuid import UUID

from sqlalchemy.orm import Session

from helpdesk.articles.models import Question
from helpdesk.articles.reading.shelves import languages
from helpdesk.articles.rules import Outcome
from helpdesk.articles.service import writing
from helpdesk.articles.service.writing import LONGEST_QUESTION
from helpdesk.languages.catalogues import language_of
from helpdesk.platform import clock
from helpdesk.platform.db import Json
from knowledge_base.search.answers import Answer, answer
from knowledge_base.search.knowledge_base import Hit, Results


def find_answer(
    session: Session,
    text: str,
    *,
    asked_in: str,
    conversation_id: UUID | None = None,
    locale: str = "",
) -> tuple[Answer, int]:
    """Look the question up and remember it with what was offered; the answer and question id."""
    found = search(session, text, language=locale)
    return _remember(session, text, found, asked_in=asked_in, conversation_id=conversation_id)


def search_and_remember(
    session: Session, text: str, *, limit: int = 10, language: str
) -> tuple[list[Hit], Answer, int]:
    """What a reader of the portal finds, how sure we are, and the remembered question's id."""
    results = search(session, text, limit=limit, language=language)
    found, question_id = _remember(session, text, results, asked_in="portal")
    return results.hits, found, question_id


def search(session: Session, text: str, *, limit: int = 5, language: str) -> Results:
    """What answers in the reader's language, or else what answers in any."""
    own = _in_own_language(session, text, language, limit=limit)
    return own or writing.search_results(session, text, limit=limit)


def _in_own_language(session: Session, text: str, locale: str, *, limit: int = 5) -> Results | None:
    """What fits in the language of that locale; None where another language may know more."""
    language = language_of(locale)
    available = languages(session)
    if language not in available or len(available) == 1:
        return None
    found = writing.search_results(session, text, limit=limit, language=language)
    return None if answer(text, found).outcome == "unknown" else found


def _remember(
    session: Session,
    text: str,
    results: Results,
    *,
    asked_in: str,
    conversation_id: UUID | None = None,
) -> tuple[Answer, int]:
    found = answer(text, results)
    question = Question(
        asked_in=asked_in,
        conversation_id=conversation_id,
        text=text[:LONGEST_QUESTION],
        outcome=Outcome(found.outcome),
        confidence=found.confidence,
        offered=[_offer(hit) for hit in results.hits],
        asked_at=clock.now(),
    )
    session.add(question)
    session.flush()
    return found, question.id


def rate_question(session: Session, question_id: int, *, helpful: bool) -> None:
    """Remember whether what was offered helped."""
    question = session.get(Question, question_id)
    if question is not None:
        question.helpful = helpful


def _offer(hit: Hit) -> Json:
    return {"article_id": hit.article_id, "heading": hit.heading, "score": round(hit.score, 4)}
