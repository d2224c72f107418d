"""The help centre as its readers see it: shelves of articles, what helped most, contents."""

import html
import re
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from helpdesk.articles.models import Article, ArticleRating, Question
from helpdesk.articles.rules import Outcome
from helpdesk.platform import clock

ELSEWHERE = "More articles"
RECENT = timedelta(days=90)
FEW = 5
FEWEST_HEADINGS = 3
_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Shelf:
    """A category with its articles, by title."""

    name: str
    articles: list[Article]

    @property
    def size(self) -> int:
        return len(self.articles)


@dataclass(frozen=True)
class Heading:
    """A part of an article, for its table of contents."""

    anchor: str
    words: str


def languages(session: Session) -> list[str]:
    """The languages of the published articles, the commonest first."""
    query = (
        select(Article.language)
        .where(Article.read_by_customers())
        .group_by(Article.language)
        .order_by(func.count().desc(), Article.language)
    )
    return list(session.scalars(query))


def shelves(session: Session, language: str) -> list[Shelf]:
    """Every top category with its published articles, in alphabetical order."""
    return _grouped(_published(session, language), depth=0)


def shelf_parts(session: Session, language: str, category: str) -> list[Shelf]:
    """One top category, divided by its own categories; empty when there is no such category."""
    inside = [a for a in _published(session, language) if _level(a, 0) == category]
    return _grouped(inside, depth=1)


def most_useful(session: Session, language: str, *, limit: int = FEW) -> list[Article]:
    """Articles by how often they answered a question lately and were rated helpful."""
    first_offer = Question.offered[0]["article_id"].as_integer()
    asked = (
        select(first_offer.label("article_id"), func.count().label("times"))
        .where(Question.outcome == Outcome.ANSWERED, Question.asked_at > clock.now() - RECENT)
        .group_by(first_offer)
        .subquery()
    )
    thumb = case((ArticleRating.helpful, 1), else_=-1)
    rated = (
        select(ArticleRating.article_id, func.sum(thumb).label("thumbs"))
        .group_by(ArticleRating.article_id)
        .subquery()
    )
    usefulness = func.coalesce(asked.c.times, 0) + func.coalesce(rated.c.thumbs, 0)
    query = (
        select(Article)
        .outerjoin(asked, asked.c.article_id == Article.id)
        .outerjoin(rated, rated.c.article_id == Article.id)
        .where(Article.read_by_customers(), Article.language == language)
        .where(usefulness > 0)
        .order_by(usefulness.desc(), Article.title)
        .limit(limit)
    )
    return list(session.scalars(query))


def contents_of(page: str) -> list[Heading]:
    """The headings of a rendered article, when there are enough to need a list of them."""
    found = [
        Heading(anchor, html.unescape(_TAG.sub("", inner)).strip())
        for anchor, inner in _HEADING.findall(page)
    ]
    return found if len(found) >= FEWEST_HEADINGS else []


def _published(session: Session, language: str) -> list[Article]:
    query = (
        select(Article)
        .where(Article.read_by_customers(), Article.language == language)
        .order_by(func.lower(Article.title))
    )
    return list(session.scalars(query))


def _level(article: Article, depth: int) -> str:
    return article.category[depth] if len(article.category) > depth else ""


def _grouped(articles: list[Article], *, depth: int) -> list[Shelf]:
    """Articles without a category of that depth come last."""
    by_name = sorted(articles, key=lambda a: (not _level(a, depth), _level(a, depth).lower()))
    return [
        Shelf(name or ELSEWHERE, list(group))
        for name, group in groupby(by_name, key=lambda a: _level(a, depth))
    ]
