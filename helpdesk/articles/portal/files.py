"""The images of articles, as files that a browser shows and never runs."""

from flask import Blueprint, Response

from helpdesk.accounts.auth import database, public, staff
from helpdesk.articles.models import StoredImage
from helpdesk.articles.service.images import image_for_agents, image_for_customers
from knowledge_base.documents.images import PLACE

blueprint = Blueprint("article_files", __name__)


@blueprint.get(f"{PLACE}<name>")
@public
def image(name: str) -> Response:
    """An image of an article that customers can read."""
    return _file(image_for_customers(database(), name))


@blueprint.get("/console/articles/images/<name>")
@staff()
def image_of_any_article(name: str) -> Response:
    """An image of whatever article, also of a draft or of one for agents."""
    return _file(image_for_agents(database(), name))


def _file(image: StoredImage) -> Response:
    response = Response(image.content, mimetype=f"image/{image.name.rpartition('.')[2]}")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.set_etag(image.name)
    # Asked for again each time: an article may be kept for agents from one moment to the next.
    response.headers["Cache-Control"] = "private, no-cache"
    return response
