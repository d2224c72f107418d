"""Who may call what of this feature; a change here is a change of rights."""

from tests.structure.audiences import ADMIN, PUBLIC, STAFF

CALLERS = {
    "GET /console/forgotten-password": PUBLIC,
    "POST /console/forgotten-password": PUBLIC,
    "GET /console/new-password/<token>": PUBLIC,
    "POST /console/new-password/<token>": PUBLIC,
    "GET /console/password": STAFF,
    "POST /console/password": STAFF,
    "GET /console/settings": STAFF,
    "GET /console/settings/agents": ADMIN,
    "POST /console/settings/agents": ADMIN,
    "GET /console/settings/agents/<int:agent_id>": ADMIN,
    "POST /console/settings/agents/<int:agent_id>/one-time-password": ADMIN,
    "POST /console/settings/agents/<int:agent_id>/reactivate": ADMIN,
    "POST /console/settings/agents/<int:agent_id>/role": ADMIN,
    "POST /console/settings/agents/<int:agent_id>/sign-out": ADMIN,
    "POST /console/settings/away": STAFF,
    "POST /console/settings/language": STAFF,
    "POST /console/settings/sign-ins/<int:sign_in_id>/end": STAFF,
    "POST /console/settings/sign-ins/end": STAFF,
    "POST /console/settings/tokens": STAFF,
    "POST /console/settings/tokens/<int:token_id>/revoke": STAFF,
    "GET /console/sign-in": PUBLIC,
    "POST /console/sign-in": PUBLIC,
    "POST /console/sign-out": STAFF,
}
