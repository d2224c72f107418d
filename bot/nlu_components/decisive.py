"""Which examples were written to show where a complaint begins."""

from __future__ import annotations

from rasa.shared.nlu.constants import METADATA, METADATA_INTENT
from rasa.shared.nlu.training_data.message import Message

MARK = "tells_complaints"  # in the metadata of an intent's block of examples


def is_decisive(example: Message) -> bool:
    metadata = example.get(METADATA) or {}
    return bool((metadata.get(METADATA_INTENT) or {}).get(MARK))
