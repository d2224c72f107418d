"""Who may call what of this feature; a change here is a change of rights."""

from tests.structure.audiences import ADMIN

CALLERS = {
    "GET /console/settings/agents/<int:agent_id>/deactivate": ADMIN,
    "POST /console/settings/agents/<int:agent_id>/deactivate": ADMIN,
}
