"""Complaints of the demo's past go their whole way by the desk's own gates."""

from random import Random

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from helpdesk.accounts.rules import Role
from helpdesk.complaints.handling.models import Decision
from helpdesk.complaints.models import Complaint
from helpdesk.complaints.rules import ComplaintState
from helpdesk.platform import clock
from helpdesk.simulation.cast import HABITS, read
from helpdesk.simulation.complaints import complaint
from helpdesk.simulation.stage import Stage
from tests.make import make_agent, make_customer

pytestmark = pytest.mark.usefixtures("app", "frozen")


@pytest.fixture
def stage(session: Session) -> Stage:
    """Three agents who work on complaints, and an admin."""
    roles = (Role.AGENT, Role.LEAD, Role.QUALITY_MANAGER)
    people = [make_agent(session, name=h.email.split("@")[0], role=r)
              for h, r in zip(HABITS, roles, strict=True)]  # fmt: skip
    make_agent(session, name="Ada", role=Role.ADMIN)
    chance = Random(7)  # noqa: S311 - the same past each time
    return Stage(session, chance, dict(zip(HABITS, people, strict=True)), {}, {})


def test_every_complaint_is_closed_in_the_end(session: Session, stage: Stage) -> None:
    for number in range(12):
        email = f"c{number}@example.org" if number % 4 else None
        customer = make_customer(session, name=f"Customer {number}", email=email)
        moment = clock.now()
        story = complaint(stage, customer)
        while moment:
            with clock.standing_at(moment):
                moment = next(story, None)  # type: ignore[assignment]
    session.execute(text("set constraints all immediate"))
    states = session.scalars(select(Complaint.state)).all()
    assert states == [ComplaintState.CLOSED] * 12
    levels = session.scalars(select(Decision.level)).all()
    assert 2 in levels
    replies = set(session.scalars(select(Decision.reply)))
    assert replies == {"accepted", "rejected", None}


def test_each_case_says_what_a_decision_needs() -> None:
    told = read("complaints")
    for case in (*told["delay"], *told["usual"]):
        for name in ("said", "found", "cause", "words"):
            assert case[name].strip(), case["said"]
        assert 1 <= case["severity"] <= 5
        assert case["cost"] >= 0
