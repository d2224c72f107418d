"""Articles, their versions and the questions that nobody could answer, for the people who write."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from helpdesk.articles.models import (
    AnsweredQuestion,
    Article,
    ArticleRating,
    ArticleVersion,
    Question,
)
from helpdesk.articles.rules import ArticleState, Outcome, Strength
from helpdesk.feature import Audited
from helpdesk.platform import clock
from helpdesk.platform.audit import digest_in_sql
from helpdesk.platform.erasure import ERASED
from helpdesk.web.cursors import Page, cut, number_of
from knowledge_base.audience import Audience

PAGE = 50
RECENT = timedelta(days=90)
LATEST = 5
AUDITED = Audited(
    "article",
    Article.id,
    {
        "version": Article.version,
        "state": Article.state,
        "audience": Article.audience,
        "text": digest_in_sql(Article.title + "\n" + Article.body),
    },
)


@dataclass(frozen=True)
class Line:
    """An article in the list, without its body, and how readers found it."""

    id: int
    title: str
    category: list[str]
    state: ArticleState
    audience: Audience
    version: int


def articles_list(
    session: Session, *, words: str = "", state: ArticleState | None = None
) -> list[tuple[str, list[Line]]]:
    """Articles by category, the titles in order; `words` must all be in the title."""
    query = select(
        Article.id,
        Article.title,
        Article.category,
        Article.state,
        Article.audience,
        Article.version,
    ).order_by(Article.category, func.lower(Article.title))
    for word in words.split()[:8]:
        query = query.where(Article.title.icontains(word, autoescape=True))
    if state is not None:
        query = query.where(Article.state == state)
    groups: dict[str, list[Line]] = {}
    for row in session.execute(query):
        groups.setdefault(" › ".join(row.category) or "No category", []).append(Line(*row))
    return list(groups.items())


def state_counts(session: Session) -> dict[ArticleState, int]:
    """How many articles are in which state."""
    query = select(Article.state, func.count()).group_by(Article.state)
    return dict(session.execute(query).tuples().all())


def versions_of(session: Session, article: Article) -> list[ArticleVersion]:
    """Everything the article ever said, newest first."""
    query = (
        select(ArticleVersion)
        .where(ArticleVersion.article_id == article.id)
        .order_by(ArticleVersion.version.desc())
    )
    return list(session.scalars(query))


def version_of(session: Session, article: Article, version: int) -> ArticleVersion | None:
    """What the article said in that version."""
    query = select(ArticleVersion).where(
        ArticleVersion.article_id == article.id, ArticleVersion.version == version
    )
    return session.scalar(query)


def ratings_of(session: Session, article: Article) -> tuple[int, int]:
    """How many readers said that it helped, of how many."""
    query = select(func.count().filter(ArticleRating.helpful), func.count()).where(
        ArticleRating.article_id == article.id
    )
    helped, total = session.execute(query).one()
    return helped, total


@dataclass(frozen=True)
class Evidence:
    """How many questions an article answered, by strength, the surest first, and the latest."""

    counts: dict[Strength, int]
    latest: list[AnsweredQuestion]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def evidence_of(session: Session, article: Article) -> Evidence:
    """What we know the article to have answered."""
    theirs = AnsweredQuestion.article_id == article.id
    counted = select(AnsweredQuestion.strength, func.count()).where(theirs)
    counts = dict(session.execute(counted.group_by(AnsweredQuestion.strength)).tuples().all())
    latest = select(AnsweredQuestion).where(theirs).order_by(AnsweredQuestion.asked_at.desc())
    return Evidence(
        {strength: counts[strength] for strength in reversed(Strength) if strength in counts},
        list(session.scalars(latest.limit(LATEST))),
    )


def article_of_rating(session: Session, rating_id: int) -> int | None:
    """Which article a rating is about."""
    return session.scalar(select(ArticleRating.article_id).where(ArticleRating.id == rating_id))


@dataclass(frozen=True)
class Disagreement:
    """A question to which two articles give different numbers."""

    question: Question
    articles: list[Article]


def disagreements(session: Session) -> list[Disagreement]:
    """The latest for each two articles that still read as they did then, newest first."""
    query = (
        select(Question)
        .where(Question.asked_at > clock.now() - RECENT, Question.outcome == Outcome.SUGGESTED)
        .where(Question.offered.contains([{"disagrees": True}]), Question.text != ERASED)
        .order_by(Question.id.desc())
        .limit(PAGE)
    )
    found: dict[frozenset[int], Disagreement] = {}
    for question in session.scalars(query):
        both = [offer["article_id"] for offer in question.offered if offer.get("disagrees")]
        articles = list(session.scalars(select(Article).where(Article.id.in_(both))))
        as_then = all(
            article.state is ArticleState.PUBLISHED and article.updated_at <= question.asked_at
            for article in articles
        )
        if as_then and len(articles) > 1:
            found.setdefault(frozenset(both), Disagreement(question, articles))
    return list(found.values())


def unanswered_page(session: Session, *, after: str | None = None) -> Page[Question]:
    """Questions that found no sure answer, or one that did not help, newest first."""
    query = (
        select(Question)
        .where(or_(Question.outcome != Outcome.ANSWERED, Question.helpful.is_(False)))
        .where(Question.text != ERASED)
        .order_by(Question.id.desc())
        .limit(PAGE + 1)
    )
    last = number_of(after)
    if last is not None:
        query = query.where(Question.id < last)
    return cut(session.scalars(query).all(), PAGE, lambda question: question.id)
