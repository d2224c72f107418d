"""Who may call what of this feature; a change here is a change of rights."""

from tests.structure.audiences import BOT, QUALITY, TOKEN_OF_QUALITY

CALLERS = {
    "POST /api/internal/feedback": BOT,
    "GET /api/v1/feedback": TOKEN_OF_QUALITY,
    "GET /console/feedback": QUALITY,
    "GET /console/feedback/<number>": QUALITY,
    "POST /console/feedback/<number>/triage": QUALITY,
}
