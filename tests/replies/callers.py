"""Who may call what of this feature; a change here is a change of rights."""

from tests.structure.audiences import QUALITY, STAFF

CALLERS = {
    "GET /console/replies": QUALITY,
    "POST /console/replies/<int:reply_id>/hide": QUALITY,
    "GET /console/replies/for-conversation/<uuid:conversation_id>": STAFF,
    "GET /console/replies/for-ticket/<number>": STAFF,
}
