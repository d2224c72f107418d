"""Rasa's memory of conversations, without their words in an error's message."""

from __future__ import annotations

from typing import Any

from rasa.core.tracker_store import SQLTrackerStore


class HelpdeskTrackerStore(SQLTrackerStore):  # type: ignore[misc]  # rasa is not installed beside mypy
    """The SQL store of Rasa, which logs what it could not keep; here without the values."""

    def __init__(self, **details: Any) -> None:
        super().__init__(**details)
        self.engine.hide_parameters = True
