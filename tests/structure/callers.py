"""Every address of the desk and who may call it: each feature's list, and what belongs to none."""

from importlib import import_module

from helpdesk.app import SERVED
from tests.structure.audiences import PUBLIC, STAFF

OF_THE_DESK = {
    "GET /console/rail": STAFF,
    "GET /healthz": PUBLIC,
    "GET /livez": PUBLIC,
    "GET /readyz": PUBLIC,
}
CALLERS: dict[str, str] = dict(OF_THE_DESK)
for feature in SERVED:
    if feature.blueprints:
        CALLERS |= import_module(f"tests.{feature.name}.callers").CALLERS
