"""Passages and their vectors in PostgreSQL, all in the transaction of the caller."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

from psycopg import Connection

from knowledge_base.audience import Audience
from knowledge_base.documents.chunking import Passage
from knowledge_base.documents.folder import Document
from knowledge_base.documents.identifiers import terms_of
from knowledge_base.embedding.embedder import Recipe, Vectors
from knowledge_base.index import hnsw, keywords, word_counts
from knowledge_base.index.schema import SCHEMA
from knowledge_base.index.vectors import adapt, packed, quantised

__all__ = ["SCHEMA", "PassageStore", "Row", "WrongRecipe"]

_COLUMNS: LiteralString = (
    "id, article_id, title, coalesce(url, ''), heading, anchor, text, language"
)
_READER: LiteralString = "recipe = %(recipe)s AND audience IN ('public', %(audience)s)"
COPY_PASSAGES: LiteralString = """
    COPY kb_passage (article_id, version, ordinal, language, audience, title, url, heading, anchor,
        text, recipe, dimension, embedding, sentences) FROM STDIN
"""


class WrongRecipe(Exception):
    """Vectors of another model are in the index; the message says what to do."""


@dataclass(frozen=True)
class Embedded:
    """A passage with its vector and, one row each, those of its sentences."""

    passage: Passage
    vector: Vectors
    sentences: Vectors

    def check(self, dimension: int) -> None:
        """Raise WrongRecipe for vectors of another length."""
        if {self.vector.shape[-1], self.sentences.shape[-1]} != {dimension}:
            raise WrongRecipe(
                f"A passage needs vectors of {dimension} numbers, not of {self.vector.shape[-1]} "
                f"for itself and {self.sentences.shape[-1]} for its sentences."
            )


@dataclass(frozen=True)
class Row:
    """One stored passage as a search found it; `value` is what it was ranked by."""

    id: int
    article_id: int
    title: str
    url: str | None
    heading: str
    anchor: str
    text: str
    language: str
    value: float
    exact: float = 0.0
    """The share of the query's codes that stand in it letter for letter."""


