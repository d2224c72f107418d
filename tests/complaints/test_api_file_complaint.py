"""Programs file what customers told somebody."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from helpdesk.complaints.models import Complaint
from helpdesk.platform import clock
from tests.make import make_conversation, make_ticket
from tests.people import Browser, Staff

CALL = {"what_happened": "My fern came half dead.", "channel": "phone"}


def post(client: Browser, who: Staff, **body: Any) -> TestResponse:
    return client.post("/api/v1/complaints", headers=who.headers, json={**CALL, **body})


def test_a_call_becomes_a_complaint(client: Browser, bob: Staff, session: Session) -> None:
    received = clock.now() - timedelta(days=2)
    answer = post(client, bob, contact="eva@example.org", received_at=received.isoformat())
    assert answer.status_code == 201
    shown = answer.get_json()
    assert (shown["state"], shown["channel"]) == ("acknowledged", "phone")
    assert shown["received_at"] < shown["recorded_at"]
    assert [step["actor"] for step in shown["steps"]] == [f"agent:{bob.agent.id}", "system"]


def test_without_chat_and_address_it_stays_received(client: Browser, bob: Staff) -> None:
    assert post(client, bob).get_json()["state"] == "received"


def test_a_chat_and_a_ticket_are_linked(client: Browser, bob: Staff, session: Session) -> None:
    conversation, _ = make_conversation(session)
    chat = post(client, bob, channel="widget", conversation_id=str(conversation.id)).get_json()
    assert chat["conversation_id"] == str(conversation.id)
    ticket = make_ticket(session, email="alice@example.org")
    post(client, bob, channel="ticket", ticket=ticket.number)
    newest = session.scalars(select(Complaint).order_by(Complaint.id.desc())).first()
    assert newest
    assert (newest.ticket_id, newest.email) == (ticket.id, "alice@example.org")


def test_the_same_key_is_the_same_complaint(client: Browser, bob: Staff) -> None:
    first, again = (post(client, bob, idempotency_key="call-7").get_json() for _ in range(2))
    assert first["number"] == again["number"]
    assert post(client, bob).get_json()["number"] != first["number"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"what_happened": " "}, 422),
        ({"what_happened": "a\x00b"}, 422),
        ({"channel": "pigeon"}, 422),
        ({"contact": "nobody"}, 422),
        ({"received_at": "2999-01-01T00:00:00Z"}, 422),
        ({"received_at": "2026-01-01T00:00:00"}, 422),
        ({"severity": 5}, 422),
        ({"ticket": "T-1999-000001"}, 404),
    ],
)
def test_what_makes_no_sense_is_refused(
    client: Browser, bob: Staff, session: Session, body: dict[str, Any], status: int
) -> None:
    assert post(client, bob, **body).status_code == status
    assert session.scalar(select(func.count()).select_from(Complaint)) == 0
