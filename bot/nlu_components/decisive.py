"""Which examples were written to show where a complaint begins."""

from __future__ import annotations

from rasa.shared.nlu.constants import METADATA, METADATA_INTENT
from rasa.shared.nlu.training_data.message import Message

MARK = "tells_complaints"  # in the metadata of an intent's block of examples, with the batch's name


def batch_of(example: Message) -> str | None:
    """The name of the batch in which it was written; none for an example of any other kind."""
    metadata = example.get(METADATA) or {}
    batch: str | None = (metadata.get(METADATA_INTENT) or {}).get(MARK)
    return batch


def is_decisive(example: Message) -> bool:
    return batch_of(example) is not None
