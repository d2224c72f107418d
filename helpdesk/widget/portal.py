"""What a website needs to show the widget: the loader, the framed page, and a demo shop."""

from datetime import timedelta
from pathlib import Path

import jwt
from flask import Blueprint, Response, current_app, render_template, request

from helpdesk.accounts.auth import public
from helpdesk.customers.rules import ALGORITHM
from helpdesk.platform import clock
from helpdesk.platform.errors import NotAllowed, NotFound
from helpdesk.settings.current import current
from helpdesk.settings.sections import Languages, Widget
from helpdesk.web.security import is_allowed

blueprint = Blueprint("widget_pages", __name__)
DEMO_CUSTOMER = {
    "sub": "fernhill-demo-1",
    "email": "ana@shop.example",
    "email_verified": True,
    "name": "Ana Demo",
}
DEMO_IDENTITY_LASTS = timedelta(minutes=30)


@blueprint.get("/widget/loader.js")
@public
def loader() -> Response:
    """The script a site includes, with the languages that it may speak.

    Short-lived in caches, so that a release reaches everyone.
    """
    script = Path(current_app.static_folder or "static", "widget", "loader.js").read_text("utf-8")
    spoken = " ".join(current(Languages).spoken)
    response = Response(f'window.heedLanguages="{spoken}";{script}', mimetype="text/javascript")
    response.add_etag()
    response.make_conditional(request)
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@blueprint.get("/widget/frame")
@public
def frame() -> str:
    """The widget's own page; only a site on the list may frame it."""
    settings = current_app.config["SETTINGS"]
    site = request.args.get("site", "").rstrip("/")
    if not is_allowed(settings, site, current(Widget).sites):
        raise NotAllowed(
            "This site may not show the widget. An admin lists it under Settings, Widget."
        )
    return render_template("widget/frame.html", site=site)


@blueprint.get("/demo")
@public
def demo() -> str:
    """A fictional shop with the widget on it; `?as=customer` is a visitor whom it vouches for."""
    if not current_app.config["SETTINGS"].demo:
        raise NotFound("This desk runs without the demo.")
    identity = _demo_identity() if request.args.get("as") == "customer" else None
    return render_template("widget/demo.html", identity=identity)


def _demo_identity() -> str:
    """What a shop's own server signs about the customer who is logged in there."""
    claims = {**DEMO_CUSTOMER, "exp": clock.now() + DEMO_IDENTITY_LASTS}
    return jwt.encode(claims, current_app.config["SITE_KEY"], algorithm=ALGORITHM)
