"""Who may call what of this feature; a change here is a change of rights."""

from tests.structure.audiences import STAFF

CALLERS = {
    "GET /console/notices": STAFF,
    "GET /console/notices/newest": STAFF,
    "GET /console/notices/ways": STAFF,
    "POST /console/notices/ways": STAFF,
    "POST /console/notices/read": STAFF,
    "POST /console/notices/<int:notice_id>/open": STAFF,
    "POST /console/notices/<int:notice_id>/read": STAFF,
}
