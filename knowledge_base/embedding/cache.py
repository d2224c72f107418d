"""Vectors that were made before, in PostgreSQL."""

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from psycopg import Connection

from knowledge_base.embedding.embedder import Embedder, Vectors


class RememberedVectors:
    """An embedder's vectors of texts that are learned from again and again, kept by digest."""

    def __init__(self, connection: Connection[Any], embedder: Embedder) -> None:
        self._connection = connection
        self._embedder = embedder

    def embed_only(self, texts: Sequence[str]) -> Vectors:
        """One row for each text; vectors of all other texts are forgotten."""
        recipe = self._embedder.recipe
        digests = [hashlib.sha256(text.encode("utf-8", "replace")).digest() for text in texts]
        self._connection.execute(
            "DELETE FROM kb_vector WHERE recipe = %s AND NOT digest = ANY(%s)",
            (recipe.stamp, digests),
        )
        found = self._connection.execute(
            "SELECT digest, embedding FROM kb_vector WHERE recipe = %s", (recipe.stamp,)
        ).fetchall()
        known = {bytes(row[0]): np.frombuffer(row[1], dtype=np.float32) for row in found}
        missing = {d: t for d, t in zip(digests, texts, strict=True) if d not in known}
        known |= self._embed(missing)
        rows = [known[digest] for digest in digests]
        return np.stack(rows) if rows else np.zeros((0, recipe.dimension), dtype=np.float32)

    def _embed(self, missing: dict[bytes, str]) -> dict[bytes, Vectors]:
        vectors = self._embedder.embed(list(missing.values()))
        made = dict(zip(missing, vectors, strict=True))
        with self._connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO kb_vector (recipe, digest, embedding) VALUES (%s, %s, %s)",
                [
                    (self._embedder.recipe.stamp, digest, vector.astype(np.float32).tobytes())
                    for digest, vector in made.items()
                ],
            )
        return made
