"""Which language and time zone a request is answered in: the reader's, or else the desk's."""

from collections.abc import Callable
from datetime import UTC, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import Flask, Response, after_this_request, current_app, request

from helpdesk.languages import catalogues, formats
from helpdesk.languages.catalogues import AGENTS, SOURCE, language_of

COOKIE, ZONE_COOKIE = "heed_language", "heed_zone"
LASTS = timedelta(days=365)
NAMES = {"en": "English", "de": "Deutsch", "fr": "Français", "es": "Español"}


def offered() -> tuple[str, ...]:
    """The languages that this desk offers to customers, its own first."""
    languages: tuple[str, ...] = current_app.extensions["offered_languages"]()
    return languages


def known(tag: str | None) -> str | None:
    """The language of a tag such as `de-AT` or `fr_CA`, if customers are answered in it."""
    language = language_of(tag or "")
    return language if language in offered() else None


def asked(languages: tuple[str, ...]) -> str | None:
    """The one of these that the browser would rather have; `de-AT` asks for `de`."""
    wanted = (language_of(tag) for tag, share in request.accept_languages if share)
    return next((language for language in wanted if language in languages), None)


def chosen() -> str | None:
    """What the reader chose in this browser."""
    return known(request.cookies.get(COOKIE))


def choose(language: str) -> None:
    """Speak the language from now on in this browser."""
    catalogues.speak(language)

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(
            COOKIE,
            language,
            max_age=LASTS,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
        return response


def zone_of(name: str | None) -> tzinfo | None:
    """The time zone that the browser's own clock keeps, if it said one."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, OSError, ValueError):  # no browser sends a folder or a NUL
        return None


def language_of_request() -> str:
    """Chosen, asked for by the browser, or the desk's own; of the languages the page is kept in."""
    default = offered()[0]
    if request.path.startswith("/console"):
        return asked(AGENTS) or (default if default in AGENTS else SOURCE)
    if request.path.startswith("/api/"):  # whoever calls says so, the widget for its reader
        return asked(offered()) or default
    return chosen() or asked(offered()) or default


def register(
    app: Flask, *, languages: Callable[[], tuple[str, ...]], zone: Callable[[], tzinfo]
) -> None:
    """Answer everybody in their language and by their clock: of those offered, else the desk's."""
    app.extensions["offered_languages"] = languages
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined] # comes with it
        catalogues.translated, catalogues.translated_form, newstyle=True
    )
    app.jinja_env.globals.update(
        language=catalogues.current, languages=NAMES, offered_languages=offered
    )

    @app.before_request
    def begin() -> None:
        catalogues.speak(language_of_request())
        formats.set_zone(zone_of(request.cookies.get(ZONE_COOKIE)) or zone())

    @app.after_request
    def name(response: Response) -> Response:
        if response.mimetype in {"text/html", "application/problem+json"}:
            response.headers.setdefault("Content-Language", catalogues.current())
            response.vary.update(("Accept-Language", "Cookie"))
        return response

    @app.teardown_request
    def end(_error: BaseException | None) -> None:
        catalogues.speak(SOURCE)
        formats.set_zone(UTC)
