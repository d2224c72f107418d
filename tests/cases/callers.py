"""Who may call what of this feature; a change here is a change of rights."""

from tests.structure.audiences import BOT, CUSTOMER, STAFF

CALLERS = {
    "GET /console": STAFF,
    "GET /console/inbox": STAFF,
    "GET /console/inbox/beside/<number>": STAFF,
    "GET /console/search": STAFF,
    "POST /api/internal/cases": BOT,
    "POST /api/internal/codes": BOT,
    "POST /api/internal/codes/check": BOT,
    "GET /console/complaints/of-customer/<uuid:customer_id>": STAFF,
    "GET /requests": CUSTOMER,
}
