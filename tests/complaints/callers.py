"""Who may call what of this feature; a change here is a change of rights."""

from tests.structure.audiences import BOT, CUSTOMER, PUBLIC, STAFF, TOKEN

CALLERS = {
    "POST /api/internal/complaints": BOT,
    "GET /api/v1/complaints": TOKEN,
    "GET /api/v1/complaints/<number>": TOKEN,
    "GET /complaints/<number>": CUSTOMER,
    "GET /complaints/new": PUBLIC,
    "POST /complaints/new": PUBLIC,
    "GET /complaints/received": PUBLIC,
    "GET /console/complaints": STAFF,
    "GET /console/complaints/<number>": STAFF,
    "GET /console/complaints/record/<int:complaint_id>": STAFF,
}
