"""Evidence: which article answered which question, how surely, and until when that counts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import String, cast, delete, func, select, update
from sqlalchemy.orm import Session

from helpdesk.articles.models import AnsweredQuestion, Article, Question
from helpdesk.articles.rules import Outcome, Strength
from helpdesk.platform import clock, events
from helpdesk.platform.db import one_at_a_time
from helpdesk.platform.erasure import ERASED
from knowledge_base.ranking import answered

LONGEST_QUESTION = 2000
QUESTION = "question:"


@dataclass(frozen=True)
class Asked:
    """What somebody asked, where, and when; `source` tells one such question from another."""

    source: str
    text: str
    asked_at: datetime
    customer_id: UUID | None = None


def record(session: Session, asked: Asked, *, article_id: int, strength: Strength) -> bool:
    """The article answered the question, and whether that is news; surer knowledge stays."""
    one_at_a_time(session, f"evidence {asked.source}")
    known = session.scalar(
        select(AnsweredQuestion).where(
            AnsweredQuestion.source == asked.source, AnsweredQuestion.article_id == article_id
        )
    )
    if known is None:
        session.add(
            AnsweredQuestion(
                source=asked.source,
                text=asked.text,
                article_id=article_id,
                strength=strength,
                customer_id=asked.customer_id,
                asked_at=asked.asked_at,
                recorded_at=clock.now(),
            )
        )
    elif known.strength.rank < strength.rank:
        known.strength, known.recorded_at = strength, clock.now()
    session.flush()
    return known is None


def withdraw(session: Session, source: str, article_id: int | None = None) -> bool:
    """The article, or any, did not answer that question after all; whether one was thought to."""
    query = delete(AnsweredQuestion).where(AnsweredQuestion.source == source)
    if article_id is not None:
        query = query.where(AnsweredQuestion.article_id == article_id)
    return bool(session.scalars(query.returning(AnsweredQuestion.id)).all())


def weigh(session: Session, source: str, strength: Strength) -> None:
    """Whatever answered that question counts this much from now on, be it more or less."""
    session.execute(
        update(AnsweredQuestion)
        .where(AnsweredQuestion.source == source, AnsweredQuestion.strength != strength)
        .values(strength=strength, recorded_at=clock.now())
    )


def question_rated(
    session: Session,
    question_id: int,
    *,
    helpful: bool,
    article_id: int | None = None,
    customer_id: UUID | None = None,
) -> None:
    """A customer said whether the article, or else what the bot answered with, helped.

    A follow-up is learned with what it means, for alone it would teach nothing.
    """
    question = session.get(Question, question_id)
    article = article_id or (_answer_to(question) if question else None)
    if question is None or article is None or question.text == ERASED:
        return
    words = question.means or question.text
    asked = Asked(f"{QUESTION}{question.id}", words, question.asked_at, customer_id)
    if helpful:
        record(session, asked, article_id=article, strength=Strength.HELPFUL)
    else:
        withdraw(session, asked.source, article)


def answers_of(session: Session, sources: Sequence[str]) -> list[AnsweredQuestion]:
    """What answered these questions, first marked first; each article once."""
    query = (
        select(AnsweredQuestion)
        .where(AnsweredQuestion.source.in_(sources))
        .order_by(AnsweredQuestion.id)
    )
    return list({row.article_id: row for row in session.scalars(query)}.values())


def forget_customer(session: Session, customer_id: UUID) -> None:
    """Nothing that this customer asked is evidence any more, nor kept as a question."""
    theirs = AnsweredQuestion.customer_id == customer_id
    asked = select(func.substr(AnsweredQuestion.source, len(QUESTION) + 1)).where(
        theirs, AnsweredQuestion.source.startswith(QUESTION)
    )
    session.execute(
        update(Question)
        .where(cast(Question.id, String).in_(asked))
        .values(text=ERASED, means=None)
        .execution_options(synchronize_session=False)
    )
    session.execute(delete(AnsweredQuestion).where(theirs))


def forget_questions(session: Session, conversation_ids: Collection[UUID]) -> None:
    """What was asked in these conversations; that something was asked, and the outcome, stays."""
    mine = Question.conversation_id.in_(conversation_ids)
    session.execute(update(Question).where(mine).values(text=ERASED, means=None))


def forget_erased(session: Session, fact: events.CustomerErased) -> None:
    """An erased customer never asked anything."""
    for customer_id in fact.customer_ids:
        forget_customer(session, customer_id)


def move_evidence(session: Session, fact: events.CustomerMerged) -> None:
    """What the visitor asked was asked by the customer they turned out to be."""
    session.execute(
        update(AnsweredQuestion)
        .where(AnsweredQuestion.customer_id == fact.visitor_id)
        .values(customer_id=fact.customer_id)
    )


def experience_of(session: Session) -> answered.Experience:
    """Every answered question with its articles that customers can read, the oldest first.

    Archiving an article, or keeping it for agents, takes it out of here until that is undone.
    """
    query = (
        select(AnsweredQuestion)
        .join(Article, Article.id == AnsweredQuestion.article_id)
        .where(Article.read_by_customers())
        .order_by(AnsweredQuestion.source, AnsweredQuestion.id)
    )
    by_source = groupby(session.scalars(query), key=lambda row: row.source)
    questions = [_answered(source, list(rows)) for source, rows in by_source]
    return answered.Experience(
        sorted(questions, key=lambda question: (question.asked, question.id))
    )


def _answered(source: str, rows: list[AnsweredQuestion]) -> answered.AnsweredQuestion:
    return answered.AnsweredQuestion(
        id=source,
        text=rows[-1].text,
        articles={str(row.article_id): row.strength.value for row in rows},
        asked=min(row.asked_at for row in rows).date(),
    )


def _answer_to(question: Question) -> int | None:
    """The one article that the question was answered with; a choice of several is not one."""
    if question.outcome is not Outcome.ANSWERED or not question.offered:
        return None
    return int(question.offered[0]["article_id"])
