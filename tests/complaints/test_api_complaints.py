"""Complaints, feedback and conversations through the agents' API."""

from sqlalchemy.orm import Session

from helpdesk.conversations.rules import HandoffReason
from helpdesk.conversations.service.floor import hand_off
from helpdesk.platform.audit import Actor
from tests.make import make_complaint, make_conversation, make_feedback, make_message
from tests.people import Browser, Staff


def test_a_complaint_is_read_with_its_steps(client: Browser, bob: Staff, session: Session) -> None:
    complaint = make_complaint(session)
    path = f"/api/v1/complaints/{complaint.number}"
    shown = client.get(path, headers=bob.headers).get_json()
    assert shown["what_happened"] == complaint.what_happened
    assert [step["state"] for step in shown["steps"]] == ["received", "acknowledged"]
    listed = client.get("/api/v1/complaints", headers=bob.headers).get_json()["items"]
    assert [item["number"] for item in listed] == [complaint.number]
    assert client.get("/api/v1/complaints/C-2026-999999", headers=bob.headers).status_code == 404


def test_feedback_is_listed_with_its_decision(
    client: Browser, carla: Staff, session: Session
) -> None:
    make_complaint(session)
    make_feedback(session, "Longer hours, please")
    listed = client.get("/api/v1/feedback", headers=carla.headers).get_json()["items"]
    assert {(item["kind"], item["decision"]) for item in listed} == {
        ("complaint", "complaint_opened"),
        ("suggestion", "pending"),
    }
    some = client.get("/api/v1/feedback?kind=suggestion", headers=carla.headers).get_json()
    assert [item["verbatim"] for item in some["items"]] == ["Longer hours, please"]


def test_conversations_by_floor_with_everything_that_was_said(
    client: Browser, bob: Staff, session: Session
) -> None:
    waiting, _ = make_conversation(session)
    make_conversation(session)
    make_message(session, waiting, "A person, please")
    hand_off(session, waiting.id, HandoffReason.CUSTOMER_REQUEST, actor=Actor("customer"))
    session.commit()
    listed = client.get("/api/v1/conversations?floor=waiting", headers=bob.headers).get_json()
    assert [item["id"] for item in listed["items"]] == [str(waiting.id)]
    whole = client.get(f"/api/v1/conversations/{waiting.id}", headers=bob.headers).get_json()
    assert whole["handoff_reason"] == "customer_request"
    assert whole["messages"][0]["text"] == "A person, please"
    nowhere = "/api/v1/conversations/00000000-0000-0000-0000-000000000000"
    assert client.get(nowhere, headers=bob.headers).status_code == 404
