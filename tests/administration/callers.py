"""Who may call what of this feature; a change here is a change of rights."""

from tests.structure.audiences import ADMIN, PUBLIC, STAFF

CALLERS = {
    "GET /console/places": STAFF,
    "GET /console/settings/desk/<key>": ADMIN,
    "POST /console/settings/desk/<key>": ADMIN,
    "GET /console/settings/desk/<key>/versions": ADMIN,
    "POST /console/settings/desk/<key>/reset": ADMIN,
    "POST /console/settings/desk/<key>/versions/<int:version_id>/restore": ADMIN,
    "GET /logo/<name>": PUBLIC,
}
