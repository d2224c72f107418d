"""An embedder that needs no model: texts that share words are near each other."""

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from knowledge_base.embedder import Recipe, Vectors

_WORD = re.compile(r"\w+")


class FakeEmbedder:
    """Each word points somewhere fixed; a text points to the sum of its words."""

    def __init__(self, *, model: str = "fake", dimension: int = 384) -> None:
        self.recipe = Recipe(model, dimension)
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        rows = [self._vector(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.recipe.dimension)

    def _vector(self, text: str) -> Vectors:
        total = np.full(self.recipe.dimension, 1e-6, dtype=np.float32)
        for word in set(_WORD.findall(text[:5_000].lower())):
            seed = int.from_bytes(
                hashlib.sha256(word.encode("utf-8", "replace")).digest()[:4], "big"
            )
            total += np.random.default_rng(seed).standard_normal(self.recipe.dimension)
        return np.asarray(total / np.linalg.norm(total), dtype=np.float32)
