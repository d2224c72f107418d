"""Conversations through the real REST channel, with the real Rasa and action server."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.bot.fake_helpdesk import FakeHelpdesk
from tests.bot.rasa_server import Reply, RunningBot

Conversation = dict[str, Any]
Running = tuple[RunningBot, FakeHelpdesk]


def _written() -> list[Any]:
    return [
        pytest.param(conversation, id=f"{path.stem}: {conversation['name']}")
        for path in sorted((Path(__file__).parent / "conversations").glob("*.yml"))
        for conversation in YAML(typ="safe").load(path)["conversations"]
    ]


@pytest.mark.rasa
@pytest.mark.parametrize("conversation", _written())
def test_it_goes_as_written(conversation: Conversation, running: Running) -> None:
    bot, helpdesk = running
    customer = str(uuid.uuid4())
    if conversation.get("verified"):
        helpdesk.verified_customers.add(customer)
    for number, turn in enumerate(conversation["turns"], start=1):
        replies = bot.send(
            f"{customer}:1",
            turn["say"],
            message_id=number,
            language=conversation.get("language", "en"),
        )
        _check_turn(turn, replies)
    _check_calls(conversation, helpdesk, customer)


@pytest.mark.rasa
def test_a_helpdesk_that_fails_once_ends_with_a_person(running: Running) -> None:
    bot, helpdesk = running
    helpdesk.broken = {"answers"}
    try:
        replies = bot.send("failing-once:1", "how do I return a jacket")
    finally:
        helpdesk.broken = set()
    assert "not working right now" in replies[0].text
    assert helpdesk.bodies("handoffs", "failing-once")[0]["reason"] == "tool_failure"


@pytest.mark.rasa
def test_a_helpdesk_that_is_gone_makes_the_turn_a_visible_failure(running: Running) -> None:
    bot, helpdesk = running
    helpdesk.broken = {"everything"}
    try:
        assert bot.send("gone:1", "how do I return a jacket") == []
    finally:
        helpdesk.broken = set()


@pytest.mark.rasa
def test_a_code_check_that_fails_ends_with_a_person(running: Running) -> None:
    bot, helpdesk = running
    bot.send("unchecked:1", "status of ticket T-2026-000123")
    helpdesk.broken = {"codes/check"}
    try:
        replies = bot.send("unchecked:1", "48291304")
    finally:
        helpdesk.broken = set()
    assert "not working right now" in replies[0].text
    assert helpdesk.bodies("handoffs", "unchecked")[0]["reason"] == "tool_failure"


@pytest.mark.rasa
def test_a_question_carries_how_it_was_understood(running: Running) -> None:
    bot, helpdesk = running
    (reply,) = bot.send("understood:3", "how do I return a jacket")
    asked = helpdesk.bodies("answers", "understood")[0]
    assert asked["intent"] == reply.custom["intent"] == "ask_knowledge"
    assert asked["intent_confidence"] == reply.custom["intent_confidence"]
    assert asked["intent_confidence"] > 0.5
    assert reply.custom["question_id"] == 31
    assert reply.text == "You have 30 days.\n\nThen it is yours."


@pytest.mark.rasa
def test_a_complaint_is_filed_under_its_messages_key(running: Running) -> None:
    bot, helpdesk = running
    said = ["i want to complain", "the lamp is broken", "skip", "skip", "/affirm"]
    for number, text in enumerate(said, start=71):
        bot.send("keyed:1", text, message_id=number)
    assert helpdesk.bodies("complaints", "keyed")[0]["idempotency_key"] == "75"


def _check_turn(turn: dict[str, Any], replies: list[Reply]) -> None:
    said = "\n".join(reply.text for reply in replies)
    assert said, f"silence after {turn['say']!r}"
    assert turn.get("hear", "") in said
    assert any(words in said for words in turn.get("hear_any", [""])), said
    if "button" in turn:
        assert turn["button"] in [payload for reply in replies for payload in reply.payloads]
    if "title" in turn:
        assert turn["title"] in [title for reply in replies for title in reply.titles]
    if "sources" in turn:
        sources = replies[0].custom["sources"]
        assert isinstance(sources, list)
        assert len(sources) == turn["sources"]


def _check_calls(conversation: Conversation, helpdesk: FakeHelpdesk, customer: str) -> None:
    for path, count in conversation.get("calls", {}).items():
        assert len(helpdesk.bodies(path, customer)) == count, path
    if "reason" in conversation:
        assert helpdesk.bodies("handoffs", customer)[-1]["reason"] == conversation["reason"]
    if "filed" in conversation:
        filed = helpdesk.bodies("complaints", customer)[0]
        assert {key: filed[key] for key in conversation["filed"]} == conversation["filed"]
    if "feedback" in conversation:
        assert helpdesk.bodies("feedback", customer)[0]["kind"] == conversation["feedback"]
