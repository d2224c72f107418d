"""Rasa's memory of conversations, without their words in an error's message."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import Event

# A turn reads all earlier events again, and Rasa goes through every kind there is for each.
Event.resolve_by_type = staticmethod(lru_cache(Event.resolve_by_type))


class HelpdeskTrackerStore(SQLTrackerStore):  # type: ignore[misc]  # rasa is not installed beside mypy
    """The SQL store of Rasa, which logs what it could not keep; here without the values."""

    def __init__(self, **details: Any) -> None:
        super().__init__(**details)
        self.engine.hide_parameters = True
