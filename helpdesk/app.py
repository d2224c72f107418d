"""The list of everything the web process serves."""

from contextlib import closing
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

from helpdesk import __version__, logs, rail
from helpdesk.accounts.auth import is_known, public, turn_strangers_away
from helpdesk.administration.feature import ADMINISTRATION
from helpdesk.administration.sections import settings_at_start
from helpdesk.authentication import sign_ins
from helpdesk.feature import Feature
from helpdesk.features import FEATURES, FEEDBACK_SOURCES
from helpdesk.languages import negotiation
from helpdesk.platform import db, health
from helpdesk.platform.config import Settings, from_environment, secret
from helpdesk.platform.live import Hub
from helpdesk.settings.current import current
from helpdesk.settings.sections import Company, Languages, OpeningHours, Widget
from helpdesk.web import bodies, limits, presentation, problems, security, submissions
from helpdesk.wiring import connect_facts

SERVED = (*FEATURES, ADMINISTRATION)


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
    negotiation.register(
        app,
        languages=lambda: current(Languages).spoken,
        zone=lambda: current(OpeningHours).clock,
    )
    security.register(app, settings, allowed_sites=lambda: current(Widget).sites)
    _connect(app)
    limiter = _guard(app, settings)
    submissions.register(app)
    presentation.register(app)
    app.register_blueprint(rail.blueprint)
    for feature in SERVED:
        _admit(app, feature)
    app.extensions["warm_up"] = partial(_warm_up, app)
    app.extensions["feedback_sources"] = {source.name: source for source in FEEDBACK_SOURCES}
    _limit(app, limiter)
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


def _warm_up(app: APIFlask) -> None:
    """Load what the first to ask would wait for; nothing is kept of the transaction."""
    with app.app_context(), closing(db.new_session()) as session:
        for feature in SERVED:
            if feature.warm_up:
                feature.warm_up(session)


def _guard(app: APIFlask, settings: Settings) -> Limiter:
    """In this order: who calls too often, what is too much, who is a stranger, what is forged."""
    everything = limits.limit_everything(app, enabled=settings.rate_limits, known=is_known)
    app.extensions["everything"] = everything
    messages = [api for feature in FEATURES for api in feature.public_api]
    bodies.register(app, messages=messages, known=is_known)
    limiter = limits.limiter_for(app, enabled=settings.rate_limits)
    app.before_request(turn_strangers_away)
    CSRFProtect(app)
    return limiter


def _admit(app: APIFlask, feature: Feature) -> None:
    """Serve what the feature brings, and let others find it."""
    for blueprint in feature.blueprints:
        app.register_blueprint(blueprint)
    csrf: CSRFProtect = app.extensions["csrf"]
    for api in feature.apis:  # called with a token and no cookie: no other site can forge that
        csrf.exempt(api)
    app.extensions.setdefault("links", {}).update(feature.links)


def _limit(app: APIFlask, limiter: Limiter) -> None:
    """Whoever searches or guesses is slowed down; agents at work are not."""
    for feature in SERVED:
        searched = (*feature.agents_api, *feature.searched)
        limits.limit_blueprints(limiter, searched, limits.SEARCHING)
        limits.limit_forms(limiter, (*feature.portal, *feature.forms))
    limits.limit_conversations(limiter, app, start="widget.start", write="widget.write")
    app.extensions["limits"] = limiter  # its views hold it by a weak reference only


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
