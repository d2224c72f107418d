"""Names the intent of a message by its likeness to the examples, and says how sure it is."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu_components.decisive import is_decisive
from bot.nlu_components.ridge import Ridge, digest_of_code
from bot.nlu_components.similarity import row_of

FILE = "examples.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ExampleClassifier(IntentClassifier, GraphComponent):
    """An intent classifier whose confidence may be compared between bots of different size."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [Featurizer]

    @staticmethod
    def required_packages() -> list[str]:
        return ["scipy"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Rasa's cache looks at this file alone and would take an older kind of ridge as new."""
        return digest_of_code()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ExampleClassifier:
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ExampleClassifier:
        with model_storage.read_from(resource) as folder:
            file = folder / FILE
            return cls(model_storage, resource, Ridge.load(file) if file.is_file() else None)

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, ridge: Ridge | None = None
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._ridge = ridge

    def train(self, training_data: TrainingData) -> Resource:
        # What shows where a complaint begins is the judge's to learn: among these it would shift
        # every other intent's share and scores.
        examples = [
            each
            for each in training_data.intent_examples
            if each.get(TEXT) and not is_decisive(each)
        ]
        with self._model_storage.write_to(self._resource) as folder:
            if examples:
                intents = [example.get(INTENT) for example in examples]
                self._ridge = Ridge.fitted([row_of(example) for example in examples], intents)
                self._ridge.save(folder / FILE)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Unchanged: nothing after this component learns from its guesses."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        if self._ridge and messages:
            rankings = self._ridge.rankings([row_of(message) for message in messages])
            for message, ranking in zip(messages, rankings, strict=True):
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages
