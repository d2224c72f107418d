"""Gives every message the sentence vector of an exported ONNX model, by its English meaning."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
from onnxruntime import InferenceSession, SessionOptions
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer as RasaTokenizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from tokenizers import Tokenizer

from bot.languages import glossary

MODEL_FOLDER = "model_folder"
DEFAULT_FOLDER = ".heed/models/embedding/all-MiniLM-L6-v2"
LONGEST_TEXT = 256


class SentenceEncoder:
    """An exported sentence model: text in, vector out."""

    def __init__(self, folder: Path) -> None:
        options = SessionOptions()
        options.intra_op_num_threads = 1
        self._session = InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = {wanted.name for wanted in self._session.get_inputs()}
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST_TEXT)
        self._tokenizer.no_padding()
        recipe = json.loads((folder / "recipe.json").read_text(encoding="utf-8"))
        self._normalised = bool(recipe.get("normalised", True))

    def encode(self, text: str) -> np.ndarray:
        """One row: the mean of the token vectors, of length one when the recipe says so.

        Texts go through one by one: int8 scales depend on everything in a batch, so a
        batched training vector would differ from the vector the same text gets in a turn.
        """
        words = self._tokenizer.encode(text)
        fed = {
            "input_ids": words.ids,
            "attention_mask": words.attention_mask,
            "token_type_ids": words.type_ids,
        }
        tokens = self._session.run(
            None,
            {
                name: np.array([row], dtype=np.int64)
                for name, row in fed.items()
                if name in self._inputs
            },
        )[0][0]
        mean = tokens.mean(axis=0, keepdims=True)
        return mean / max(float(np.linalg.norm(mean)), 1e-12) if self._normalised else mean


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEmbeddingFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds one dense sentence row per message; the classifier in use reads no token rows."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [RasaTokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        return ["onnxruntime", "tokenizers"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**DenseFeaturizer.get_default_config(), MODEL_FOLDER: None}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        folder = model_folder(config)
        for name in ("model.onnx", "tokenizer.json", "recipe.json"):
            if not (folder / name).is_file():
                raise InvalidConfigException(
                    f"The sentence model in {folder} has no {name}. Export the model first, "
                    "or name its folder in HEED_EMBEDDING_FOLDER."
                )

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEmbeddingFeaturizer:
        return cls(execution_context.node_name, {**cls.get_default_config(), **config})

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Another model or glossary means other vectors: what was trained on the old is stale."""
        model = hashlib.sha256((model_folder(config) / "model.onnx").read_bytes()).hexdigest()
        return model + glossary.digest()

    def __init__(self, name: str, config: dict[str, Any]) -> None:
        super().__init__(name, config)
        self._encoder = SentenceEncoder(model_folder(config))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT)
            if text:
                message.add_features(
                    Features(
                        self._encoder.encode(glossary.in_english(text)),
                        FEATURE_TYPE_SENTENCE,
                        TEXT,
                        self._identifier,
                    )
                )
        return messages


def model_folder(config: dict[str, Any]) -> Path:
    """The folder that config.yml names, else the environment, else where exports go."""
    named = config.get(MODEL_FOLDER) or os.environ.get("HEED_EMBEDDING_FOLDER")
    return Path(named or DEFAULT_FOLDER)
