"""Cross-validates the pipeline of config.yml inside Rasa's environment; prints one JSON line."""

from __future__ import annotations

import functools
import importlib
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.metrics import classification_report
from sklearn.model_selection import StratifiedKFold

FOLDS = 5
SHUFFLE_SEED = 2026
AFTER_THE_INTENT = {"RegexEntityExtractor", "FallbackClassifier"}  # neither decides the intent


class Pipeline:
    """Rasa's own components in the order of config.yml, every one fitted on `examples` alone."""

    def __init__(self, components: Sequence[dict[str, Any]], examples: Sequence[Message]) -> None:
        self._folder = tempfile.TemporaryDirectory()
        storage = LocalModelStorage(Path(self._folder.name))
        data = TrainingData([copied(example) for example in examples])
        self._components: list[Any] = []
        for place, settings in enumerate(components):
            component = _created(settings, storage, f"{place}_{settings['name']}")
            if hasattr(component, "train"):
                component.train(data)
            component.process_training_data(data)
            self._components.append(component)

    def read(self, examples: Sequence[Message]) -> list[Message]:
        """The same messages as the trained pipeline understands them."""
        messages = [Message.build(example.get(TEXT)) for example in examples]
        for component in self._components:
            messages = component.process(messages)
        return messages


def _created(settings: dict[str, Any], storage: LocalModelStorage, name: str) -> Any:
    module, _, _ = settings["name"].rpartition(".")
    if module:
        importlib.import_module(module)
    kind: type[GraphComponent] = DefaultV1Recipe._from_registry(settings["name"]).clazz
    config = {**kind.get_default_config(), **settings}
    context = ExecutionContext(GraphSchema({}), node_name=name)
    return kind.create(config, storage, Resource(name), context)


def copied(example: Message) -> Message:
    """Features stay with a message, so no fold may see another fold's."""
    return Message({TEXT: example.get(TEXT), INTENT: example.get(INTENT)})


def components_of(importer: RasaFileImporter) -> list[dict[str, Any]]:
    return [
        part for part in importer.get_config()["pipeline"] if part["name"] not in AFTER_THE_INTENT
    ]


def remember_sentence_vectors() -> None:
    """A vector depends on its text alone, so five folds need not compute it five times."""
    encoder = importlib.import_module("bot.nlu_components.sentence_embedding").SentenceEncoder
    encoder.encode = functools.cache(encoder.encode)


def cross_validated(components: list[dict[str, Any]], examples: list[Message]) -> dict[str, Any]:
    """scikit-learn's report on every example, each predicted by the fold that never saw it."""
    truth = np.array([example.get(INTENT) for example in examples])
    predicted = truth.copy()
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SHUFFLE_SEED)
    for train, test in folds.split(truth, truth):
        pipeline = Pipeline(components, [examples[place] for place in train])
        read = pipeline.read([examples[place] for place in test])
        predicted[test] = [message.get(INTENT)["name"] for message in read]
    report: dict[str, Any] = classification_report(truth, predicted, output_dict=True)
    return report


def main(config: str, data: str) -> None:
    importer = RasaFileImporter(config_file=config, training_data_paths=[data])
    remember_sentence_vectors()
    examples = importer.get_nlu_data().intent_examples
    report = cross_validated(components_of(importer), examples)
    sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main("config.yml", "bot/data")
