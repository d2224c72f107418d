"""Finding answers, and remembering every question with what was offered and whether it helped."""

from uuid import UUID

from sqlalchemy.orm import Session

from helpdesk import clock
from helpdesk.articles.models import Question
from helpdesk.articles.reading import languages
from helpdesk.articles.rules import Outcome
from helpdesk.articles.service import LONGEST_QUESTION, search
from helpdesk.db import Json
from knowledge_base.answers import Answer, answer
from knowledge_base.search import Hit


def find_answer(
    session: Session,
    text: str,
    *,
    asked_in: str,
    conversation_id: UUID | None = None,
    locale: str = "",
) -> tuple[Answer, int]:
    """Look the question up and remember it with what was offered; the answer and question id."""
    hits = _in_own_language(session, text, locale) or search(session, text)
    return _remember(session, text, hits, asked_in=asked_in, conversation_id=conversation_id)


def look_up(
    session: Session, text: str, *, limit: int = 10, language: str | None = None
) -> tuple[list[Hit], Answer, int]:
    """What a reader of the portal finds, how sure we are, and the remembered question's id."""
    hits = search(session, text, limit=limit, language=language)
    found, question_id = _remember(session, text, hits, asked_in="portal")
    return hits, found, question_id


def _in_own_language(session: Session, text: str, locale: str) -> list[Hit]:
    """What fits in the language of that locale; nothing where another language may know more."""
    language = locale.replace("_", "-").partition("-")[0].lower()
    available = languages(session)
    if language not in available or len(available) == 1:
        return []
    hits = search(session, text, language=language)
    return [] if answer(text, hits).outcome == "unknown" else hits


def _remember(
    session: Session,
    text: str,
    hits: list[Hit],
    *,
    asked_in: str,
    conversation_id: UUID | None = None,
) -> tuple[Answer, int]:
    found = answer(text, hits)
    question = Question(
        asked_in=asked_in,
        conversation_id=conversation_id,
        text=text[:LONGEST_QUESTION],
        outcome=Outcome(found.outcome),
        confidence=found.confidence,
        offered=[_offer(hit) for hit in hits],
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
