"""One turn over the desk's channel to Rasa, and what becomes of a lost one."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from helpdesk.conversations.bot_gateway import (
    BotUnavailable,
    Content,
    RasaBot,
    Turn,
    rasa_bot,
    replies_to,
)
from helpdesk.platform.config import Settings

TURN = Turn("conversation:1", 7, "Where is it?", language="pl", spoken="de")
AGAIN = Turn("conversation:1", 7, "Where is it?", asked_before=True)
Handler = Callable[[httpx.Request], httpx.Response]


class Rasa:
    """A stand-in for Rasa's server: what it says, and what it was sent."""

    def __init__(self, says: Any, tracker: Any = None) -> None:
        self.says, self.tracker = says, tracker
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        body = self.tracker if request.method == "GET" else self.says
        if isinstance(body, Exception):
            raise body
        return body if isinstance(body, httpx.Response) else httpx.Response(200, json=body)

    @property
    def asked(self) -> list[str]:
        return [f"{request.method} {request.url.path}" for request in self.requests]


def bot(rasa: Handler) -> RasaBot:
    return RasaBot("http://rasa.test/channel", "secret", transport=httpx.MockTransport(rasa))


def user(message_id: int) -> dict[str, Any]:
    return {"event": "user", "text": "x", "metadata": {"message_id": message_id}}


def said(text: str, **data: Any) -> dict[str, Any]:
    return {"event": "bot", "text": text, "data": {"buttons": None, "custom": None, **data}}


def test_the_message_travels_with_its_sender_and_id() -> None:
    rasa = Rasa([{"text": "Here."}])
    assert bot(rasa).answer(TURN) == [Content("Here.")]
    assert rasa.asked == ["POST /channel/webhook"]
    assert rasa.requests[0].headers["Authorization"] == "Bearer secret"
    assert httpx.Response(200, content=rasa.requests[0].content).json() == {
        "sender": "conversation:1",
        "message": "Where is it?",
        "metadata": {"message_id": 7, "language": "pl", "spoken": "de"},
    }


def test_plain_and_custom_answers_become_replies() -> None:
    button = {"title": "Yes", "payload": "/affirm"}
    custom = {
        "text": "Within 30 days.\n\nWe pay.",
        "buttons": [],
        "sources": [{"title": "Returns", "url": "/help/returns"}],
        "question_id": 3,
        "confidence": 0.9,
        "intent": "ask_knowledge",
        "intent_confidence": 0.8,
        "unheard_of": 1,
    }
    replies = bot(Rasa([{"text": "Hi.", "buttons": [button]}, {"custom": custom}])).answer(TURN)
    assert replies[0] == Content("Hi.", [button])
    assert replies[1].text == "Within 30 days.\n\nWe pay."
    assert replies[1].sources == custom["sources"]
    assert replies[1].view == {
        "question_id": 3,
        "confidence": 0.9,
        "intent": "ask_knowledge",
        "intent_confidence": 0.8,
    }


def test_entries_without_words_are_left_out() -> None:
    replies = bot(Rasa([{"text": "  "}, {"image": "x.png"}, {"text": "Here."}])).answer(TURN)
    assert [reply.text for reply in replies] == ["Here."]


@pytest.mark.parametrize(
    "says",
    [
        [],
        [{"text": ""}],
        [{"custom": {"text": None}}],
        {"status": "failure"},
        None,
        "words",
        ["words"],
        [{"custom": "words"}],
        [{"text": "x", "buttons": 7}],
        httpx.Response(500, text="oops"),
        httpx.Response(409, json={"reason": "ConflictError"}),
        httpx.Response(200, text="<html>not json</html>"),
        httpx.Response(200, content=b"\xff\xfe"),
        httpx.Response(302, headers={"Location": "/elsewhere"}),
        httpx.ConnectError("connection refused"),
        httpx.ReadTimeout("15 s"),
        httpx.RemoteProtocolError("the server went away"),
    ],
)
def test_anything_but_an_answer_is_a_failure_in_words(says: Any) -> None:
    with pytest.raises(BotUnavailable) as failure:
        bot(Rasa(says)).answer(TURN)
    assert str(failure.value)


@pytest.mark.parametrize(
    ("says", "problem"),
    [
        (httpx.Response(500, text="quincunx"), "HTTPStatusError 500"),
        (httpx.Response(200, text="quincunx"), "JSONDecodeError"),
        (httpx.ReadTimeout("quincunx"), "ReadTimeout"),
        ([{"custom": "quincunx"}], "TypeError"),
    ],
)
def test_a_failure_is_told_without_what_was_said(says: Any, problem: str) -> None:
    with pytest.raises(BotUnavailable) as failure:
        bot(Rasa(says)).answer(TURN)
    assert str(failure.value) == problem


def test_a_repeated_turn_takes_the_answer_from_the_tracker() -> None:
    tracker = {"events": [user(6), said("Old."), user(7), said("Kept."), said("Both lines.")]}
    rasa = Rasa([{"text": "Asked twice."}], tracker)
    assert [reply.text for reply in bot(rasa).answer(AGAIN)] == ["Kept.", "Both lines."]
    assert rasa.asked == ["GET /channel/conversations/conversation:1/events"]
    assert rasa.requests[0].headers["Authorization"] == "Bearer secret"


def test_a_repeated_turn_that_never_arrived_is_asked() -> None:
    rasa = Rasa([{"text": "Here."}], {"events": [user(6), said("Old.")]})
    assert [reply.text for reply in bot(rasa).answer(AGAIN)] == ["Here."]
    assert rasa.asked[1:] == ["POST /channel/webhook"]


@pytest.mark.parametrize(
    "tracker", [httpx.Response(500), httpx.ConnectError("refused"), [], {"events": 3}]
)
def test_a_tracker_that_cannot_be_read_is_a_failure(tracker: Any) -> None:
    rasa = Rasa([{"text": "Asked twice."}], tracker)
    with pytest.raises(BotUnavailable):
        bot(rasa).answer(AGAIN)
    assert len(rasa.requests) == 1


@pytest.mark.parametrize(
    ("events", "texts"),
    [
        ([], None),
        ([user(6), said("Old.")], None),
        ([user(7)], []),
        ([user(7), said("Here.")], ["Here."]),
        ([user(7), said("Here."), user(8), said("Later.")], ["Here."]),
        ([user(7), {"event": "slot"}, said("Here."), {"event": "action"}], ["Here."]),
        ([{"event": "user", "text": "x"}, said("To nobody.")], None),
        ([user(7), said("", custom={"text": "In custom.", "question_id": 1})], ["In custom."]),
    ],
)
def test_the_tracker_is_read_up_to_the_next_message(
    events: list[dict[str, Any]], texts: list[str] | None
) -> None:
    found = replies_to(7, events)
    assert (None if found is None else [reply.text for reply in found]) == texts


def test_the_bot_of_an_installation_is_found_by_its_address(
    environment: None, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setenv("HEED_RASA_URL", "http://127.0.0.1:1")
    with pytest.raises(BotUnavailable, match="Connect"):
        rasa_bot().answer(TURN)
    assert (settings.home / "secrets" / "rasa_token").exists()
