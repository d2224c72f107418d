"""The help centre for the people who write it: list, write, revise, publish, archive."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.accounts.rules import EDITORS
from helpdesk.articles import queries
from helpdesk.articles.models import Article
from helpdesk.articles.rules import ArticleChanged, ArticleState, audience_of
from helpdesk.articles.service import writing
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import NotFound, RuleBroken
from helpdesk.web.bodies import ARTICLE, at_most
from helpdesk.web.cursors import number_of
from helpdesk.web.forms import id_of
from helpdesk.web.presentation import in_place, refused
from helpdesk.web.submissions import repeatable
from knowledge_base.documents.rendering import page_of

blueprint = Blueprint("articles", __name__, url_prefix="/console/articles")
BETWEEN = "›"
IMAGES = "/console/articles/images/"
TYPED = ("title", "body", "category", "audience", "version")


@blueprint.get("")
@staff()
def index() -> str:
    """Every article by category, with its state."""
    state, words = request.args.get("state", ""), request.args.get("q", "")
    wanted = ArticleState(state) if state in set(ArticleState) else None
    return render_template(
        "console/articles/index.html",
        groups=queries.articles_list(database(), words=words, state=wanted),
        counts=queries.state_counts(database()),
        disagreements=queries.disagreements(database()),
        wanted=wanted,
        words=words,
        may_write=_may_write(),
    )


@blueprint.get("/unanswered")
@staff()
def unanswered() -> str:
    """Questions nobody could answer: what to write next."""
    page = queries.unanswered_page(database(), after=request.args.get("after"))
    return render_template("console/articles/unanswered.html", page=page, may_write=_may_write())


@blueprint.get("/<int:article_id>")
@staff()
def show(article_id: int) -> str:
    """An article as its readers see it, with its versions."""
    return _shown(article_id)


def _shown(article_id: int, fault: str | None = None) -> str:
    article = writing.get_article(database(), article_id)
    return render_template(
        "console/articles/show.html",
        article=article,
        html=_page(article.body),
        versions=queries.versions_of(database(), article),
        ratings=queries.ratings_of(database(), article),
        evidence=queries.evidence_of(database(), article),
        may_write=_may_write(),
        fault=fault,
    )


@blueprint.get("/<int:article_id>/versions/<int:version>")
@staff()
def version(article_id: int, version: int) -> str:
    """What an article said at one time."""
    article = writing.get_article(database(), article_id)
    then = queries.version_of(database(), article, version)
    if then is None:
        raise NotFound("The article has no such version.")
    return render_template(
        "console/articles/version.html", article=article, then=then, html=_page(then.body)
    )


@blueprint.get("/of-rating/<int:rating_id>")
@staff()
def of_rating(rating_id: int) -> ResponseReturnValue:
    """The article that a reader's rating is about."""
    article_id = queries.article_of_rating(database(), rating_id)
    if article_id is None:
        raise NotFound("There is no such rating.")
    return redirect(url_for("articles.show", article_id=article_id))


@blueprint.get("/new")
@staff(EDITORS)
def new() -> str:
    """The form for a new article, which may start from a question."""
    return _form(None, title=request.args.get("title", "")[:200])


@blueprint.post("/new")
@staff(EDITORS)
@at_most(ARTICLE)
def write() -> ResponseReturnValue:
    """Keep a new draft."""
    try:
        article = writing.write_article(database(), _draft(), actor=_actor())
    except RuleBroken as fault:
        return refused(fault, _form(None, **_typed(), fault=str(fault)))
    return _to(article)


@blueprint.get("/<int:article_id>/edit")
@staff(EDITORS)
def edit(article_id: int) -> str:
    """The form for revising an article."""
    article = writing.get_article(database(), article_id)
    category = f" {BETWEEN} ".join(article.category)
    return _form(
        article,
        title=article.title,
        body=article.body,
        category=category,
        audience=article.audience,
        version=article.version,
    )


@blueprint.post("/<int:article_id>/edit")
@staff(EDITORS)
@at_most(ARTICLE)
def revise(article_id: int) -> ResponseReturnValue:
    """Keep the revision as a new version."""
    article = writing.get_article(database(), article_id)
    try:
        seen = number_of(request.form.get("version")) or 0  # without it, nothing was seen
        writing.revise_article(database(), article_id, _draft(), actor=_actor(), seen=seen)
    except ArticleChanged as fault:
        typed = _typed() | {"version": article.version}
        return refused(fault, _form(article, **typed, fault=str(fault)))
    except RuleBroken as fault:
        return refused(fault, _form(article, **_typed(), fault=str(fault)))
    return _to(article)


@blueprint.post("/preview")
@staff(EDITORS)
@repeatable
@at_most(ARTICLE)
def preview() -> str:
    """The typed article as its readers would see it, beside the form or together with it."""
    if in_place():
        html = _page(request.form.get("body", ""))
        return render_template("console/articles/preview.html", html=html)
    revised = request.args.get("article_id")
    article = writing.get_article(database(), id_of(revised)) if revised else None
    return _form(article, preview=True, **_typed())


@blueprint.post("/<int:article_id>/publish")
@staff(EDITORS)
def publish(article_id: int) -> ResponseReturnValue:
    """Those it is for find it from now on."""
    return _move(article_id, writing.publish_article)


@blueprint.post("/<int:article_id>/archive")
@staff(EDITORS)
def archive(article_id: int) -> ResponseReturnValue:
    """Nobody finds it any more; publishing brings it back."""
    return _move(article_id, writing.archive_article)


def _move(article_id: int, move: Callable[..., Article]) -> ResponseReturnValue:
    seen = request.form.get("state", ""), number_of(request.form.get("version"))
    try:
        writing.look_again(database(), article_id, seen)
        article = move(database(), article_id, actor=_actor())
    except RuleBroken as fault:
        return refused(fault, _shown(article_id, fault=str(fault)))
    return _to(article)


def _typed() -> dict[str, Any]:
    return {key: request.form.get(key, "") for key in TYPED}


def _draft() -> writing.Draft:
    typed = _typed()
    steps = (step.strip() for step in typed["category"].replace(">", BETWEEN).split(BETWEEN))
    return writing.Draft(
        typed["title"],
        typed["body"],
        tuple(step for step in steps if step),
        audience=audience_of(typed["audience"]),
    )


def _form(article: Article | None, *, preview: bool = False, **typed: Any) -> str:
    typed = dict.fromkeys(TYPED, "") | {"fault": None} | typed
    html = _page(typed["body"]) if preview else None
    return render_template("console/articles/form.html", article=article, typed=typed, html=html)


def _page(body: str) -> str:
    """What readers see, with the images of articles that only agents may read, too."""
    return page_of(body, images=IMAGES)


def _may_write() -> bool:
    return current_agent().role in EDITORS


def _actor() -> Actor:
    return Actor.agent(current_agent().id)


def _to(article: Article) -> ResponseReturnValue:
    return redirect(url_for("articles.show", article_id=article.id), 303)
