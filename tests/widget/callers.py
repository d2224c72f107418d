"""Who may call what of this feature; a change here is a change of rights."""

from tests.structure.audiences import PUBLIC

CALLERS = {
    "GET /demo": PUBLIC,
    "GET /widget/frame": PUBLIC,
    "GET /widget/loader.js": PUBLIC,
}
