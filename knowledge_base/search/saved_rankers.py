"""TrainingSet rankings, in PostgreSQL."""

from collections import OrderedDict
from typing import Any, LiteralString

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from knowledge_base.ranking.archive import UnreadableRanking, packed, unpacked
from knowledge_base.ranking.ranker import Ranker

RANKING_SCHEMA: LiteralString = """
CREATE TABLE kb_ranking (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    recipe text NOT NULL UNIQUE,
    learned_from text NOT NULL,
    questions integer NOT NULL,
    threshold double precision NOT NULL,
    learned_at timestamptz NOT NULL,
    content bytea NOT NULL
);
COMMENT ON TABLE kb_ranking IS 'What was learned from answered questions, one row a model.';

CREATE TABLE kb_vector (
    recipe text NOT NULL,
    digest bytea NOT NULL,
    embedding bytea NOT NULL,
    PRIMARY KEY (recipe, digest)
);
COMMENT ON TABLE kb_vector IS 'Vectors of questions and titles that were learned from, by digest.';
"""

# A process serves one model, two while it changes.
_MOST_LOADED = 2
loaded: OrderedDict[tuple[object, ...], Ranker] = OrderedDict()


class Rankings:
    """The ranking of one recipe; reads and writes in the caller's transaction.

    A ranking is loaded once a process and kept until a newer one is there.
    """

    def __init__(self, connection: Connection[Any], recipe: str) -> None:
        self._connection = connection
        self._recipe = recipe

    def newest(self) -> Ranker | None:
        """What was learned last; None before anything was, or when it cannot be read."""
        version = self._one("SELECT id, learned_at, recipe FROM kb_ranking WHERE recipe = %s")
        if version is None:
            return None
        if version not in loaded:
            self._load(version)
        return loaded.get(version)

    def learned_from(self) -> str | None:
        """What the newest was learned from, as the learner described it."""
        found = self._one("SELECT learned_from FROM kb_ranking WHERE recipe = %s")
        return str(found[0]) if found else None

    def keep(self, ranker: Ranker, learned_from: str) -> None:
        """Put the ranker in the place of the one before."""
        self.forget()
        self._connection.execute(
            "INSERT INTO kb_ranking"
            " (recipe, learned_from, questions, threshold, learned_at, content)"
            " VALUES (%s, %s, %s, %s, now(), %s)",
            (
                self._recipe,
                learned_from,
                len(ranker.known.questions),
                ranker.certainty.threshold,
                packed(ranker),
            ),
        )

    def forget(self) -> None:
        """Go back to ranking as before anything was learned."""
        self._connection.execute("DELETE FROM kb_ranking WHERE recipe = %s", (self._recipe,))

    def forget_others(self) -> None:
        """Forget what models that do not serve now have learned, and all they learned from."""
        for table in ("kb_ranking", "kb_vector"):
            query = SQL("DELETE FROM {} WHERE recipe <> %s").format(Identifier(table))
            self._connection.execute(query, (self._recipe,))

    def _load(self, version: tuple[object, ...]) -> None:
        found = self._one("SELECT content FROM kb_ranking WHERE recipe = %s")
        try:
            ranker = unpacked(bytes(found[0])) if found else None
        except UnreadableRanking:
            ranker = None
        if ranker is not None:
            loaded[version] = ranker
            while len(loaded) > _MOST_LOADED:
                loaded.popitem(last=False)

    def _one(self, query: LiteralString) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self._connection.execute(query, (self._recipe,)).fetchone()
        return found
