"""The agents' API for articles: list, write, revise, publish, archive."""

from datetime import datetime

from apiflask import APIBlueprint
from flask import g
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from helpdesk.accounts.auth import database, program
from helpdesk.accounts.rules import EDITORS
from helpdesk.articles.models import Article
from helpdesk.articles.rules import ArticleState
from helpdesk.articles.service import writing
from helpdesk.platform.audit import Actor
from helpdesk.web.api_lists import Listed, Shown, Window, newest_first
from helpdesk.web.bodies import ARTICLE, at_most
from knowledge_base.audience import Audience

blueprint = APIBlueprint(
    "articles_agents_api", __name__, url_prefix="/api/v1/articles", tag="Articles"
)


class ArticleWindow(Window):
    """Which articles, and which part of them."""

    state: ArticleState | None = None


class NewArticle(BaseModel):
    """What the article should say, in Markdown."""

    model_config = ConfigDict(extra="forbid")
    title: str = Field(max_length=1000)
    body: str = Field(max_length=2_000_000)
    category: list[str] = Field(default=[], max_length=5)
    language: str = Field("en", pattern="^[a-z]{2}$")
    audience: Audience = Audience.PUBLIC


class Revision(BaseModel):
    """What the article should say from now on; its language stays, without `audience` that too.

    `version` is the one that was read: when there is a newer one, nothing is changed.
    """

    model_config = ConfigDict(extra="forbid")
    title: str = Field(max_length=1000)
    body: str = Field(max_length=2_000_000)
    category: list[str] = Field(default=[], max_length=5)
    audience: Audience | None = None
    version: int | None = None


class ArticleShown(Shown):
    """An article as its writers see it."""

    id: int
    slug: str
    title: str
    category: list[str]
    language: str
    audience: Audience
    state: ArticleState
    version: int
    created_at: datetime
    updated_at: datetime


class WholeArticle(ArticleShown):
    """An article with its text."""

    body: str


@blueprint.get("")
@program()
@blueprint.input(ArticleWindow, location="query")
@blueprint.output(Listed[ArticleShown])
def listed(query_data: ArticleWindow) -> Listed[ArticleShown]:
    """Articles in whatever state, newest first."""
    query = select(Article)
    if query_data.state:
        query = query.where(Article.state == query_data.state)
    page = newest_first(database(), query, Article.created_at, key=Article.id, window=query_data)
    return Listed(
        items=[ArticleShown.model_validate(article) for article in page.items], next=page.next
    )


@blueprint.post("")
@program(EDITORS)
@at_most(ARTICLE)
@blueprint.input(NewArticle)
@blueprint.output(WholeArticle, status_code=201)
def write(json_data: NewArticle) -> WholeArticle:
    """Add a draft; nobody finds it before it is published."""
    draft = writing.Draft(
        json_data.title,
        json_data.body,
        tuple(json_data.category),
        json_data.language,
        json_data.audience,
    )
    return WholeArticle.model_validate(writing.write_article(database(), draft, actor=_actor()))


@blueprint.put("/<int:article_id>")
@program(EDITORS)
@at_most(ARTICLE)
@blueprint.input(Revision)
@blueprint.output(WholeArticle)
def revise(article_id: int, json_data: Revision) -> WholeArticle:
    """Replace title, text and category; search knows the new words at once."""
    draft = writing.Draft(
        json_data.title,
        json_data.body,
        tuple(json_data.category),
        audience=json_data.audience,
    )
    article = writing.revise_article(
        database(), article_id, draft, actor=_actor(), seen=json_data.version
    )
    return WholeArticle.model_validate(article)


@blueprint.post("/<int:article_id>/publish")
@program(EDITORS)
@blueprint.output(WholeArticle)
def publish(article_id: int) -> WholeArticle:
    """Let the article be found by those it is for."""
    article = writing.publish_article(database(), article_id, actor=_actor())
    return WholeArticle.model_validate(article)


@blueprint.post("/<int:article_id>/archive")
@program(EDITORS)
@blueprint.output(WholeArticle)
def archive(article_id: int) -> WholeArticle:
    """Take the article out of search and out of the help centre at once."""
    article = writing.archive_article(database(), article_id, actor=_actor())
    return WholeArticle.model_validate(article)


def _actor() -> Actor:
    return Actor.agent(g.agent.id)
