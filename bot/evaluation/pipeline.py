"""The pipeline of config.yml, its components driven one by one inside Rasa's environment."""

from __future__ import annotations

import functools
import importlib
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

NOT_ABOUT_INTENTS = {"RegexEntityExtractor"}
READ_AT_ONCE = 500

Settings = dict[str, Any]


class Pipeline:
    """Rasa's own components in the order of config.yml, every one fitted on `examples` alone."""

    def __init__(self, components: Sequence[Settings], examples: Sequence[Message]) -> None:
        self._folder = tempfile.TemporaryDirectory()
        storage = LocalModelStorage(Path(self._folder.name))
        data = TrainingData([copied(example) for example in examples])
        self._components: list[Any] = []
        for place, settings in enumerate(components):
            component = _created(settings, storage, f"{place}_{settings['name']}")
            if hasattr(component, "train"):
                component.train(data)
            if hasattr(component, "process_training_data"):
                component.process_training_data(data)
            self._components.append(component)

    def read(self, examples: Sequence[Message]) -> list[Message]:
        """The same messages as the trained pipeline understands them."""
        understood = []
        for start in range(0, len(examples), READ_AT_ONCE):
            part = examples[start : start + READ_AT_ONCE]
            messages = [Message.build(example.get(TEXT)) for example in part]
            for component in self._components:
                messages = component.process(messages)
            understood += messages
        return understood


def about_intents(components: Sequence[Settings]) -> list[Settings]:
    """The part of a pipeline that decides an intent or refuses to."""
    return [part for part in components if part["name"] not in NOT_ABOUT_INTENTS]


def copied(example: Message) -> Message:
    """Features stay with a message, so no training may see another training's."""
    kept = {name: example.get(name) for name in (TEXT, INTENT, METADATA)}
    return Message({name: value for name, value in kept.items() if value is not None})


def remember_sentence_vectors() -> None:
    """A vector depends on its text alone, so five folds need not compute it five times."""
    encoder = importlib.import_module("bot.nlu_components.sentence_embedding").SentenceEncoder
    encoder.encode = functools.cache(encoder.encode)


def _created(settings: Settings, storage: LocalModelStorage, name: str) -> Any:
    module, _, _ = settings["name"].rpartition(".")
    if module:
        importlib.import_module(module)
    kind: type[GraphComponent] = DefaultV1Recipe._from_registry(settings["name"]).clazz
    config = {**kind.get_default_config(), **settings}
    context = ExecutionContext(GraphSchema({}), node_name=name)
    return kind.create(config, storage, Resource(name), context)
