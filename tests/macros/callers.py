"""Who may call what of this feature; a change here is a change of rights."""

from tests.structure.audiences import STAFF

CALLERS = {
    "GET /console/macros/for-conversation/<uuid:conversation_id>": STAFF,
    "GET /console/macros/for-ticket/<number>": STAFF,
    "GET /console/settings/macros": STAFF,
    "GET /console/settings/macros/new": STAFF,
    "POST /console/settings/macros/new": STAFF,
    "GET /console/settings/macros/<int:macro_id>": STAFF,
    "POST /console/settings/macros/<int:macro_id>": STAFF,
    "POST /console/settings/macros/<int:macro_id>/delete": STAFF,
}