class PassageStore:
    """The table kb_passage, through a psycopg connection of the caller's; it never commits.

    Vectors of different recipes live side by side while an index is rebuilt, and are never
    compared: every read sees only the rows of `recipe`.
    """

    def __init__(self, connection: Connection[Any], recipe: Recipe) -> None:
        self._connection = connection
        self._recipe = recipe
        self._has_graph = False
        adapt(connection)

    def replace(
        self,
        article_id: int,
        version: int,
        document: Document,
        passages: Sequence[Embedded],
    ) -> None:
        """Put these passages in the place of all that the article had in this language."""
        for embedded in passages:
            embedded.check(self._recipe.dimension)
        self._make_graph()
        self.remove(article_id)
        shared = (article_id, version)
        audience = (document.audience or Audience.PUBLIC).value
        about = (document.language, audience, _clean(document.title), document.url)
        made = (self._recipe.stamp, self._recipe.dimension)
        with self._connection.cursor().copy(COPY_PASSAGES) as copy:
            for embedded in passages:
                passage = embedded.passage
                words = (_clean(passage.heading), passage.anchor, _clean(passage.text))
                meant = (packed(embedded.vector), quantised(embedded.sentences))
                copy.write_row((*shared, passage.ordinal, *about, *words, *made, *meant))
        if word_counts.note_growth(self._connection, document.language):
            hnsw.make_graphs_of_rare_languages(self._connection, self._recipe.dimension)

    def remove(self, article_id: int) -> None:
        """Forget an article; it is gone for every search in the same transaction already."""
        self._connection.execute("DELETE FROM kb_passage WHERE article_id = %s", (article_id,))

    def count(self) -> int:
        """How many passages this recipe has."""
        return self._number("SELECT count(*) FROM kb_passage WHERE recipe = %(recipe)s")

    def check_recipe(self) -> None:
        """Raise WrongRecipe when all there is was made by another model."""
        if self.count():
            return
        other = self._connection.execute("SELECT recipe FROM kb_passage LIMIT 1").fetchone()
        if other:
            raise WrongRecipe(
                f"The index was made with {_first(other)}, but the model in use is "
                f"{self._recipe.stamp}. Index all articles again, or go back to that model."
            )

    def nearest(
        self, vector: Vectors, limit: int, *, language: str | None, audience: Audience
    ) -> list[Row]:
        """The passages most similar in meaning; `value` is the cosine, at most 1."""
        self._connection.execute(f"SELECT {hnsw.WALK}")
        found = self._rows(
            f"SELECT {_COLUMNS}, {self._cosine()} FROM kb_passage"  # noqa: S608 - constants only
            f" WHERE {self._visible(language)}"
            f" ORDER BY {self._distance()} LIMIT %(limit)s",
            {"vector": packed(vector), "limit": limit, **self._reader(language, audience)},
        )
        return sorted(found, key=lambda row: (-row.value, row.id))

    def matching(
        self,
        query: str,
        limit: int,
        *,
        language: str | None,
        audience: Audience,
        among: Sequence[int] = (),
    ) -> list[Row]:
        """The passages that share the query's rarest words; `value` is the share, 0 to 1.

        Common words bring in nothing, but count in what is found; so give the numbers of the
        passages that were found otherwise as `among`, to have them weighed too.
        """
        terms = terms_of(query)
        if not terms.text:
            return []
        return self._rows(
            keywords.matching_sql(columns=_COLUMNS, reader=_READER),
            {
                "query": terms.text,
                "identifiers": terms.identifiers,
                "limit": limit,
                "among": list(among),
                **self._reader(language, audience),
            },
        )

    def best_of_articles(
        self,
        vector: Vectors,
        article_ids: Sequence[int],
        *,
        language: str | None,
        audience: Audience,
    ) -> list[Row]:
        """The most similar passage of each of these articles, best first; `value` is the cosine.

        An article that this reader may not see, or that has no passage, is left out.
        """
        found = self._rows(
            f"SELECT DISTINCT ON (article_id) {_COLUMNS}, {self._cosine()} FROM kb_passage"  # noqa: S608 - constants only
            f" WHERE {self._visible(language)}"
            f" AND article_id = ANY(%(articles)s) ORDER BY article_id, {self._distance()}, id",
            {
                "vector": packed(vector),
                "articles": list(article_ids),
                **self._reader(language, audience),
            },
        )
        return sorted(found, key=lambda row: (-row.value, row.id))

    def opened(
        self,
        vector: Vectors,
        article_ids: Sequence[int],
        *,
        most: int,
        language: str | None,
        audience: Audience,
    ) -> list[tuple[Row, bytes]]:
        """The passages of these articles, of each at most so many, in reading order.

        `value` is the cosine; with each come its sentences' vectors, `quantised`, empty where
        none were made yet.
        """
        found = self._connection.execute(
            f"SELECT {_COLUMNS}, cosine, coalesce(sentences, '') FROM ("  # noqa: S608 - constants only
            f"SELECT *, {self._cosine()} AS cosine, row_number() OVER"
            f" (PARTITION BY article_id ORDER BY {self._distance()}, id) AS place FROM kb_passage"
            f" WHERE {self._visible(language)} AND article_id = ANY(%(articles)s)"
            ") AS passage WHERE place <= %(most)s ORDER BY article_id, ordinal".encode(),
            {
                "vector": packed(vector),
                "articles": list(article_ids),
                "most": most,
                **self._reader(language, audience),
            },
            prepare=False,
        ).fetchall()
        return [(_row(*values[:-1]), bytes(values[-1])) for values in found]

    def without_sentences(self, most: int) -> list[tuple[int, str, Passage]]:
        """Number, title and passage of what was indexed before sentences had vectors."""
        found = self._connection.execute(
            "SELECT id, title, ordinal, heading, anchor, text FROM kb_passage"
            " WHERE recipe = %s AND sentences IS NULL ORDER BY id LIMIT %s",
            (self._recipe.stamp, most),
        ).fetchall()
        return [(int(row[0]), str(row[1]), Passage(*row[2:])) for row in found]

    def keep_sentences(self, passage_id: int, vectors: Vectors) -> None:
        """Give a passage the vectors of its sentences."""
        self._connection.execute(
            "UPDATE kb_passage SET sentences = %s WHERE id = %s", (quantised(vectors), passage_id)
        )

    def similarities(self, vector: Vectors, passage_ids: Sequence[int]) -> dict[int, float]:
        """The cosine of each of these passages."""
        found = self._connection.execute(
            f"SELECT id, {self._cosine()} FROM kb_passage"  # noqa: S608 - constants only
            " WHERE id = ANY(%(ids)s) AND recipe = %(recipe)s",
            {"vector": packed(vector), "ids": list(passage_ids), "recipe": self._recipe.stamp},
        )
        return {int(row[0]): float(row[1]) for row in found.fetchall()}

    def _make_graph(self) -> None:
        """The index of vectors of this length, before the first of them is stored."""
        if not self._has_graph:
            hnsw.make_graph(self._connection, self._recipe.dimension)
            self._has_graph = True

    def _distance(self) -> str:
        size = int(self._recipe.dimension)
        return f"(embedding::halfvec({size}) <=> %(vector)s::halfvec({size}))"

    def _cosine(self) -> str:
        return f"1 - {self._distance()}"

    def _visible(self, language: str | None) -> str:
        of_this_length = f"dimension = {self._recipe.dimension:d}"
        return f"{_READER} AND {hnsw.in_language(language)} AND {of_this_length}"

    def _reader(self, language: str | None, audience: Audience) -> dict[str, object]:
        return {"recipe": self._recipe.stamp, "language": language, "audience": audience.value}

    def _rows(self, query: str, values: dict[str, object]) -> list[Row]:
        # Planned for these very values: a plan for any language could use no graph of its own.
        found = self._connection.execute(query.encode(), values, prepare=False).fetchall()
        return [_row(*values) for values in found]

    def _number(self, query: LiteralString) -> int:
        found = self._connection.execute(query, {"recipe": self._recipe.stamp}).fetchone()
        return int(_first(found))


def _row(*values: Any) -> Row:
    number, article, title, url, heading, anchor, text, language, value, *exact = values
    place = (title, url or None, heading, anchor, text, language)
    return Row(number, article, *place, float(value), *map(float, exact))


def _first(row: Any) -> Any:
    return row[0]


def _clean(text: str) -> str:
    """Text that PostgreSQL can hold: no NUL, no half of a surrogate pair."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
