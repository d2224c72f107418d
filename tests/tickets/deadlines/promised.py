"""Policies as the tests of deadlines promise them."""

from typing import Any

from sqlalchemy.orm import Session

from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.deadlines.models import DeadlinePolicy
from helpdesk.tickets.deadlines.policies import add_policy
from helpdesk.tickets.deadlines.rules import Terms

HOUR = 60
USUAL = {
    "normal": {"first_response": 2 * HOUR, "next_response": 4 * HOUR, "resolution": 16 * HOUR},
    "urgent": {"first_response": 30, "resolution": 4 * HOUR},
}


def promise(session: Session, name: str = "Usual", **terms: Any) -> DeadlinePolicy:
    """A policy that holds from now on."""
    policy = add_policy(session, Terms(name, **({"targets": USUAL} | terms)), actor=SYSTEM)
    session.commit()
    return policy
