"""Scores how much a message complains: kernel ridge over its meaning, its words and its cues."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy import linalg

from bot.nlu_components import cues
from bot.nlu_components.similarity import Examples, Row, Shape, as_arrays, from_arrays

CUES = 0.3  # what shared cues count beside likeness, which counts 1 at most
NOISE = 0.3
TAUGHT = 0.3  # the weight of an example that shows a wish and not where complaints begin
PRECISION = 0.84  # wanted of the examples when each is judged without itself


class ComplaintScore:
    """Above `threshold` a message is a complaint."""

    def __init__(
        self,
        shape: Shape,
        examples: Examples,
        signs: np.ndarray,
        weights: np.ndarray,
        numbers: dict[str, list[float]],
    ) -> None:
        self._shape = shape
        self._examples = examples
        self._signs = signs
        self._weights = weights
        self._numbers = numbers

    @property
    def threshold(self) -> float:
        return self._numbers["threshold"][0]

    @classmethod
    def fitted(
        cls,
        rows: Sequence[Row],
        texts: Sequence[str],
        complains: np.ndarray,
        decisive: np.ndarray,
    ) -> ComplaintScore:
        """From examples of which the decisive ones count in full and set the threshold."""
        shape = Shape.of(rows)
        examples = shape.examples(rows)
        found = np.array([cues.row(text) for text in texts])
        middle, spread = found.mean(axis=0), found.std(axis=0) + 0.1
        signs = _signs(found, middle, spread)
        wanted = np.where(complains, 1.0, -1.0)
        trust = np.where(decisive, 1.0, TAUGHT)
        base = float(np.average(wanted, weights=trust))
        alike = examples.likeness_to_each_other().astype(np.float64) + CUES * signs @ signs.T
        alike[np.diag_indices_from(alike)] += NOISE / trust
        inverse = linalg.inv(alike, overwrite_a=True, check_finite=False)
        weights = inverse @ (wanted - base)
        without_itself = wanted - weights / np.diag(inverse)
        threshold = threshold_for(without_itself[decisive], complains[decisive])
        numbers = {
            "threshold": [threshold],
            "base": [base],
            "middle": middle.tolist(),
            "spread": spread.tolist(),
        }
        return cls(shape, examples, signs, weights.astype(np.float32), numbers)

    def knows_a_word_of(self, row: Row) -> bool:
        """Whether each way to count words found one of the examples'; nonsense has no such word."""
        return all(name in row and row[name].nnz > 0 for name in self._shape.rarity)

    def scores(self, rows: Sequence[Row], texts: Sequence[str]) -> np.ndarray:
        found = np.array([cues.row(text) for text in texts])
        middle, spread = (np.array(self._numbers[name]) for name in ("middle", "spread"))
        alike = self._shape.examples(rows).likeness(self._examples)
        alike = alike + CUES * _signs(found, middle, spread) @ self._signs.T
        scores: np.ndarray = alike @ self._weights + self._numbers["base"][0]
        return scores

    def save(self, file: Path) -> None:
        arrays = as_arrays(self._shape, self._examples)
        numbers = np.array(json.dumps(self._numbers))
        np.savez(file, numbers=numbers, signs=self._signs, weights=self._weights, **arrays)

    @classmethod
    def load(cls, file: Path) -> ComplaintScore:
        with np.load(file, allow_pickle=False) as arrays:
            shape, examples = from_arrays(arrays)
            numbers = json.loads(str(arrays["numbers"]))
            return cls(shape, examples, arrays["signs"], arrays["weights"], numbers)


def threshold_for(scores: np.ndarray, complains: np.ndarray) -> float:
    """The lowest score from which on the wanted precision holds."""
    order = np.argsort(-scores, kind="stable")
    precision = np.cumsum(complains[order]) / np.arange(1, len(order) + 1)
    precise = np.flatnonzero(precision >= PRECISION)
    return float(scores[order[precise[-1]]]) if len(precise) else float("inf")


def _signs(found: np.ndarray, middle: np.ndarray, spread: np.ndarray) -> np.ndarray:
    signs: np.ndarray = ((found - middle) / spread / np.sqrt(len(middle))).astype(np.float32)
    return signs
