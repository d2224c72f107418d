"""How alike two messages are: their sentence vectors and the words they share."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy import sparse

WORDS = 0.3  # the part of shared words and letters; sentence vectors have the rest
SHARPNESS = 3.0
ROWS_AT_ONCE = 1000  # 15,000 examples against each other at once would need gigabytes

Row = dict[str, Any]  # what each featurizer made of one message


class Examples:
    """Messages as matrices, one per featurizer: every row has length one."""

    def __init__(self, vectors: list[np.ndarray], words: list[sparse.csr_matrix]) -> None:
        self.vectors = vectors
        self.words = words

    def __getitem__(self, rows: slice) -> Examples:
        return Examples(
            [vectors[rows] for vectors in self.vectors], [words[rows] for words in self.words]
        )

    def __len__(self) -> int:
        return int((self.vectors or self.words)[0].shape[0])

    def likeness(self, others: Examples) -> np.ndarray:
        """A row for each of these and a column for each of the others; 1.0 is the same."""
        alike = np.zeros((len(self), len(others)), dtype=np.float32)
        for mine, theirs in zip(self.vectors, others.vectors, strict=True):
            near = mine @ theirs.T
            near -= 1
            near *= SHARPNESS
            alike += (1 - WORDS) / len(self.vectors) * np.exp(near, out=near)
        for mine, theirs in zip(self.words, others.words, strict=True):
            alike += WORDS / len(self.words) * _shared(mine, theirs)
        return alike

    def likeness_to_each_other(self) -> np.ndarray:
        alike = np.empty((len(self), len(self)), dtype=np.float32)
        for start in range(0, len(self), ROWS_AT_ONCE):
            rows = slice(start, start + ROWS_AT_ONCE)
            alike[rows] = self[rows].likeness(self)
        return alike


class Shape:
    """What turns messages into comparable examples: the featurizers seen and how rare words are."""

    def __init__(self, rarity: dict[str, np.ndarray], widths: dict[str, int]) -> None:
        self.rarity = rarity  # of each word, by sparse featurizer
        self.widths = widths  # of the vector, by dense featurizer

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Shape:
        seen: Row = {name: feature for row in rows for name, feature in row.items()}
        counted = {name: feature for name, feature in seen.items() if sparse.issparse(feature)}
        return cls(
            {name: rarity_of(stacked(rows, name, counted[name].shape[1])) for name in counted},
            {name: seen[name].shape[1] for name in seen if name not in counted},
        )

    def examples(self, rows: Sequence[Row]) -> Examples:
        return Examples(
            [_vectors(rows, name, width) for name, width in self.widths.items()],
            [
                weighed(stacked(rows, name, len(rarity)), rarity)
                for name, rarity in self.rarity.items()
            ],
        )


def as_arrays(shape: Shape, examples: Examples) -> dict[str, np.ndarray]:
    """Both as plain arrays, so that loading a model runs no code of its file."""
    names = {"sparse": list(shape.rarity), "dense": shape.widths}
    arrays = {"shape": np.array(json.dumps(names))}
    arrays |= {f"vectors{at}": vectors for at, vectors in enumerate(examples.vectors)}
    arrays |= {f"rarity{at}": rarity for at, rarity in enumerate(shape.rarity.values())}
    for at, words in enumerate(examples.words):
        arrays |= {f"words{at}_{part}": getattr(words, part) for part in _CSR}
    return arrays


def from_arrays(arrays: Mapping[str, np.ndarray]) -> tuple[Shape, Examples]:
    """What `as_arrays` was given."""
    names = json.loads(str(arrays["shape"]))
    rarity = {name: arrays[f"rarity{at}"] for at, name in enumerate(names["sparse"])}
    words = [
        sparse.csr_matrix(
            tuple(arrays[f"words{at}_{part}"] for part in _CSR),
            shape=(len(arrays[f"words{at}_indptr"]) - 1, len(weights)),
        )
        for at, weights in enumerate(rarity.values())
    ]
    vectors = [arrays[f"vectors{at}"] for at, _ in enumerate(names["dense"])]
    return Shape(rarity, names["dense"]), Examples(vectors, words)


_CSR = ("data", "indices", "indptr")


def row_of(message: Message) -> Row:
    """The sentence features of a message by the featurizer that made them."""
    return {
        feature.origin if isinstance(feature.origin, str) else feature.origin[0]: feature.features
        for feature in message.features
        if feature.attribute == TEXT and feature.type == FEATURE_TYPE_SENTENCE
    }


def stacked(rows: Sequence[Row], name: str, width: int) -> sparse.csr_matrix:
    nothing = sparse.csr_matrix((1, width))
    found = [row.get(name, nothing) for row in rows]
    together = found[0] if len(found) == 1 else sparse.vstack(found)
    return together.tocsr().astype(np.float32)


def rarity_of(counts: sparse.csr_matrix) -> np.ndarray:
    """The usual inverse document frequency, smoothed."""
    seen_in = np.bincount(counts.indices, minlength=counts.shape[1])
    return (np.log((1 + counts.shape[0]) / (1 + seen_in)) + 1).astype(np.float32)


def weighed(counts: sparse.csr_matrix, rarity: np.ndarray) -> sparse.csr_matrix:
    """Rare words count more, repeated ones hardly; every row comes out with length one."""
    row_of_entry = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    weights = (1 + np.log(counts.data)) * rarity[counts.indices]
    lengths = np.sqrt(np.bincount(row_of_entry, weights**2, minlength=counts.shape[0]))
    weights /= np.maximum(lengths[row_of_entry], 1e-12)
    parts = (weights.astype(np.float32), counts.indices, counts.indptr)
    return sparse.csr_matrix(parts, shape=counts.shape)


def _shared(mine: sparse.csr_matrix, theirs: sparse.csr_matrix) -> np.ndarray:
    """The products of all rows with all: a message alone is quicker written out."""
    if mine.shape[0] == 1:
        return (theirs @ mine.toarray().ravel())[None]
    # The other way round scipy would sort all of theirs anew.
    return (theirs @ mine.T).toarray().T


def _vectors(rows: Sequence[Row], name: str, width: int) -> np.ndarray:
    nothing = np.zeros((1, width))
    vectors = np.vstack([row.get(name, nothing) for row in rows]).astype(np.float32)
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
