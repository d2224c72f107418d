"""Which article says the same in another language: files of one name were imported together."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.models import Article
from helpdesk.articles.reading.links import place_of, places_of


def translation_of(session: Session, article: Article, language: str) -> Article | None:
    """The article in that language, if customers can read it there."""
    slug = places_of(session, language).get(place_of(article.source)) if article.source else None
    return session.scalar(select(Article).where(Article.slug == slug)) if slug else None


def only_elsewhere(session: Session, language: str) -> list[tuple[str, int]]:
    """How many articles each other language has that this one has not, most first."""
    known = places_of(session, language)
    query = select(Article.language, Article.source).where(
        Article.read_by_customers(), Article.language != language
    )
    missing = Counter(
        other
        for other, source in session.execute(query)
        if source is None or place_of(source) not in known
    )
    return missing.most_common()


def languages_of(session: Session, article_ids: list[int]) -> dict[int, str]:
    """In which language each of these articles is."""
    query = select(Article.id, Article.language).where(Article.id.in_(article_ids))
    return {row.id: row.language for row in session.execute(query)}
