"""Who may call what of this feature; a change here is a change of rights."""

from tests.structure.audiences import QUALITY

CALLERS = {
    "GET /console/settings/automation": QUALITY,
    "GET /console/settings/automation/new": QUALITY,
    "POST /console/settings/automation/new": QUALITY,
    "GET /console/settings/automation/<int:rule_id>": QUALITY,
    "POST /console/settings/automation/<int:rule_id>": QUALITY,
    "POST /console/settings/automation/<int:rule_id>/switch": QUALITY,
    "POST /console/settings/automation/<int:rule_id>/up": QUALITY,
    "POST /console/settings/automation/<int:rule_id>/down": QUALITY,
    "POST /console/settings/automation/<int:rule_id>/delete": QUALITY,
}
