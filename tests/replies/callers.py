"""Who may call what of this feature; a change here is a change of rights."""

from tests.structure.audiences import STAFF

CALLERS = {
    "GET /console/replies/for-conversation/<uuid:conversation_id>": STAFF,
    "GET /console/replies/for-ticket/<number>": STAFF,
}
