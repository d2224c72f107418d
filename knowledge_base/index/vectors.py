"""Vectors on their way into PostgreSQL and out of it, as pgvector packs them."""

from typing import Any

from pgvector import HalfVector
from pgvector.psycopg import register_vector
from psycopg import Connection

from knowledge_base.embedding.embedder import Vectors


def adapt(connection: Connection[Any]) -> None:
    """Teach the connection to send and read vectors; the database is asked once for each."""
    if connection.adapters.types.get("halfvec") is None:
        register_vector(connection)


def packed(vector: Vectors) -> HalfVector:
    """One vector in half precision, as the index keeps it."""
    return HalfVector(vector)
