"""Who may call what of this feature; a change here is a change of rights."""

from tests.structure.audiences import PUBLIC, QUALITY, STAFF, TOKEN, TOKEN_OF_QUALITY

CALLERS = {
    "GET /": PUBLIC,
    "GET /api/v1/articles": TOKEN,
    "POST /api/v1/articles": TOKEN_OF_QUALITY,
    "GET /api/v1/articles/<int:article_id>": PUBLIC,
    "PUT /api/v1/articles/<int:article_id>": TOKEN_OF_QUALITY,
    "POST /api/v1/articles/<int:article_id>/archive": TOKEN_OF_QUALITY,
    "POST /api/v1/articles/<int:article_id>/publish": TOKEN_OF_QUALITY,
    "POST /api/v1/articles/<int:article_id>/rating": PUBLIC,
    "GET /api/v1/articles/search": PUBLIC,
    "GET /console/articles": STAFF,
    "GET /console/articles/<int:article_id>": STAFF,
    "POST /console/articles/<int:article_id>/archive": QUALITY,
    "GET /console/articles/<int:article_id>/edit": QUALITY,
    "POST /console/articles/<int:article_id>/edit": QUALITY,
    "POST /console/articles/<int:article_id>/publish": QUALITY,
    "GET /console/articles/<int:article_id>/versions/<int:version>": STAFF,
    "GET /console/articles/images/<name>": STAFF,
    "GET /console/articles/new": QUALITY,
    "POST /console/articles/new": QUALITY,
    "GET /console/articles/of-rating/<int:rating_id>": STAFF,
    "POST /console/articles/preview": QUALITY,
    "GET /console/articles/unanswered": STAFF,
    "GET /help": PUBLIC,
    "GET /help/-/images/<name>": PUBLIC,
    "GET /help/-/offers": PUBLIC,
    "GET /help/<slug>": PUBLIC,
    "POST /help/<slug>/rating": PUBLIC,
}
