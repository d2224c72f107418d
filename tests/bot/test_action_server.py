"""An action that fails says where and which error, never what the customer wrote."""

from __future__ import annotations

import traceback
from typing import Any

import pytest
from rasa_sdk.interfaces import ActionNotFoundException

from bot.action_server import ActionFailed, Actions
from tests import coroutines

WORD = "quincunx"


def call(action: str) -> dict[str, Any]:
    tracker = {"sender_id": "x:1", "slots": {}, "events": [], "latest_message": {"text": WORD}}
    return {"next_action": action, "tracker": tracker, "domain": {}}


def test_a_failure_carries_its_class_and_its_place() -> None:
    actions = Actions()

    def choke(dispatcher: object, tracker: Any, domain: object) -> None:
        raise ValueError(tracker.latest_message["text"])

    actions.register_function("action_choke", choke)
    with pytest.raises(ActionFailed, match="^ValueError$") as failure:
        coroutines.run(actions.run(call("action_choke")))
    written = "".join(traceback.format_exception(failure.value))
    assert "in choke" in written
    assert WORD not in written


def test_what_the_sdk_answers_itself_passes() -> None:
    with pytest.raises(ActionNotFoundException):
        coroutines.run(Actions().run(call("action_of_somebody_else")))
