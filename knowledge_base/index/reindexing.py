"""Vectors of another model beside those in use, so that an index can be rebuilt while it serves."""

from collections.abc import Collection, Sequence
from typing import Any

from psycopg import Connection

from knowledge_base.documents.folder import Document
from knowledge_base.embedding.embedder import Embedder
from knowledge_base.index.indexing import index_many
from knowledge_base.index.passages import PassageStore


class _Beside(PassageStore):
    """Takes away and replaces the rows of its own recipe only."""

    def remove(self, article_id: int) -> None:
        self._connection.execute(
            "DELETE FROM kb_passage WHERE article_id = %s AND recipe = %s",
            (article_id, self._recipe.stamp),
        )


class Reindexing:
    """The rows of one recipe, filled while another one answers; it never commits.

    An article that changes meanwhile loses its rows of every recipe, so what is missing here or
    of an older version is still to do, also after a crash.

    >>> rebuilt = Reindexing(connection, OnnxEmbedder(folder))
    >>> rebuilt.add([(7, 1, document)])
    >>> rebuilt.versions()
    {7: 1}
    """

    def __init__(self, connection: Connection[Any], embedder: Embedder) -> None:
        self._connection = connection
        self._embedder = embedder
        self._store = _Beside(connection, embedder.recipe)

    def versions(self) -> dict[int, int]:
        """Which version of which article these vectors are of."""
        found = self._connection.execute(
            "SELECT article_id, min(version) FROM kb_passage WHERE recipe = %s GROUP BY article_id",
            (self._embedder.recipe.stamp,),
        )
        return {int(article_id): int(version) for article_id, version in found.fetchall()}

    def add(self, articles: Sequence[tuple[int, int, Document]]) -> None:
        """Embed these versions; what other recipes have of the articles stays."""
        index_many(self._store, self._embedder, articles)

    def drop(self, article_ids: Collection[int]) -> None:
        """Take away what nobody may find any more."""
        self._connection.execute(
            "DELETE FROM kb_passage WHERE article_id = ANY(%s) AND recipe = %s",
            (list(article_ids), self._embedder.recipe.stamp),
        )


def stamps_in(connection: Connection[Any]) -> set[str]:
    """What made the vectors that are in the index."""
    found = connection.execute("SELECT DISTINCT recipe FROM kb_passage")
    return {str(row[0]) for row in found.fetchall()}


def forget_others(connection: Connection[Any], stamps: Collection[str]) -> None:
    """Delete the vectors of every model but those of these stamps, and what was learned on them."""
    kept = (list(stamps),)
    connection.execute("DELETE FROM kb_passage WHERE NOT recipe = ANY(%s)", kept)
    connection.execute("DELETE FROM kb_vector WHERE NOT recipe = ANY(%s)", kept)
    connection.execute("DELETE FROM kb_ranking WHERE NOT recipe = ANY(%s)", kept)
