"""What the bot sends to the helpdesk, and how it takes a refusal or silence."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from bot.helpdesk_client import (
    AskedBy,
    CodeCheck,
    FiledComplaint,
    HelpdeskClient,
    HelpdeskRefused,
    HelpdeskUnavailable,
)
from tests import coroutines

ASKED = AskedBy("conversation-1", "17", "ask_knowledge", 0.83)
ANSWER = {
    "outcome": "answered",
    "text": "Yes.",
    "sources": [],
    "choices": [],
    "confidence": 0.9,
    "question_id": 4,
    "question": "may I?",
    "disagree": False,
}


def client(answer: Callable[[httpx.Request], httpx.Response]) -> HelpdeskClient:
    return HelpdeskClient("http://helpdesk", "secret", transport=httpx.MockTransport(answer))


def test_a_question_goes_out_with_the_token_and_how_it_was_understood() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"answers": [ANSWER], "left_out": False})

    found = coroutines.run(client(answer).find_answer(ASKED, "may I?"))
    assert (found.outcome, found.text, found.question_id) == ("answered", "Yes.", 4)
    assert seen[0].url == "http://helpdesk/api/internal/answers"
    assert seen[0].headers["Authorization"] == "Bearer secret"
    assert json.loads(seen[0].content) == {
        "conversation_id": "conversation-1",
        "question": "may I?",
        "intent": "ask_knowledge",
        "intent_confidence": 0.83,
    }


def test_further_answers_come_with_the_first() -> None:
    unsure = {**ANSWER, "outcome": "unknown", "question_id": 5}

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"answers": [unsure, ANSWER], "left_out": True})

    found = coroutines.run(client(answer).find_answer(ASKED, "may I? and you?"))
    assert [found.question_id, *(one.question_id for one in found.also)] == [5, 4]
    assert (found.outcome, found.sure, found.left_out) == ("unknown", True, True)


@pytest.mark.parametrize(("answers", "known"), [([], False), ([ANSWER], True)])
def test_beside_what_is_told_there_may_be_no_question(
    answers: list[dict[str, object]], known: bool
) -> None:
    seen: list[dict[str, object]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(json.loads(request.content))
        return httpx.Response(200, json={"answers": answers, "left_out": False})

    found = coroutines.run(client(answer).find_answer_beside(ASKED, "It broke."))
    assert (found is not None) == known
    assert seen[0]["beside"] is True


def test_a_complaint_carries_its_idempotency_key() -> None:
    seen: list[dict[str, object]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(json.loads(request.content))
        return httpx.Response(201, json={"number": "C-1", "acknowledgement": "Soon."})

    filed = coroutines.run(
        client(answer).file_complaint(ASKED, what_happened="x", remedy_sought=None, contact=None)
    )
    assert filed == FiledComplaint("C-1", "Soon.")
    assert seen[0]["idempotency_key"] == "17"


def test_a_code_is_checked() -> None:
    verdict = {"verified": False, "attempts_left": 2}
    asking = client(lambda request: httpx.Response(200, json=verdict))
    checked = coroutines.run(asking.check_code(ASKED, number="T-2026-000001", code="1234"))
    assert checked == CodeCheck(verified=False, attempts_left=2)


@pytest.mark.parametrize(
    ("answer", "wait"),
    [({"sent": True, "wait": None}, None), ({"sent": False, "wait": "2 minutes"}, "2 minutes")],
)
def test_a_code_is_sent_or_to_be_asked_for_later(answer: dict[str, Any], wait: str | None) -> None:
    asking = client(lambda request: httpx.Response(200, json=answer))
    assert coroutines.run(asking.send_code(ASKED, "T-2026-000001")) == wait


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422, 429])
def test_a_refusal_names_its_status(status: int) -> None:
    asking = client(lambda request: httpx.Response(status, json={"detail": "no"}))
    with pytest.raises(HelpdeskRefused) as refusal:
        coroutines.run(asking.send_code(ASKED, "T-2026-000001"))
    assert refusal.value.status == status


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(500),
        httpx.Response(503),
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json=["not", "an", "object"]),
    ],
)
def test_what_is_no_answer_counts_as_unavailable(response: httpx.Response) -> None:
    with pytest.raises(HelpdeskUnavailable):
        coroutines.run(client(lambda request: response).send_code(ASKED, "T-2026-000001"))


def test_a_refused_connection_counts_as_unavailable() -> None:
    def nobody(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    with pytest.raises(HelpdeskUnavailable):
        coroutines.run(client(nobody).request_handoff(ASKED, "customer_request"))


def test_an_answer_without_its_fields_counts_as_unavailable() -> None:
    asking = client(lambda request: httpx.Response(200, json={"surprise": True}))
    with pytest.raises(HelpdeskUnavailable):
        coroutines.run(asking.request_handoff(ASKED, "customer_request"))
