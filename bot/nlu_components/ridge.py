"""Kernel ridge regression from examples to intents, and how to keep it in a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy import linalg

from bot.nlu_components.similarity import Examples, Row, Shape, as_arrays, from_arrays

NOISE = 0.1  # how much an example may disagree with its neighbours
CAUTION = 6.0  # with this many examples of each intent, a score counts for half
RANKED = 10


class Ridge:
    """Scores a message for each intent by its likeness to every example."""

    def __init__(
        self, intents: dict[str, float], shape: Shape, examples: Examples, weights: np.ndarray
    ) -> None:
        self.intents = list(intents)
        self._shares = np.array(list(intents.values()), np.float32)  # of the examples
        self._shape = shape
        self._examples = examples
        self._weights = weights

    @classmethod
    def fitted(cls, rows: Sequence[Row], intents: Sequence[str]) -> Ridge:
        shape = Shape.of(rows)
        examples = shape.examples(rows)
        names = sorted(set(intents))
        wanted = np.array([[name == intent for name in names] for intent in intents], np.float32)
        alike = examples.likeness_to_each_other()
        alike[np.diag_indices_from(alike)] += NOISE
        # Transposed, the symmetric matrix is in the order that LAPACK can overwrite in place.
        factor = linalg.cho_factor(alike.T, lower=True, overwrite_a=True, check_finite=False)
        shares = dict(zip(names, wanted.mean(axis=0).tolist(), strict=True))
        return cls(shares, shape, examples, linalg.cho_solve(factor, wanted))

    def rankings(self, rows: Sequence[Row]) -> list[list[dict[str, Any]]]:
        """For each message the likeliest intents, the likeliest first."""
        return [
            [
                {"name": self.intents[place], "confidence": float(confidences[place])}
                for place in np.argsort(-confidences, kind="stable")[:RANKED]
            ]
            for confidences in self.confidences(rows)
        ]

    def confidences(self, rows: Sequence[Row]) -> np.ndarray:
        """A row for each message and a column for each intent, between 0 and 1."""
        scores = self._shape.examples(rows).likeness(self._examples) @ self._weights
        # Gibberish is a little like everything, so a large intent scores its share by size alone.
        beyond_size = (scores - self._shares) / np.maximum(1 - self._shares, 1e-6)
        return np.clip(beyond_size, 0, 1) * self._coverage()

    def _coverage(self) -> float:
        """The fewer examples of an intent, the more of what customers write is none of them."""
        each = len(self._examples) / len(self.intents)
        return each / (each + CAUTION)

    def save(self, file: Path) -> None:
        intents = json.dumps(dict(zip(self.intents, self._shares.tolist(), strict=True)))
        arrays = as_arrays(self._shape, self._examples)
        np.savez(file, intents=np.array(intents), weights=self._weights, **arrays)

    @classmethod
    def load(cls, file: Path) -> Ridge:
        with np.load(file, allow_pickle=False) as arrays:
            shape, examples = from_arrays(arrays)
            return cls(json.loads(str(arrays["intents"])), shape, examples, arrays["weights"])
