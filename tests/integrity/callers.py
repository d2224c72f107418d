"""Who may call what of this feature; a change here is a change of rights."""

from tests.structure.audiences import KEEPERS

CALLERS = {
    "GET /console/integrity": KEEPERS,
    "POST /console/integrity/verify": KEEPERS,
}
