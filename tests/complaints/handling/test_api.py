"""Programs take the steps of a complaint through the agents' API, by the same gates."""

from typing import Any

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from helpdesk.complaints.models import Complaint
from helpdesk.complaints.rules import ComplaintState
from tests.complaints.handling.stages import Desk
from tests.people import Browser, Staff

S = ComplaintState
ASSESSED = {"nature": "service", "severity": 4, "investigation": "full_investigation"}
PROPOSED = {
    "verdict": "upheld", "words": "You are right.", "remedy": "A new pot", "cost": "60.00",
    "findings": "Badly packed.", "cause": "No padding.", "violated": True,
    "violation_reason": "We promise whole parcels.",
}  # fmt: skip


@pytest.fixture
def people(session: Session, bob: Staff, carla: Staff) -> Desk:
    return Desk(session, bob.agent, carla.agent)


def take(
    client: Browser, who: Staff, complaint: Complaint, step: str, **needs: Any
) -> TestResponse:
    path = f"/api/v1/complaints/{complaint.number}/steps"
    return client.post(path, json={"step": step, **needs}, headers=who.headers)


def test_a_program_takes_a_complaint_to_its_end(
    client: Browser, people: Desk, bob: Staff, carla: Staff
) -> None:
    complaint = people.complaint()
    for who, step, needs in (
        (bob, "take_on", {}),
        (bob, "assess", ASSESSED),
        (bob, "investigate", {"investigator_id": bob.agent.id}),
        (bob, "tell_progress", {"words": "We ask the carrier."}),
        (bob, "propose", PROPOSED),
        (carla, "approve", {}),
        (bob, "tell", {}),
        (bob, "note_reply", {"reply": "accepted"}),
        (bob, "close", {"ending": "accepted"}),
        (bob, "reopen", {"fact": "The pot never came."}),
    ):
        answer = take(client, who, complaint, step, **needs)
        assert answer.status_code == 200, (step, answer.text)
    shown = answer.get_json()
    assert (shown["state"], shown["gravity"]) == ("reopened", "major")
    assert shown["closed_at"]
    assert [decision["reply"] for decision in shown["decisions"]] == ["accepted"]
    assert {duty["kind"] for duty in shown["duties"]} == {
        "take_on", "assess", "tell_progress", "decide"
    }  # fmt: skip


STEPS: dict[str, dict[str, Any]] = {
    "assess": ASSESSED, "investigate": {"investigator_id": 1}, "propose": PROPOSED, "approve": {},
    "send_back": {"reason": "x"}, "tell": {}, "remind": {}, "note_reply": {"reply": "accepted"},
    "refer_outside": {"provider": "x", "method": "advisory"}, "close": {"ending": "accepted"},
    "withdraw": {"evidence": "x"}, "reopen": {"fact": "x"},
    "reclassify": {"kind": "compliment", "reason": "x"},
    "answer_reclassification": {"agrees": True},
}  # fmt: skip
MAY = {
    S.ACKNOWLEDGED: {"assess", "withdraw", "reclassify"},
    S.INVESTIGATING: {"assess", "propose", "withdraw"},
    S.RESPONSE_PROPOSED: {"approve", "send_back"},
    S.DECISION_COMMUNICATED: {"remind", "note_reply"},
    S.ESCALATED: {"refer_outside"},
    S.CLOSED: {"reopen"},
}
REFUSED = [(state, step) for state, may in MAY.items() for step in STEPS.keys() - may]


@pytest.mark.parametrize(("state", "step"), sorted(REFUSED))
def test_no_program_skips_a_step(
    client: Browser, people: Desk, bob: Staff, state: S, step: str
) -> None:
    complaint = people.complaint(state)
    needs = {**STEPS[step], **({"investigator_id": bob.agent.id} if step == "investigate" else {})}
    answer = take(client, bob, complaint, step, **needs)
    assert answer.status_code in {403, 422}, answer.text
    assert answer.get_json()["detail"]
    assert complaint.state is state


@pytest.mark.parametrize(
    ("step", "needs"),
    [
        ("fly", {}), ("assess", {**ASSESSED, "severity": 6}), ("assess", {"nature": "service"}),
        ("assess", {**ASSESSED, "surprise": 1}), ("propose", {**PROPOSED, "cost": "-1"}),
        ("propose", {**PROPOSED, "cost": "NaN"}), ("withdraw", {"evidence": "x" * 20_001}),
        ("investigate", {"investigator_id": None}),
    ],
)  # fmt: skip
def test_what_is_no_step_is_refused(
    client: Browser, people: Desk, bob: Staff, step: str, needs: dict[str, Any]
) -> None:
    assert take(client, bob, people.complaint(), step, **needs).status_code == 422


def test_somebody_unknown_investigates_nothing(client: Browser, people: Desk, bob: Staff) -> None:
    complaint = people.complaint(S.ASSESSED)
    assert take(client, bob, complaint, "investigate", investigator_id=999).status_code == 404
    about = {**ASSESSED, "subject_id": 999}
    assert take(client, bob, complaint, "assess", **about).status_code == 404


def test_a_program_that_read_an_older_version_is_told(
    client: Browser, people: Desk, bob: Staff
) -> None:
    complaint = people.complaint()
    seen = complaint.version
    assert take(client, bob, complaint, "take_on", seen=seen).status_code == 200
    late = take(client, bob, complaint, "assess", seen=seen, **ASSESSED)
    assert late.status_code == 409


def test_agents_do_not_choose_who_decides_anew(client: Browser, people: Desk, bob: Staff) -> None:
    complaint = people.complaint(S.DECISION_COMMUNICATED)
    answer = take(client, bob, complaint, "escalate", owner_id=bob.agent.id)
    assert answer.status_code == 403
