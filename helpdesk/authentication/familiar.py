"""Browsers in which somebody proved before who they are: strangers elsewhere cannot crowd them out.

A signed cookie names the browser and holds digests of what was proved in it. It opens nothing: it
only lets attempts made there be counted by themselves.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

COOKIE = "heed_familiar"
LASTS = timedelta(days=180)
MOST = 5


def familiar_browser(who: str) -> str | None:
    """This browser's own name, if it is one in which `who` was proved before."""
    cookie = _read()
    return str(cookie["name"]) if _digest(who) in cookie["proved"] else None


def remember_browser(who: str) -> None:
    """Note that `who` was proved here; a browser keeps the newest few."""
    cookie = _read()
    others = [digest for digest in cookie["proved"] if digest != _digest(who)]
    cookie["proved"] = [*others, _digest(who)][-MOST:]

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(
            COOKIE,
            _signer().dumps(cookie),
            max_age=LASTS,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
        return response


def _read() -> dict[str, Any]:
    try:
        found: dict[str, Any] = _signer().loads(
            request.cookies.get(COOKIE, ""), max_age=int(LASTS.total_seconds())
        )
    except BadSignature:
        return {"name": secrets.token_urlsafe(9), "proved": []}
    return found


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="familiar browser")


def _digest(who: str) -> str:
    return hashlib.sha256(who.encode()).hexdigest()[:16]
