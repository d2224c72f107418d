"""The help centre's pages: search first, then reading, then saying whether it helped."""

import secrets
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from helpdesk.accounts.auth import database, public
from helpdesk.articles.evidence import answered
from helpdesk.articles.models import Article, ArticleRating
from helpdesk.articles.reading import shelves, translations
from helpdesk.articles.reading.highlighting import shown
from helpdesk.articles.reading.links import html_of
from helpdesk.articles.service import questions, writing
from helpdesk.customers.browser import known_customer
from helpdesk.languages.catalogues import current
from helpdesk.platform.errors import NotFound
from knowledge_base.search.knowledge_base import Hit

blueprint = Blueprint("help", __name__)
LONGEST_QUERY = 500
MOST_RESULTS = 10
MOST_OFFERED = 3
REMEMBERED = 50
RATED = "ratings"
SHORTEST_SUBJECT = 8


@blueprint.get("/")
@public
def start() -> ResponseReturnValue:
    """The portal begins with the help centre."""
    return redirect(url_for("help.home"))


@blueprint.get("/help")
@public
def home() -> str:
    """One search box, then what helped others, then everything by category."""
    query = request.args.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    if query:
        return _results(query)
    category = request.args.get("in", "").strip()
    if category:
        return _category(category)
    language = _language(request.args.get("articles"))
    return render_template(
        "portal/help/home.html",
        query="",
        shown_in=language,
        own=current() == _language(None),
        shelves=shelves.shelves(database(), language),
        useful=shelves.most_useful(database(), language),
        elsewhere=translations.only_elsewhere(database(), language),
    )


def _results(query: str) -> str:
    hits, found, question_id = questions.search_and_remember(
        database(), query, limit=MOST_RESULTS, language=current()
    )
    offered = [hit.article_id for hit in hits]
    cookie["asked"] = {"question": question_id, "words": query, "offered": offered}
    shown = found.nearest if found.outcome == "unknown" else hits
    results = _shown(shown, query)
    return render_template(
        "portal/help/results.html", query=query, results=results, outcome=found.outcome
    )


def _category(name: str) -> str:
    session, first = database(), _language(request.args.get("articles"))
    for language in (first, *shelves.languages(session)):
        parts = shelves.shelf_parts(session, language, name)
        if parts:
            return render_template(
                "portal/help/category.html", name=name, parts=parts, shown_in=language
            )
    raise NotFound("There is no such category. Search the help centre instead.")


@blueprint.get("/help/-/offers")
@public
def offers() -> str:
    """Articles for a request that is being typed; part of a page, asked for while typing."""
    typed = request.args.get("subject", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    hits = []
    if len(typed) >= SHORTEST_SUBJECT:
        hits = questions.search(database(), typed, limit=MOST_OFFERED, language=current()).hits
    results = _shown(hits, typed, longest=140)
    return render_template("portal/help/offers.html", results=results)


def _shown(hits: list[Hit], query: str, **options: int) -> list[dict[str, Any]]:
    languages = translations.languages_of(database(), [hit.article_id for hit in hits])
    passages = shown(database(), hits, query, **options)
    return [
        {"hit": hit, "passage": passage.html, "language": language}
        for hit, passage in zip(hits, passages, strict=True)
        if (language := languages.get(hit.article_id))
    ]


@blueprint.get("/help/<slug>")
@public
def read(slug: str) -> str:
    """One article."""
    session = database()
    article = writing.read_article(session, slug)
    page = html_of(session, article)
    return render_template(
        "portal/help/article.html",
        article=article,
        translation=_translation(article),
        page=page,
        contents=shelves.contents_of(page),
        related=_related(article),
        asked=_asked_before(article),
        rating=_rated_before(article),
    )


@blueprint.post("/help/<slug>/rating")
@public
def rate(slug: str) -> ResponseReturnValue:
    """Did this help? The first thumb of a browser counts, words that follow are added to it."""
    session = database()
    article = writing.read_article(session, slug)
    helpful = request.form.get("helpful") == "yes"
    if _rated_before(article) is None:
        _remember_rating(article)
        asked = _asked_before(article)
        if asked:
            _learn(asked["question"], article, helpful=helpful)
    key = cookie[RATED][str(article.id)]
    writing.rate_article(session, article.id, helpful=helpful, comment=_comment(), client_id=key)
    return redirect(url_for("help.read", slug=slug, _anchor="helped"), 303)


def _learn(question_id: int, article: Article, *, helpful: bool) -> None:
    """What the reader of an article says of the question that led there."""
    session, customer = database(), known_customer()
    questions.rate_question(session, question_id, helpful=helpful)
    answered.question_rated(
        session,
        question_id,
        helpful=helpful,
        article_id=article.id,
        customer_id=customer.id if customer else None,
    )


def _asked_before(article: Article) -> dict[str, Any] | None:
    """This browser's latest search, if it offered the article."""
    asked: dict[str, Any] | None = cookie.get("asked")
    return asked if asked and article.id in asked["offered"] else None


def _rated_before(article: Article) -> ArticleRating | None:
    """What this browser said of the article."""
    key = cookie.get(RATED, {}).get(str(article.id))
    return writing.rating_of(database(), article.id, key) if key else None


def _remember_rating(article: Article) -> None:
    """A name for the rating that only this browser knows, and that says nothing of its reader."""
    given = {**cookie.get(RATED, {}), str(article.id): secrets.token_urlsafe(12)}
    cookie[RATED] = dict(list(given.items())[-REMEMBERED:])


def _comment() -> str:
    said = (request.form.get("reason", ""), request.form.get("comment", ""))
    return ": ".join(part.replace("\x00", "").strip() for part in said if part.strip())


def _related(article: Article) -> list[Article]:
    """The nearest other articles, by their titles' meaning."""
    session = database()
    hits = writing.search(session, article.title, limit=MOST_OFFERED + 1, language=article.language)
    others = [hit.article_id for hit in hits if hit.article_id != article.id]
    return [writing.get_article(session, article_id) for article_id in others[:MOST_OFFERED]]


def _translation(article: Article) -> Article | None:
    """The same article in the reader's language, where it is written in another one."""
    if article.language == current():
        return None
    return translations.translation_of(database(), article, current())


def _language(wanted: str | None) -> str:
    """What was asked for, or else the reader's language; the commonest where there is nothing."""
    available = shelves.languages(database())
    own = (language for language in (wanted, current()) if language in available)
    return next(own, None) or (available[0] if available else current())
