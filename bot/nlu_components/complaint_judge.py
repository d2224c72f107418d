"""Tells complaints that do not call themselves so from calm requests in the same words."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.languages.glossary import in_english
from bot.nlu_components.complaint_score import ComplaintScore, digest_of_code
from bot.nlu_components.decisive import is_decisive
from bot.nlu_components.similarity import row_of

FILE = "complaints.npz"
COMPLAINT = "file_complaint"
OTHERS = 4  # every fourth example of another intent is enough to know it by
CONFIDENCE = 0.5  # of a complaint at the threshold
SURE = 0.4  # another task that the examples are this sure of is left alone
BENEFIT = 0.5  # a complaint by the examples stands unless the score is this far below


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ComplaintJudge(IntentClassifier, GraphComponent):
    """Corrects the intent that the examples gave; without decisive examples it changes nothing."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [Featurizer]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Rasa's cache looks at this file alone and would take an older kind of score as new."""
        return digest_of_code()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ComplaintJudge:
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ComplaintJudge:
        with model_storage.read_from(resource) as folder:
            file = folder / FILE
            return cls(
                model_storage, resource, ComplaintScore.load(file) if file.is_file() else None
            )

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, score: ComplaintScore | None = None
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._score = score

    def train(self, training_data: TrainingData) -> Resource:
        examples = [each for each in training_data.intent_examples if each.get(TEXT)]
        others = [each for each in examples if not is_decisive(each) and not _complains(each)]
        kept = [each for each in examples if is_decisive(each) or _complains(each)]
        with self._model_storage.write_to(self._resource) as folder:
            if any(map(is_decisive, kept)):
                shown = [*kept, *others[::OTHERS]]
                self._score = ComplaintScore.fitted(
                    [row_of(each) for each in shown],
                    [in_english(each.get(TEXT)) for each in shown],
                    np.array([_complains(each) for each in shown]),
                    np.array([is_decisive(each) for each in shown]),
                )
                self._score.save(folder / FILE)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Unchanged: nothing after this component learns from its guesses."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT)
            if self._score and text and message.get(INTENT_RANKING_KEY):
                self._judge(message, text, self._score)
        return messages

    def _judge(self, message: Message, text: str, score: ComplaintScore) -> None:
        # What shows where complaints begin is English, and a rough translation has other cues.
        if in_english(text) != text:
            return
        ranking = message.get(INTENT_RANKING_KEY)
        above = float(score.scores([row_of(message)], [text])[0]) - score.threshold
        first = ranking[0]
        if first["name"] == COMPLAINT:
            if above < -BENEFIT:
                _rank(message, [*ranking[1:], {**first, "confidence": 0.0}])
        elif above >= 0 and not _sure_of_another(first):
            heard = {"name": COMPLAINT, "confidence": min(CONFIDENCE + above / 4, 1.0)}
            _rank(message, [heard, *(each for each in ranking if each["name"] != COMPLAINT)])


def _sure_of_another(first: dict[str, Any]) -> bool:
    return first["name"] != "ask_knowledge" and first["confidence"] >= SURE


def _rank(message: Message, ranking: list[dict[str, Any]]) -> None:
    message.set(INTENT, ranking[0], add_to_output=True)
    message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)


def _complains(example: Message) -> bool:
    return bool(example.get(INTENT) == COMPLAINT)
