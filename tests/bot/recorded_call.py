"""A call that Rasa 3.6 really made to the action server, and trackers made of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rasa_sdk import Tracker

RECORDED = Path(__file__).with_name("recorded_call.json").read_text(encoding="utf-8")


def tracker_of(
    text: str,
    *,
    before: str | None = None,
    intent: tuple[str, float] | None = None,
    said: Sequence[dict[str, Any]] = (),
    **slots: Any,
) -> Tracker:
    """The recorded tracker, with what the customer says now and what was done or said before."""
    recorded = json.loads(RECORDED)["tracker"]
    recorded["slots"] = {**recorded["slots"], **slots}
    recorded["latest_message"]["text"] = text
    if intent:
        understood = {"name": intent[0], "confidence": intent[1]}
        recorded["latest_message"].update(intent=understood, intent_ranking=[understood])
    if before:
        user = next(event for event in recorded["events"] if event["event"] == "user")
        recorded["events"] += [{"event": "action", "name": before}, user]
    recorded["events"] += [{"event": "bot", "data": {"custom": words}} for words in said]
    return Tracker.from_dict(recorded)
