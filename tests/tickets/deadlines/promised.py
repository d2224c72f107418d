"""Policies as the tests of deadlines promise them."""

from dataclasses import fields
from typing import Any

from sqlalchemy.orm import Session

from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.deadlines.models import DeadlinePolicy
from helpdesk.tickets.deadlines.policies import add_policy
from helpdesk.tickets.deadlines.rules import Conditions, Terms

HOUR = 60
USUAL = {
    "normal": {"first_response": 2 * HOUR, "next_response": 4 * HOUR, "resolution": 16 * HOUR},
    "urgent": {"first_response": 30, "resolution": 4 * HOUR},
}

ALL = "/console/settings/deadlines"
NEW = f"{ALL}/new"
TYPED = {
    "name": "Partners", "domains": "shop.example, other.example", "warn_before": "1 h",
    "channels": "portal", "normal-first_response": "2 h", "urgent-resolution": "1 h 30 min",
}  # fmt: skip


def promise(session: Session, name: str = "Usual", **terms: Any) -> DeadlinePolicy:
    """A policy that holds from now on."""
    names = {each.name for each in fields(Conditions)} & terms.keys()
    conditions = Conditions(**{each: terms.pop(each) for each in names})
    wanted: dict[str, Any] = {"targets": USUAL, "conditions": conditions} | terms
    policy = add_policy(session, Terms(name, **wanted), actor=SYSTEM)
    session.commit()
    return policy
