"""Vectors on their way into PostgreSQL and out of it, as pgvector packs them."""

from typing import Any

import numpy as np
from pgvector import HalfVector
from pgvector.psycopg import register_vector
from psycopg import Connection

from knowledge_base.embedding.embedder import Vectors

_SCALE = 127


def adapt(connection: Connection[Any]) -> None:
    """Teach the connection to send and read vectors; the database is asked once for each."""
    if connection.adapters.types.get("halfvec") is None:
        register_vector(connection)


def quantised(vectors: Vectors) -> bytes:
    """Unit vectors in one byte a number: cosines with them are right to half a hundredth."""
    return np.rint(vectors * _SCALE).astype(np.int8).tobytes()


def cosines(vector: Vectors, stored: bytes) -> Vectors:
    """The cosine of each of the quantised vectors with this one."""
    rows = np.frombuffer(stored, dtype=np.int8).reshape(-1, len(vector)).astype(np.float32)
    return np.asarray(rows @ vector / _SCALE, dtype=np.float32)


def packed(vector: Vectors) -> HalfVector:
    """One vector in half precision, as the index keeps it."""
    return HalfVector(vector)
