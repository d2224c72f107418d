"""What the widget's API is sent by mistake or malice: refused or neutralised, always in words."""

import json
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.conversations.models import Conversation, Message
from tests.make import make_bot_answer
from tests.people import WIDGET, Browser, Customer, bearer

BUTTON = {"title": "Yes", "payload": "/affirm"}
ACTIONS = ["messages", "events"]
WRITES = ["messages", "handoff", "identity", "satisfaction", "messages/1/rating"]


def refused(answer: Any, status: int) -> str:
    """The sentence of a refusal in the form that every program reads."""
    assert answer.status_code == status, answer.text
    assert answer.content_type == "application/problem+json"
    found = answer.get_json()
    assert found["status"] == status
    assert found["type"]
    assert found["title"]
    assert str(found["detail"])[0].isalnum()
    return str(found["detail"])


def no_messages(session: Session) -> bool:
    return not session.scalar(select(func.count()).select_from(Message))


@pytest.mark.parametrize("token", ["", "x", "a" * 10_000, "ключ", "null"])
@pytest.mark.parametrize("action", ACTIONS)
def test_a_forged_token_opens_nothing(alice: Customer, action: str, token: str) -> None:
    header = {"Authorization": f"Bearer {token}".encode().decode("latin-1")}
    refused(alice.client.get(alice.url(action), headers=header), 401)


@pytest.mark.parametrize("action", WRITES)
def test_a_forged_token_changes_nothing(alice: Customer, session: Session, action: str) -> None:
    body = {"text": "x", "client_id": "c", "helpful": True, "score": 5, "identity": "x"}
    refused(alice.client.post(alice.url(action), headers=bearer("forged"), json=body), 401)
    refused(alice.client.post(alice.url(action), json=body), 401)
    assert no_messages(session)


@pytest.mark.parametrize("action", ACTIONS)
def test_another_customers_conversation_stays_closed(
    alice: Customer, dora: Customer, action: str
) -> None:
    alice.write("My card ends in 1234")
    found = dora.client.get(alice.url(action), headers=bearer(dora.token))
    assert "1234" not in found.text
    theirs = refused(found, 401)
    nobodys = refused(
        dora.client.get(f"{WIDGET}/conversations/{uuid4()}/{action}", headers=bearer(dora.token)),
        401,
    )
    assert theirs == nobodys


@pytest.mark.parametrize("action", WRITES)
def test_nobody_writes_into_another_conversation(
    alice: Customer, dora: Customer, action: str
) -> None:
    body = {"text": "x", "client_id": "c"}
    answer = dora.client.post(alice.url(action), headers=bearer(dora.token), json=body)
    refused(answer, 401)
    assert alice.reads() == []


@pytest.mark.parametrize("key", ["1", "..", "' or 1=1 --", "%00", "0" * 36])
def test_what_is_no_conversation_id_is_not_found(alice: Customer, key: str) -> None:
    url = f"{WIDGET}/conversations/{key}/messages"
    assert alice.client.get(url, headers=bearer(alice.token)).status_code == 404


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        '/affirm{"x":1}',
        "EXTERNAL_reminder",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "{{ 7 * 7 }} ${x} %s {0}",
        "'; drop table message; --",
        "🧑‍🚀🏳️‍🌈 ✂️",
        "שלום, مرحبا \u202eevil",
        "line one\nline two",
        '\\u0000 and \\ and "quotes"',
        "x" * 4000,
    ],
)
def test_odd_text_is_kept_and_shown_as_it_was_typed(alice: Customer, text: str) -> None:
    assert alice.write(text).status_code == 202
    assert alice.reads() == [text]
    assert alice.get().content_type.startswith("application/json")


def test_a_nul_is_left_out_of_the_text(alice: Customer) -> None:
    assert alice.write("a\x00b").status_code == 202
    assert alice.reads() == ["ab"]


@pytest.mark.parametrize("text", ["", "   ", "\n", "\x00"])
def test_an_empty_text_is_refused(alice: Customer, session: Session, text: str) -> None:
    assert "empty" in refused(alice.write(text), 422)
    assert no_messages(session)


@pytest.mark.parametrize("size", [4001, 60_000])
def test_too_long_a_text_is_refused(alice: Customer, session: Session, size: int) -> None:
    assert "characters" in refused(alice.write("x" * size), 422)
    assert no_messages(session)


