"""People bring a complaint from its assessment to its end by the forms of its page."""

from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from helpdesk.accounts.models import Agent
from helpdesk.complaints.models import Complaint
from helpdesk.complaints.rules import ComplaintState
from tests.complaints.handling.stages import Desk
from tests.people import Staff

S = ComplaintState
ASSESSED = {"nature": "service", "severity": "4", "investigation": "full_investigation"}
PROPOSED = {"verdict": "upheld", "words": "You are right.", "remedy": "A new pot", "cost": "60"}
FOUND = {"findings": "Badly packed.", "cause": "No padding.", "violated": "yes",
         "violation_reason": "We promise whole parcels."}  # fmt: skip


@pytest.fixture
def people(session: Session, bob: Staff, carla: Staff) -> Desk:
    """The two who are signed in, and Nora who leads."""
    return Desk(session, bob.agent, carla.agent)


def press(who: Staff, complaint: Complaint, step: str, **form: Any) -> TestResponse:
    """Send the form of that step as the page shows it."""
    page = f"/console/complaints/{complaint.number}"
    return who.client.press(page, f"{page}/{step}", form)


def said(who: Staff, complaint: Complaint) -> str:
    page = who.client.get(f"/console/complaints/{complaint.number}").text
    return " ".join(BeautifulSoup(page, "html.parser").get_text(" ").split())


def test_a_complaint_goes_its_whole_way_by_forms(people: Desk, bob: Staff, carla: Staff) -> None:
    complaint = people.complaint()
    for step, form in (
        ("take-on", {}),
        ("assess", ASSESSED),
        ("investigate", {"investigator": str(bob.agent.id)}),
        ("progress", {"words": "We ask the carrier."}),
        ("propose", {**FOUND, **PROPOSED}),
    ):
        assert press(bob, complaint, step, **form).status_code == 303, step
    refused = press(bob, complaint, "approve")
    assert refused.status_code == 403
    assert "more than you may decide alone" in refused.text
    assert press(carla, complaint, "approve").status_code == 303
    assert press(bob, complaint, "tell").status_code == 303
    answer = press(bob, complaint, "reply", reply="rejected", words="Too little.")
    assert answer.status_code == 303
    assert complaint.state is S.ESCALATED
    assert complaint.owner_id == people.nora.id
    page = said(bob, complaint)
    for words in ("Too little.", "Nora decides anew.", "Badly packed.", "We ask the carrier."):
        assert words in page


@pytest.mark.parametrize(
    ("state", "duty", "missing"),
    [
        (S.ACKNOWLEDGED, "Next: Take it on", "how bad it was"),
        (S.ASSESSED, "Next: Have it investigated", "not the one it is about"),
        (S.INVESTIGATING, "Next: Write down the findings", "What was found"),
        (S.RESPONSE_PROPOSED, "Next: Approve the response", "may grant the remedy"),
        (S.DECISION_COMMUNICATED, "Next: Wait for", "contacted once. Remind them first."),
        (S.ESCALATED, "Next: Propose a response anew", "who had no part in it"),
    ],
)
def test_the_page_says_what_is_owed_and_what_is_missing(
    people: Desk, bob: Staff, state: S, duty: str, missing: str
) -> None:
    page = said(bob, people.complaint(state))
    assert duty in page
    assert missing in page


def test_a_refusal_keeps_what_was_typed_and_changes_nothing(people: Desk, bob: Staff) -> None:
    complaint = people.complaint(S.INVESTIGATING)
    refused = press(bob, complaint, "propose", **{**FOUND, **PROPOSED, "cost": "a lot"})
    assert refused.status_code == 422
    assert "such as 25 or 25.50" in refused.text
    assert "Badly packed." in refused.text
    assert complaint.state is S.INVESTIGATING
    assert complaint.nonconformity is None


@pytest.mark.parametrize(
    ("step", "form"),
    [
        ("assess", {**ASSESSED, "severity": "9"}), ("assess", {**ASSESSED, "nature": "weather"}),
        ("assess", {**ASSESSED, "subject": "x"}), ("investigate", {"investigator": ""}),
        ("close", {"ending": "accepted"}), ("reopen", {"fact": "x"}), ("tell", {}),
        ("approve", {}), ("remind", {}), ("reply", {"reply": "maybe"}), ("outside", {}),
        ("outcome", PROPOSED), ("reclassify", {"kind": "complaint", "reason": "x"}),
        ("reclassify/answer", {"agrees": "yes"}), ("withdraw", {"evidence": ""}),
        ("unreachable", {"reason": "x"}), ("send-back", {"reason": "x"}),
        ("propose", {**FOUND, **PROPOSED}), ("progress", {"words": ""}),
    ],
)  # fmt: skip
def test_no_form_skips_a_step(people: Desk, bob: Staff, step: str, form: dict[str, str]) -> None:
    complaint = people.complaint()
    page = f"/console/complaints/{complaint.number}"
    answer = bob.client.submit(f"{page}/{step}", {"seen": str(complaint.version), **form})
    assert answer.status_code == 422
    assert complaint.state is S.ACKNOWLEDGED


def test_agents_do_not_choose_who_decides_anew(people: Desk, bob: Staff) -> None:
    complaint = people.complaint(S.DECISION_COMMUNICATED)
    page = f"/console/complaints/{complaint.number}/escalate"
    assert bob.client.submit(page, {"seen": "1", "owner": "1"}).status_code == 403


def test_of_two_people_at_once_one_is_told(people: Desk, bob: Staff, carla: Staff) -> None:
    complaint = people.complaint()
    seen = {"seen": str(complaint.version), **ASSESSED}
    page = f"/console/complaints/{complaint.number}/assess"
    assert bob.client.submit(page, seen).status_code == 303
    late = carla.client.submit(page, seen)
    assert late.status_code == 409
    assert "changed this complaint meanwhile" in late.text


def test_a_form_sent_twice_is_done_once(people: Desk, bob: Staff, session: Session) -> None:
    complaint = people.complaint()
    form = {"seen": str(complaint.version), "form_key": uuid4().hex}
    page = f"/console/complaints/{complaint.number}/take-on"
    assert bob.client.submit(page, form).status_code == 303
    assert bob.client.submit(page, form).status_code == 303
    assert session.get_one(Agent, complaint.owner_id or 0).name == "Bob"


def test_the_list_names_duty_gravity_and_date(people: Desk, bob: Staff) -> None:
    people.complaint(S.ASSESSED)
    page = " ".join(bob.client.get("/console/complaints?state=assessed").text.split())
    assert "Have it investigated" in page
    assert "Major" in page
