"""Hears the question behind a greeting or thanks, which would otherwise only be returned."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.languages.courtesies import without_courtesy
from bot.languages.glossary import in_english

COURTESIES = {"greet", "thank", "goodbye"}
ASKS = re.compile(
    r"[^\w]*(and |but |also |so )*(how|what|which|when|where|who|why|can|could|may|do|does|is|are"
    r"|will|would|should|i (want|need|would like)|tell me|please)\b",
    re.IGNORECASE,
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CourtesyJudge(IntentClassifier, GraphComponent):
    """Corrects the intent where the examples heard a courtesy and the message asks for more."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CourtesyJudge:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            ranking = message.get(INTENT_RANKING_KEY) or []
            if ranking and ranking[0]["name"] in COURTESIES and asks(message.get(TEXT) or ""):
                meant = [each for each in ranking if each["name"] not in COURTESIES]
                heard = [{**meant[0], "confidence": ranking[0]["confidence"]}] if meant else []
                ranking = [*heard, *meant[1:], *(each for each in ranking if each not in meant)]
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages


def asks(text: str) -> bool:
    """Whether more than a courtesy is said, and it asks for something."""
    courtesy, rest = without_courtesy(text)
    return courtesy is not None and ("?" in rest or ASKS.match(in_english(rest)) is not None)
