"""The company's logo, for everybody who sees a page of the desk."""

from flask import Blueprint, Response

from helpdesk.accounts.auth import database, public
from helpdesk.settings.logo import logo_named

blueprint = Blueprint("company", __name__)


@blueprint.get("/logo/<name>")
@public
def logo(name: str) -> Response:
    """The image; its name is made of its bytes, so that browsers may keep it."""
    found = logo_named(database(), name)
    response = Response(found.content, mimetype=f"image/{found.name.rpartition('.')[2]}")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