@pytest.mark.parametrize("payload", ["/restart", "/deny", "EXTERNAL_reminder", "", "\x00", "Yes"])
def test_a_payload_that_no_button_offered_is_refused(
    alice: Customer, session: Session, payload: str
) -> None:
    make_bot_answer(session, alice.conversation, "Shall I?", buttons=[BUTTON])
    answer = alice.post("messages", {"payload": payload, "client_id": "c1"})
    assert "was not offered" in refused(answer, 422)
    assert alice.reads() == ["Shall I?"]


def test_an_offered_payload_is_accepted(alice: Customer, session: Session) -> None:
    make_bot_answer(session, alice.conversation, "Shall I?", buttons=[BUTTON])
    assert alice.post("messages", {"payload": "/affirm", "client_id": "c1"}).status_code == 202
    assert alice.reads()[-1] == "Yes"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": "x"}, "client_id"),
        ({"text": "x", "client_id": ""}, "client_id"),
        ({"text": "x", "client_id": "c" * 101}, "client_id"),
        ({"text": "x", "client_id": 7}, "client_id"),
        ({"text": 7, "client_id": "c"}, "text"),
        ({"text": ["x"], "client_id": "c"}, "text"),
        ({"text": {"$ne": ""}, "client_id": "c"}, "text"),
        ({"payload": {}, "client_id": "c"}, "payload"),
        ({"text": "x", "client_id": "c", "author": "agent"}, "author"),
        ({"text": "x", "client_id": "c", "note": True}, "note"),
    ],
)
def test_a_wrong_or_unknown_field_is_named(
    alice: Customer, session: Session, body: dict[str, Any], field: str
) -> None:
    assert field in refused(alice.post("messages", body), 422)
    assert no_messages(session)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"text"', b"\xff", b"text=x", b"[" * 50_000]
)
def test_what_is_no_object_is_refused(alice: Customer, session: Session, body: bytes) -> None:
    headers = {**bearer(alice.token), "Content-Type": "application/json"}
    answer = alice.client.post(alice.url(), headers=headers, data=body)
    assert answer.status_code in {400, 415, 422}
    refused(answer, answer.status_code)
    assert no_messages(session)


@pytest.mark.parametrize("client_id", ["\x00", "c\x00", "\ud83d"])
def test_a_client_id_that_cannot_be_kept_is_refused(
    alice: Customer, session: Session, client_id: str
) -> None:
    raw = json.dumps({"text": "x", "client_id": client_id})
    headers = {**bearer(alice.token), "Content-Type": "application/json"}
    refused(alice.client.post(alice.url(), headers=headers, data=raw), 422)
    assert no_messages(session)


@pytest.mark.parametrize("after", ["-1", "x", "1.5", str(10**30)])
def test_reading_after_no_id_is_refused(alice: Customer, after: str) -> None:
    refused(alice.get(query_string={"after": after}), 422)


@pytest.mark.parametrize(
    "page",
    [
        {"url": "x\x00"},
        {"title": "\ud83d"},
        {"url": "x" * 2001},
        {"referrer": "x"},
        "home",
        {"locale": 7},
    ],
)
def test_a_page_that_cannot_be_kept_is_refused(
    client: Browser, session: Session, page: object
) -> None:
    raw = json.dumps({"page": page})
    answer = client.post(f"{WIDGET}/conversations", data=raw, content_type="application/json")
    refused(answer, 422)
    assert not session.scalar(select(func.count()).select_from(Conversation))


@pytest.mark.parametrize("comment", ["x" * 2001, 7])
def test_a_comment_that_cannot_be_kept_is_refused(
    alice: Customer, session: Session, comment: object
) -> None:
    answer = make_bot_answer(session, alice.conversation)
    body = {"helpful": True, "comment": comment}
    refused(alice.post(f"messages/{answer.id}/rating", body), 422)
    assert alice.get().get_json()["messages"][0]["helpful"] is None


def test_a_nul_in_a_comment_costs_none_of_its_words(alice: Customer, session: Session) -> None:
    answer = make_bot_answer(session, alice.conversation)
    told = alice.post(f"messages/{answer.id}/rating", {"helpful": True, "comment": "a\x00b"})
    assert told.get_json()["comment"] == "ab"


def test_the_wrong_method_and_the_wrong_address_are_problems_too(alice: Customer) -> None:
    refused(alice.client.delete(alice.url(), headers=bearer(alice.token)), 405)
    refused(alice.client.get("/api/v1/widget/nothing-here"), 404)
