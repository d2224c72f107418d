"""What a quality manager sees and decides."""

from sqlalchemy.orm import Session

from tests.make import make_complaint, make_feedback
from tests.people import Staff


def test_an_agent_is_sent_away_in_words(bob: Staff) -> None:
    answer = bob.client.get("/console/feedback")
    assert answer.status_code == 403
    assert "yours is Agent" in answer.text


def test_the_list_says_that_nothing_is_missing(session: Session, carla: Staff) -> None:
    complaint = make_complaint(session)
    page = carla.client.get("/console/feedback").text
    assert "Nothing is missing" in page
    assert complaint.what_happened in page
    assert complaint.what_happened not in carla.client.get("/console/feedback?kind=compliment").text


def test_a_decision_needs_a_reason_and_keeps_the_earlier_one(
    session: Session, carla: Staff
) -> None:
    feedback = make_feedback(session)
    address = f"/console/feedback/{feedback.number}"
    empty = {"decision": "improvement", "reason": " "}
    refused = carla.client.press(address, f"{address}/triage", empty)
    assert refused.status_code == 422
    assert "Say in a few words" in refused.text
    decided = {"decision": "improvement", "reason": "Others asked for it too."}
    carla.client.press(address, f"{address}/triage", decided)
    page = carla.client.get(address).text
    assert "Others asked for it too." in page
    assert "First triage by rule." in page
