"""What components that learn from examples share: how Rasa makes, keeps and renews them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, ClassVar, Protocol

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

FOLDER = Path(__file__).parent


class Learned(Protocol):
    """What is learned, in one file that `load` of its class reads again."""

    def save(self, file: Path) -> None: ...


class ExampleLearner(IntentClassifier, GraphComponent):
    """Learns from the examples of intents by `learned_from`; without any it changes nothing."""

    kind: ClassVar[Any]  # the class of what is learned

    @classmethod
    def required_components(cls) -> list[type]:
        return [Featurizer]

    @staticmethod
    def required_packages() -> list[str]:
        return ["scipy"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Rasa's cache looks at one file alone and would take what older code learned as new."""
        files = sorted(FOLDER.glob("*.py"))
        return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ExampleLearner:
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ExampleLearner:
        with model_storage.read_from(resource) as folder:
            file = folder / "learned.npz"
            return cls(model_storage, resource, cls.kind.load(file) if file.is_file() else None)

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, learned: Any = None
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._learned = learned

    def train(self, training_data: TrainingData) -> Resource:
        self._learned = self.learned_from(
            [each for each in training_data.intent_examples if each.get(TEXT)]
        )
        with self._model_storage.write_to(self._resource) as folder:
            if self._learned:
                self._learned.save(folder / "learned.npz")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Unchanged: nothing after this component learns from its guesses."""
        return training_data

    def learned_from(self, examples: list[Message]) -> Learned | None:
        """What the examples teach; none where they teach nothing."""
        raise NotImplementedError
