"""The list of everything the web process serves."""

from functools import partial
from typing import Any

from apiflask import APIFlask
from flask import Response, current_app, g
from flask_compress import Compress
from flask_limiter import Limiter
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from sqlalchemy.orm import sessionmaker
from werkzeug.local import LocalProxy
from werkzeug.middleware.proxy_fix import ProxyFix

from helpdesk import __version__, leaving, logs, rail, widget
from helpdesk.accounts.auth import is_known, public, turn_strangers_away
from helpdesk.accounts.console import people, recovery, signing_in
from helpdesk.accounts.console import settings as own_settings
from helpdesk.administration import console as administration
from helpdesk.administration.sections import settings_at_start
from helpdesk.articles import agents_api as articles_agents_api
from helpdesk.articles import api as articles_api
from helpdesk.articles import console as articles_console
from helpdesk.articles import files as article_files
from helpdesk.articles import portal as help_centre
from helpdesk.authentication import sign_ins
from helpdesk.cases import bot_api as cases_bot
from helpdesk.cases import console as cases_console
from helpdesk.cases import portal as my_cases
from helpdesk.complaints import api as complaints_api
from helpdesk.complaints import bot_api as complaints_bot
from helpdesk.complaints import console as complaints_console
from helpdesk.complaints import portal as my_complaints
from helpdesk.conversations import agents_api as conversations_api
from helpdesk.conversations import api as widget_api
from helpdesk.conversations import bot_api
from helpdesk.conversations.console import articles as conversation_articles
from helpdesk.conversations.console import inbox
from helpdesk.customers import api as customers_api
from helpdesk.customers import console as customers_console
from helpdesk.customers import portal as customers_portal
from helpdesk.feedback import api as feedback_api
from helpdesk.feedback import bot_api as feedback_bot
from helpdesk.feedback import console as feedback_console
from helpdesk.languages import catalogues, negotiation
from helpdesk.platform import db, health
from helpdesk.platform.config import Settings, from_environment, secret
from helpdesk.platform.live import Hub
from helpdesk.settings.current import current
from helpdesk.settings.sections import Company, OpeningHours, Widget
from helpdesk.tickets import api as tickets_api
from helpdesk.tickets import portal as requests
from helpdesk.tickets.console import articles as ticket_articles
from helpdesk.tickets.console import pages as tickets_console
from helpdesk.web import bodies, limits, problems, security, submissions
from helpdesk.wiring import connect_facts

AGENTS_API = (
    tickets_api.blueprint,
    customers_api.blueprint,
    conversations_api.blueprint,
    feedback_api.blueprint,
    complaints_api.blueprint,
    articles_agents_api.blueprint,
)
BLUEPRINTS = (
    widget_api.blueprint,
    articles_api.blueprint,
    bot_api.blueprint,
    cases_bot.blueprint,
    complaints_bot.blueprint,
    feedback_bot.blueprint,
    signing_in.blueprint,
    recovery.blueprint,
    own_settings.blueprint,
    people.blueprint,
    leaving.blueprint,
    administration.blueprint,
    administration.finder,
    rail.blueprint,
    inbox.blueprint,
    conversation_articles.blueprint,
    tickets_console.blueprint,
    ticket_articles.blueprint,
    complaints_console.blueprint,
    cases_console.blueprint,
    customers_console.blueprint,
    feedback_console.blueprint,
    articles_console.blueprint,
    article_files.blueprint,
    widget.blueprint,
    help_centre.blueprint,
    requests.blueprint,
    my_cases.blueprint,
    my_complaints.blueprint,
    customers_portal.blueprint,
    *AGENTS_API,
)


def create_app(settings: Settings | None = None) -> APIFlask:
    """The web application; connects to `DATABASE_URL` unless a database is in use already."""
    logs.to_stderr()
    settings = settings or settings_at_start()
    app = APIFlask(
        __name__,
        title="Heed",
        version=__version__,
        spec_path="/api/openapi.json",
        docs_path=None,  # its page would load scripts from elsewhere
    )
    _configure(app, settings)
    _compress(app)
    negotiation.register(app, default=catalogues.SOURCE)
    security.register(app, settings, allowed_sites=lambda: current(Widget).sites)
    _connect(app)
    limiter = _guard(app, settings)
    submissions.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    _limit(app, limiter)
    _exempt_programs(app)
    problems.register(app)
    connect_facts()
    for path, view in (("/healthz", healthz), ("/livez", livez), ("/readyz", readyz)):
        app.add_url_rule(path, view_func=view)
    return app


