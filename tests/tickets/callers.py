"""Who may call what of this feature; a change here is a change of rights."""

from tests.structure.audiences import CUSTOMER, PUBLIC, STAFF, TOKEN

CALLERS = {
    "GET /api/v1/tickets": TOKEN,
    "POST /api/v1/tickets": TOKEN,
    "GET /api/v1/tickets/<number>": TOKEN,
    "PATCH /api/v1/tickets/<number>": TOKEN,
    "POST /api/v1/tickets/<number>/articles": TOKEN,
    "DELETE /api/v1/tickets/<number>/articles/<int:article_id>": TOKEN,
    "POST /api/v1/tickets/<number>/entries": TOKEN,
    "GET /console/tickets": STAFF,
    "GET /console/tickets/<number>": STAFF,
    "GET /console/tickets/<number>/articles": STAFF,
    "POST /console/tickets/<number>/articles": STAFF,
    "POST /console/tickets/<number>/articles/<int:article_id>/remove": STAFF,
    "POST /console/tickets/<number>/assignee": STAFF,
    "POST /console/tickets/<number>/entries": STAFF,
    "POST /console/tickets/<number>/priority": STAFF,
    "POST /console/tickets/<number>/state": STAFF,
    "POST /console/tickets/from-conversation/<uuid:conversation_id>": STAFF,
    "GET /console/tickets/record/<int:ticket_id>": STAFF,
    "GET /requests/<number>": CUSTOMER,
    "POST /requests/<number>": CUSTOMER,
    "GET /requests/new": PUBLIC,
    "POST /requests/new": PUBLIC,
    "GET /requests/received": PUBLIC,
}
