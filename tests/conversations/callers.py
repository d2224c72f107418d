"""Who may call what of this feature; a change here is a change of rights."""

from tests.structure.audiences import BOT, HOLDER, PUBLIC, STAFF, TOKEN

CALLERS = {
    "POST /api/internal/answers": BOT,
    "POST /api/internal/answers/another": BOT,
    "POST /api/internal/answers/chosen": BOT,
    "POST /api/internal/answers/refused": BOT,
    "POST /api/internal/handoffs": BOT,
    "GET /api/v1/conversations": TOKEN,
    "GET /api/v1/conversations/<uuid:conversation_id>": TOKEN,
    "POST /api/v1/conversations/<uuid:conversation_id>/articles": TOKEN,
    "DELETE /api/v1/conversations/<uuid:conversation_id>/articles/<int:article_id>": TOKEN,
    "POST /api/v1/widget/conversations": PUBLIC,
    "POST /api/v1/widget/conversations/<uuid:conversation_id>/contact": HOLDER,
    "GET /api/v1/widget/conversations/<uuid:conversation_id>/events": HOLDER,
    "POST /api/v1/widget/conversations/<uuid:conversation_id>/handoff": HOLDER,
    "POST /api/v1/widget/conversations/<uuid:conversation_id>/identity": HOLDER,
    "GET /api/v1/widget/conversations/<uuid:conversation_id>/messages": HOLDER,
    "POST /api/v1/widget/conversations/<uuid:conversation_id>/messages": HOLDER,
    "POST /api/v1/widget/conversations/<uuid:conversation_id>/messages/<int:message_id>/rating": HOLDER,  # noqa: E501
    "POST /api/v1/widget/conversations/<uuid:conversation_id>/satisfaction": HOLDER,
    "POST /api/v1/widget/conversations/<uuid:conversation_id>/token": HOLDER,
    "GET /api/v1/widget/settings": PUBLIC,
    "GET /console": STAFF,
    "GET /console/conversations/<uuid:conversation_id>": STAFF,
    "GET /console/conversations/<uuid:conversation_id>/articles": STAFF,
    "POST /console/conversations/<uuid:conversation_id>/articles": STAFF,
    "POST /console/conversations/<uuid:conversation_id>/articles/<int:article_id>/remove": STAFF,
    "GET /console/conversations/<uuid:conversation_id>/context": STAFF,
    "POST /console/conversations/<uuid:conversation_id>/hand-back": STAFF,
    "POST /console/conversations/<uuid:conversation_id>/messages": STAFF,
    "GET /console/conversations/<uuid:conversation_id>/newer": STAFF,
    "POST /console/conversations/<uuid:conversation_id>/resolve": STAFF,
    "POST /console/conversations/<uuid:conversation_id>/take": STAFF,
    "GET /console/events": STAFF,
    "GET /console/inbox": STAFF,
}