def _configure(app: APIFlask, settings: Settings) -> None:
    if settings.behind_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_host=1)  # type: ignore[method-assign]
    app.config.update(
        SECRET_KEY=secret(settings.home, "session_key"),
        BOT_TOKEN=secret(settings.home, "bot_token"),
        SITE_KEY=secret(settings.home, "site_key"),
        SETTINGS=settings,
        SESSION_COOKIE_NAME="heed",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.base_url.startswith("https://"),
        PERMANENT_SESSION_LIFETIME=sign_ins.LONGEST,
        SESSION_REFRESH_EACH_REQUEST=False,  # a slow part would bring an older cookie back
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.jinja_env.globals.update(
        settings=settings,
        company=LocalProxy(partial(current, Company)),
        opening=LocalProxy(partial(current, OpeningHours)),
    )
    app.jinja_env.undefined = StrictUndefined  # a misspelt name is an error, not an empty place


def _compress(app: APIFlask) -> None:
    """Texts go packed to whoever unpacks them; registered first, so that it packs what all made.

    Event streams are not: each line has to arrive at once. A page may hold secrets beside words of
    a stranger, whose length then says something of both; ours differ from one page to the next.
    """
    algorithms = ["br", "gzip"]
    app.config.update(COMPRESS_ALGORITHM=algorithms, COMPRESS_ALGORITHM_STREAMING=algorithms)
    Compress(app)


def _connect(app: APIFlask) -> None:
    """One transaction per request: committed before the answer leaves, undone on a refusal."""
    url = from_environment("DATABASE_URL")
    if not db.in_use():
        db.use(sessionmaker(db.connect(url), expire_on_commit=False))
    app.extensions["hub"] = Hub(url)

    @app.before_request
    def open_session() -> None:
        g.session = db.new_session()

    @app.after_request
    def finish(response: Response) -> Response:
        session = g.get("session")
        if session is None:  # it could not be opened, and the refusal says so
            return response
        if g.pop("refused", False):
            session.rollback()
        else:
            session.commit()
        g.pop("session").close()
        return response

    @app.teardown_request
    def close(_error: BaseException | None) -> None:
        left = g.pop("session", None)
        if left is not None:
            left.close()


def _guard(app: APIFlask, settings: Settings) -> Limiter:
    """In this order: who calls too often, what is too much, who is a stranger, what is forged."""
    everything = limits.limit_everything(app, enabled=settings.rate_limits, known=is_known)
    app.extensions["everything"] = everything
    bodies.register(app, messages=(widget_api.blueprint, articles_api.blueprint), known=is_known)
    limiter = limits.limiter_for(app, enabled=settings.rate_limits)
    app.before_request(turn_strangers_away)
    CSRFProtect(app)
    return limiter


def _limit(app: APIFlask, limiter: Limiter) -> None:
    searched = [articles_api.blueprint, help_centre.blueprint, *AGENTS_API]
    limits.limit_blueprints(limiter, searched, limits.SEARCHING)
    accounts = (signing_in, recovery, own_settings, people)
    forms = (*accounts, requests, my_complaints, customers_portal, help_centre, articles_api)
    limits.limit_forms(limiter, [pages.blueprint for pages in forms])
    limits.limit_conversations(limiter, app, start="widget.start", write="widget.write")
    app.extensions["limits"] = limiter  # its views hold it by a weak reference only


def _exempt_programs(app: APIFlask) -> None:
    """Calls with a bearer token carry no cookie, so nobody can forge them from another site."""
    csrf: CSRFProtect = app.extensions["csrf"]
    for name in ("widget", "articles_api", "bot", "cases_bot", "complaints_bot", "feedback_bot"):
        csrf.exempt(app.blueprints[name])
    for api in AGENTS_API:
        csrf.exempt(api)


@public
def healthz() -> tuple[dict[str, Any], int]:
    """Which parts answer, 503 when one does not; and which are not started again any more."""
    parts = health.parts()
    given_up = health.read_supervision(current_app.config["SETTINGS"].home).given_up
    healthy = all(parts.values())
    said = {"status": "ok" if healthy else "failing", "parts": parts, "given_up": list(given_up)}
    return said, 200 if healthy else 503


@public
def livez() -> dict[str, str]:
    """This process serves; nothing else is asked."""
    return {"status": "ok"}


@public
def readyz() -> tuple[dict[str, str], int]:
    """Customers' messages are accepted and kept: the database answers; 503 when it does not."""
    ready = health.is_ready()
    return {"status": "ok" if ready else "failing"}, 200 if ready else 503
