"""Kernel ridge regression from examples to intents, and how to keep it in a file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy import linalg, sparse

from bot.nlu_components import similarity
from bot.nlu_components.similarity import Examples, Row, Shape

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
        """Plain arrays, so that loading a model runs no code of the file."""
        shape, examples = self._shape, self._examples
        names = {
            "intents": dict(zip(self.intents, self._shares.tolist(), strict=True)),
            "dense": list(shape.widths),
            "sparse": list(shape.rarity),
        }
        arrays = {"names": np.array(json.dumps(names)), "weights": self._weights}
        for place, vectors in enumerate(examples.vectors):
            arrays[f"vectors{place}"] = vectors
        for place, (words, rarity) in enumerate(
            zip(examples.words, shape.rarity.values(), strict=True)
        ):
            arrays[f"rarity{place}"] = rarity
            arrays[f"data{place}"] = words.data
            arrays[f"indices{place}"] = words.indices
            arrays[f"indptr{place}"] = words.indptr
        np.savez(file, **arrays)

    @classmethod
    def load(cls, file: Path) -> Ridge:
        with np.load(file, allow_pickle=False) as arrays:
            names = json.loads(str(arrays["names"]))
            vectors = [arrays[f"vectors{place}"] for place, _ in enumerate(names["dense"])]
            rarity = {name: arrays[f"rarity{at}"] for at, name in enumerate(names["sparse"])}
            words = [
                sparse.csr_matrix(
                    (arrays[f"data{at}"], arrays[f"indices{at}"], arrays[f"indptr{at}"]),
                    shape=(len(arrays["weights"]), len(rarity[name])),
                )
                for at, name in enumerate(names["sparse"])
            ]
            widths = {
                name: block.shape[1] for name, block in zip(names["dense"], vectors, strict=True)
            }
            shape = Shape(rarity, widths)
            return cls(names["intents"], shape, Examples(vectors, words), arrays["weights"])


def digest_of_code() -> str:
    """Changes whenever the files change that decide what is learned and how it is kept."""
    written = [Path(file).read_bytes() for file in (__file__, str(similarity.__file__))]
    return hashlib.sha256(b"".join(written)).hexdigest()
