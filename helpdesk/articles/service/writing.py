"""Writing, publishing, finding and rating articles."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.queries import last_to_change
from helpdesk.articles.knowledge import Document, index_of, knowledge_base
from helpdesk.articles.models import Article, ArticleRating, ArticleVersion
from helpdesk.articles.rules import (
    ArticleState,
    check_article,
    check_markup,
    check_still,
    check_unchanged,
    slug_of,
)
from helpdesk.articles.service.images import note_uses
from helpdesk.comments import with_comment
from helpdesk.languages.catalogues import N_
from helpdesk.platform import audit, clock, events
from helpdesk.platform.audit import Actor
from helpdesk.platform.db import one_at_a_time
from helpdesk.platform.errors import NotFound
from knowledge_base.audience import Audience
from knowledge_base.documents.rendering import can_be_shown
from knowledge_base.search.knowledge_base import Hit, KnowledgeBase, Results

LONGEST_QUESTION = 4000
MISSING = N_("There is no such article.")


@dataclass(frozen=True)
class Draft:
    """What an article should say; for whom, unless that stays as it is (at first: everybody)."""

    title: str
    body: str
    category: tuple[str, ...] = ()
    language: str = "en"
    audience: Audience | None = None
    slug: str | None = None
    source: str | None = None


def check_draft(title: str, body: str) -> None:
    """Raise RuleBroken with a sentence when the article cannot be kept or not be shown."""
    check_article(title, body)
    check_markup(can_be_shown=can_be_shown(body))


def write_article(session: Session, draft: Draft, *, actor: Actor) -> Article:
    """Add a draft; nobody finds it before it is published."""
    check_draft(draft.title, draft.body)
    now = clock.now()
    article = Article(
        slug=_free_slug(session, draft.slug or slug_of(draft.title)),
        title=draft.title.strip(),
        body=draft.body,
        category=list(draft.category),
        language=draft.language,
        audience=draft.audience or Audience.PUBLIC,
        state=ArticleState.DRAFT,
        source=draft.source,
        created_at=now,
        updated_at=now,
    )
    session.add(article)
    session.flush()
    _keep_version(session, article, actor)
    return article


def revise_article(
    session: Session, article_id: int, draft: Draft, *, actor: Actor, seen: int | None = None
) -> Article:
    """Change an article; a published one is searched in its new words from this moment.

    `seen` is the version that its writer had before them; a newer one is not overwritten unread.
    """
    article = _hold(session, article_id)
    check_unchanged(article.version, seen, by=last_to_change(session, "article", article.id))
    if reword(session, article, draft, actor=actor) and article.state is ArticleState.PUBLISHED:
        _index(session, article)
    return article


def reword(session: Session, article: Article, draft: Draft, *, actor: Actor) -> bool:
    """Change what is kept and say whether it differs; the caller sees to the index."""
    check_draft(draft.title, draft.body)
    audience = draft.audience or article.audience
    wanted = (draft.title.strip(), draft.body, list(draft.category), audience)
    if (article.title, article.body, article.category, article.audience) == wanted:
        return False
    article.title, article.body, article.category, article.audience = wanted
    article.version += 1
    article.updated_at = clock.now()
    _keep_version(session, article, actor)
    return True


def look_again(session: Session, article_id: int, seen: tuple[str, int | None]) -> None:
    """Hold the article; raise ArticleChanged unless it has the state and version that were seen."""
    article = _hold(session, article_id)
    check_still(
        article.state, seen, article.version, by=last_to_change(session, "article", article.id)
    )


def publish_article(session: Session, article_id: int, *, actor: Actor) -> Article:
    """Let the article be found by those it is for."""
    article = _hold(session, article_id)
    change_state(session, article, ArticleState.PUBLISHED, actor)
    _index(session, article)
    return article


def archive_article(session: Session, article_id: int, *, actor: Actor) -> Article:
    """Take the article out of search and out of the help centre at once."""
    article = _hold(session, article_id)
    change_state(session, article, ArticleState.ARCHIVED, actor)
    index_of(session).remove(article.id)
    return article


def get_article(session: Session, article_id: int) -> Article:
    """The article in whatever state, for the people who write it."""
    article = session.get(Article, article_id)
    if article is None:
        raise NotFound(MISSING)
    return article


def _hold(session: Session, article_id: int) -> Article:
    """The article as it is now, held until commit, so that index and versions keep their order."""
    article = session.get(Article, article_id, populate_existing=True, with_for_update=True)
    if article is None:
        raise NotFound(MISSING)
    return article


def read_article(session: Session, key: str | int) -> Article:
    """The article of that slug or number, for customers; NotFound unless they may read it."""
    named = Article.slug == key if isinstance(key, str) else Article.id == key
    article = session.scalar(select(Article).where(named, Article.read_by_customers()))
    if article is None:
        raise NotFound("This article is not published. Search the help centre for another one.")
    return article


def search(
    session: Session,
    query: str,
    *,
    limit: int = 5,
    language: str | None = None,
    audience: Audience = Audience.PUBLIC,
) -> list[Hit]:
    """The best passage of each matching article that this reader may see, best first."""
    base = knowledge_base(session)
    return results_of(base, query, limit=limit, language=language, audience=audience).hits


def results_of(
    base: KnowledgeBase,
    query: str,
    *,
    limit: int = 5,
    language: str | None = None,
    audience: Audience = Audience.PUBLIC,
) -> Results:
    """The same, with how sure it is that the first article is the right one."""
    return base.results(
        query[:LONGEST_QUESTION],
        min(limit, 20),
        language=language,
        audience=audience,
        today=clock.now().date(),
    )


def rate_article(
    session: Session,
    article_id: int,
    *,
    helpful: bool,
    comment: str | None,
    client_id: str | None = None,
) -> ArticleRating:
    """A reader says whether the article helped.

    The same `client_id` again is the same rating: its thumb stays, and the comment is added.
    """
    rating = None
    if client_id is not None:
        one_at_a_time(session, f"rating:{article_id}:{client_id}")
        rating = rating_of(session, article_id, client_id)
    if rating is None:
        rating = ArticleRating(
            article_id=get_article(session, article_id).id,
            client_id=client_id,
            helpful=helpful,
            created_at=clock.now(),
        )
        session.add(rating)
    rating.comment = with_comment(rating.comment, comment)
    session.flush()
    events.publish(session, events.ArticleRated(rating.id))
    return rating


def rating_of(session: Session, article_id: int, client_id: str) -> ArticleRating | None:
    """What this reader said of the article, if they did."""
    return session.scalar(
        select(ArticleRating).where(
            ArticleRating.article_id == article_id, ArticleRating.client_id == client_id
        )
    )


def document_of(article: Article) -> Document:
    """The article as the knowledge base wants it."""
    return Document(
        slug=article.slug,
        title=article.title,
        body_markdown=article.body,
        language=article.language,
        category=tuple(article.category),
        audience=article.audience,
        url=article.path,
    )


def _index(session: Session, article: Article) -> None:
    session.flush()
    index_of(session).index(article.id, article.version, document_of(article))
    events.publish(session, events.ArticlePublished(article.id, article.version))


def change_state(session: Session, article: Article, state: ArticleState, actor: Actor) -> None:
    """Keep it with its event; the caller sees to the index."""
    change = audit.Change(
        "article", article.id, state, before={"state": article.state}, after={"state": state}
    )
    article.state = state
    audit.record(session, actor, change)


def _keep_version(session: Session, article: Article, actor: Actor) -> None:
    row = ArticleVersion(
        article_id=article.id,
        version=article.version,
        title=article.title,
        body=article.body,
        audience=article.audience,
        written_by=actor,
        written_at=article.updated_at,
    )
    session.add(row)
    note_uses(session, article)
    written = {
        "version": article.version,
        "state": article.state,
        "audience": article.audience,
        "text": audit.digest(f"{article.title}\n{article.body}"),
    }
    change = audit.Change("article", article.id, "written", after=written)
    audit.record(session, actor, change)


def _free_slug(session: Session, wanted: str) -> str:
    taken = set(session.scalars(select(Article.slug).where(Article.slug.startswith(wanted))))
    number, slug = 2, wanted
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug
