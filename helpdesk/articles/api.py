"""The help centre for programs: search, read, rate."""

from typing import Any

from apiflask import APIBlueprint
from flask import current_app
from pydantic import BaseModel, ConfigDict, Field

from helpdesk.accounts.auth import database, public
from helpdesk.articles.reading.links import html_of
from helpdesk.articles.service import writing

blueprint = APIBlueprint("articles_api", __name__, url_prefix="/api/v1/articles", tag="Help centre")


class Search(BaseModel):
    """What to look for."""

    q: str = Field("", max_length=10_000)
    limit: int = Field(5, ge=1, le=20)


class ArticleThumb(BaseModel):
    """Whether the article helped; the same `client_id` again adds words to the same rating."""

    model_config = ConfigDict(extra="forbid")
    helpful: bool
    comment: str | None = Field(None, max_length=2000)
    client_id: str | None = Field(None, min_length=1, max_length=100)


class Hit(BaseModel):
    """The best passage of an article; the better it fits, the nearer its score is to 1."""

    article_id: int
    title: str
    url: str
    passage: str
    score: float


class Hits(BaseModel):
    """What was found, best first."""

    results: list[Hit]


class Article(BaseModel):
    """An article of the help centre, with its text as safe HTML."""

    article_id: int
    title: str
    html: str
    url: str
    updated_at: str = Field(json_schema_extra={"format": "date-time"})
    category: list[str]


class ArticleRated(BaseModel):
    """What is kept of the reader's words about an article."""

    article_id: int
    comment: str | None


@blueprint.get("/search")
@public
@blueprint.input(Search, location="query")
@blueprint.output(Hits)
def search(query_data: Search) -> dict[str, Any]:
    """The best passage of each matching article, best first."""
    hits = writing.search(database(), query_data.q, limit=query_data.limit)
    base = current_app.config["SETTINGS"].base_url
    return {
        "results": [
            {
                "article_id": hit.article_id,
                "title": hit.title,
                "url": f"{base}{hit.url}",
                "passage": hit.text,
                "score": round(hit.score, 4),
            }
            for hit in hits
        ]
    }


@blueprint.get("/<int:article_id>")
@public
@blueprint.output(Article)
def read(article_id: int) -> dict[str, Any]:
    """An article of the help centre as safe HTML."""
    article = writing.read_article(database(), article_id)
    return {
        "article_id": article.id,
        "title": article.title,
        "html": html_of(database(), article),
        "url": current_app.config["SETTINGS"].base_url + article.path,
        "updated_at": article.updated_at.isoformat(),
        "category": article.category,
    }


@blueprint.post("/<int:article_id>/rating")
@public
@blueprint.input(ArticleThumb)
@blueprint.output(ArticleRated)
def rate(article_id: int, json_data: ArticleThumb) -> dict[str, Any]:
    """Did this article help? What is kept of the reader's words comes back."""
    article = writing.read_article(database(), article_id)
    rating = writing.rate_article(
        database(),
        article.id,
        helpful=json_data.helpful,
        comment=json_data.comment,
        client_id=json_data.client_id,
    )
    return {"article_id": article.id, "comment": rating.comment}
