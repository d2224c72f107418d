"""Who may call what of this feature; a change here is a change of rights."""

from tests.structure.audiences import QUALITY

CALLERS = {
    "GET /console/complaints/log": QUALITY,
    "GET /console/complaints/log/table": QUALITY,
    "GET /console/feedback/register": QUALITY,
    "GET /console/feedback/register/table": QUALITY,
}
