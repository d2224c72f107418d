"""What else answers a question that was asked: the article chosen, or the next best one."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from helpdesk.articles.knowledge import Answer, Hit, Place, knowledge_base
from helpdesk.articles.models import Article, Question
from helpdesk.languages.catalogues import gettext
from helpdesk.languages.formats import date
from helpdesk.platform.erasure import ERASED
from helpdesk.platform.errors import NotFound
from knowledge_base.answering.spans import Span, widened
from knowledge_base.documents.excerpts import excerpt
from knowledge_base.search.answers import SUGGESTED, choice, names, told

NOTHING = Answer("unknown", "", None)
LONGEST_NAME = 60


def question_in(session: Session, conversation_id: UUID, question_id: int) -> Question:
    """The question; NotFound unless it was asked in that conversation."""
    question = session.get(Question, question_id)
    if question is None or question.conversation_id != conversation_id:
        raise NotFound("There is no such question in this conversation.")
    return question


def chosen_answer(session: Session, question: Question, place: Place) -> Answer:
    """All that answers at that place of an article; nothing where customers cannot read it now."""
    article_id, anchor = place
    spoken = knowledge_base(session).within(_words(question), {article_id: 1.0})
    spans = sorted(spoken.spans, key=lambda span: span.candidate.anchor != anchor)
    return _told(question, widened(spans[0]), spoken.certainty) if spans else NOTHING


def next_answer(session: Session, question: Question, shown: Collection[Place]) -> Answer:
    """The best answer beside those shown; nothing where none is likely enough."""
    chances = {offer["article_id"]: offer["score"] for offer in question.offered}
    spoken = knowledge_base(session).within(_words(question), chances, shown=shown)
    likely = spoken.spans and spoken.certainty >= SUGGESTED
    return _told(question, spoken.spans[0], spoken.certainty) if likely else NOTHING


def dated(session: Session, found: Answer) -> Answer:
    """Articles that disagree are said with the day on which each was last changed."""
    if not found.disagree:
        return found
    articles = [session.get_one(Article, hit.article_id) for hit in found.nearest]
    notes = [
        gettext("(last changed on %(day)s)", day=date(article.updated_at)) for article in articles
    ]
    return replace(found, text=choice(found.nearest, notes))


def short_names(hits: Sequence[Hit]) -> list[str]:
    """What each is called beside the others, as a button says it."""
    return [excerpt(name, LONGEST_NAME) for name in names(hits)]


def _told(question: Question, span: Span, certainty: float) -> Answer:
    """The article that is said now is the one in play: it stands first among those offered."""
    said = span.candidate.article_id
    question.offered = sorted(question.offered, key=lambda offer: offer["article_id"] != said)
    return told(span, certainty)


def _words(question: Question) -> str:
    """What was searched for; nothing once it was forgotten."""
    return "" if question.text == ERASED else question.means or question.text
