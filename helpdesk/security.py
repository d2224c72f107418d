"""The headers that keep a browser from doing what we never asked for."""

import re

from flask import Flask, Response, current_app, request

from helpdesk.config import Settings

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
)
NOBODY = "'none'"
PUBLIC = "public"
PERSONAL = ("/complaints", "/console", "/demo", "/requests")
ONE_YEAR = "max-age=31536000; includeSubDomains"


def register(app: Flask, settings: Settings) -> None:
    """A strict policy on every answer; a view may set its own beforehand."""
    encrypted = settings.base_url.startswith("https://")

    @app.after_request
    def protect(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", POLICY.format(ancestors=NOBODY))
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


def framed_by(settings: Settings) -> str:
    """The policy for the widget's frame: the sites we allow may show it, nobody else."""
    return POLICY.format(ancestors=" ".join(sorted({*allowed_origins(settings), own_origin()})))


def allowed_origins(settings: Settings) -> tuple[str, ...]:
    """The sites that may show the widget; the desk's own pages always may."""
    return (settings.base_url, *settings.allowed_sites)


def is_allowed(settings: Settings, site: str) -> bool:
    """May this origin show the widget?"""
    return site.rstrip("/") in allowed_origins(settings) or site.rstrip("/") == own_origin()


def is_below(address: str, *folders: str) -> bool:
    """Does the address lead to one of these paths of ours?

    Its own first letters decide: a parser reads `///evil.example` as a path, a browser as a host.
    """
    place = re.split(r"[/?#]", address.removeprefix("/"), maxsplit=1)[0]
    return address.startswith("/") and address.isprintable() and f"/{place}" in folders


def own_origin() -> str:
    """The address this request came to."""
    return request.host_url.rstrip("/")
