"""Who may call what of this feature; a change here is a change of rights."""

from tests.structure.audiences import ADMIN, CUSTOMER, PUBLIC, STAFF, TOKEN, TOKEN_OF_ADMIN

CALLERS = {
    "GET /api/v1/customers": TOKEN,
    "DELETE /api/v1/customers/<uuid:customer_id>": TOKEN_OF_ADMIN,
    "GET /console/customers/<uuid:customer_id>/contact": STAFF,
    "POST /console/customers/<uuid:customer_id>/contact": STAFF,
    "GET /console/customers/<uuid:customer_id>/erase": ADMIN,
    "POST /console/customers/<uuid:customer_id>/erase": ADMIN,
    "POST /language": PUBLIC,
    "GET /requests/code": PUBLIC,
    "POST /requests/code": PUBLIC,
    "GET /requests/sign-in": PUBLIC,
    "POST /requests/sign-in": PUBLIC,
    "POST /requests/sign-ins/<int:sign_in_id>/end": CUSTOMER,
    "POST /requests/sign-ins/end": CUSTOMER,
    "POST /requests/sign-ins/here/end": PUBLIC,
}
