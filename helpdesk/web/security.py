"""The headers that keep a browser from doing what we never asked for."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request

from helpdesk.platform.config import Settings
from helpdesk.platform.errors import WrongHost

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
)
FRAME = "/widget/frame"
NOBODY = "'none'"
PUBLIC = "public"
PERSONAL = ("/complaints", "/console", "/demo", "/requests")
Sites = tuple[str, ...]
ONE_YEAR = "max-age=31536000; includeSubDomains"


def register(app: Flask, settings: Settings, *, allowed_sites: Callable[[], Sites]) -> None:
    """A strict policy on every answer; a view may set its own beforehand."""
    encrypted = settings.base_url.startswith("https://")
    hosts = settings.hosts

    @app.before_request
    def check_host() -> None:
        if host_of(request.host) not in hosts:
            raise WrongHost(
                "It is reached at %(address)s. Whoever runs it can add other names to "
                "HEED_ALLOWED_HOSTS.",
                address=settings.base_url,
            )

    @app.after_request
    def protect(response: Response) -> Response:
        headers, ancestors = response.headers, NOBODY
        if request.path == FRAME:
            ancestors = _framed_by(settings, allowed_sites())
        headers.setdefault("Content-Security-Policy", POLICY.format(ancestors=ancestors))
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
        if _is_personal():
            headers.setdefault("Cache-Control", "no-store")
        if encrypted:
            headers.setdefault("Strict-Transport-Security", ONE_YEAR)
        return response


def _is_personal() -> bool:
    """Is the answer for one person alone, and not for the next one at the same browser?"""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "_callers", PUBLIC) != PUBLIC or is_below(request.path, *PERSONAL)


def _framed_by(settings: Settings, listed: Sites) -> str:
    """Who may show the widget's frame within theirs: the desk itself and the listed sites."""
    if not is_allowed(settings, request.args.get("site", ""), listed):
        return NOBODY
    return " ".join(["'self'", *sorted({settings.base_url, *listed})])


def is_allowed(settings: Settings, site: str, listed: Sites) -> bool:
    """May this origin show the widget? The listed ones, and the desk's own pages everywhere."""
    origin = site.rstrip("/")
    own = {f"{request.scheme}://{request.host}"}  # its name was checked before
    own |= {f"{scheme}://{name}" for name in settings.hosts for scheme in ("http", "https")}
    return origin in (settings.base_url, *own, *listed)


def host_of(place: str) -> str:
    """The name in `name:port`, empty when there is none."""
    try:
        return (urlsplit(f"//{place}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_below(address: str, *folders: str) -> bool:
    """Does the address lead to one of these paths of ours?

    Its own first letters decide: a parser reads `///evil.example` as a path, a browser as a host.
    """
    place = re.split(r"[/?#]", address.removeprefix("/"), maxsplit=1)[0]
    return address.startswith("/") and address.isprintable() and f"/{place}" in folders
