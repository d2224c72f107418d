"""KnowledgeBase: put articles in, take them out, find the passages that fit a question."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from psycopg import Connection

from knowledge_base.chunking import Passage, passages_of
from knowledge_base.documents import Document
from knowledge_base.embedder import Embedder
from knowledge_base.store import PassageStore, Row

# How many passages each of the two searches offers; an article rarely has more than ten.
CANDIDATES = 60
# What all of a query's rare words in one passage are worth, in cosine. Meaning stays in front.
KEYWORD_WEIGHT = 0.25
# An error code found letter for letter is what its reader looked for, whatever else is similar.
# In a long message it is one thing among many, so there it counts less.
CODE_WEIGHT = 0.35
SHORT_QUERY = 12
_BATCH_PASSAGES = 256


@dataclass(frozen=True)
class Hit:
    """The best passage of one article for a question."""

    article_id: int
    title: str
    url: str | None
    heading: str
    anchor: str
    text: str
    score: float
    """What it was ranked by: similarity and shared words together."""
    similarity: float
    """The cosine between question and passage, -1 to 1."""
    keywords: float = 0.0
    """The share of the question's rare words that the passage holds, 0 to 1."""


Progress = Callable[[int, int], None]


class KnowledgeBase:
    """The articles that can be found, over one database connection; it never commits.

    >>> base = KnowledgeBase(connection, OnnxEmbedder(folder))
    >>> base.index(7, 1, Document("returns", "Return an item", "Send it back within 30 days."))
    >>> base.search("Can I send it back?")[0].article_id
    7
    """

    def __init__(self, connection: Connection[Any], embedder: Embedder) -> None:
        self._embedder = embedder
        self._store = PassageStore(connection, embedder.recipe)

    def index(self, article_id: int, version: int, document: Document) -> None:
        """Make this version of an article the one that is found."""
        self.index_many([(article_id, version, document)])

    def index_many(
        self,
        articles: Iterable[tuple[int, int, Document]],
        progress: Progress = lambda done, total: None,
    ) -> None:
        """Index many articles, embedding passages of several at once; much faster than one by one.

        `progress(done, total)` is called after each batch, counting articles.
        """
        waiting = list(articles)
        done = 0
        for batch in _batches(waiting):
            texts = [
                passage.for_embedding(document.title)
                for (_, _, document), passages in batch
                for passage in passages
            ]
            vectors = self._embedder.embed(texts)
            start = 0
            for (article_id, version, document), passages in batch:
                end = start + len(passages)
                self._store.replace(
                    article_id,
                    version,
                    document,
                    passages=passages,
                    vectors=vectors[start:end],
                )
                start = end
            done += len(batch)
            progress(done, len(waiting))

    def remove(self, article_id: int) -> None:
        """Forget an article at once."""
        self._store.remove(article_id)

    def count(self) -> int:
        """How many passages can be found."""
        return self._store.count()

    def search(
        self,
        query: str,
        limit: int = 5,
        *,
        language: str | None = None,
        audience: str = "public",
    ) -> list[Hit]:
        """The articles that fit best, each with its best passage; an empty query finds nothing.

        `language=None` searches all languages. `audience` names the reader: everyone finds what
        is public, agents also what is for agents.
        """
        if not query.strip():
            return []
        vector = self._embedder.embed([query])[0]
        near = self._store.nearest(vector, CANDIDATES, language=language, audience=audience)
        if not near:
            self._store.check_recipe()
        worded = self._store.matching(query, CANDIDATES, language=language, audience=audience)
        similarity = {row.id: row.value for row in near}
        missing = [row.id for row in worded if row.id not in similarity]
        similarity |= self._store.similarities(vector, missing)
        focus = min(1.0, SHORT_QUERY / max(1, len(query.split())))
        shared = {row.id: (row.value, row.exact * focus) for row in worded}
        rows = {row.id: row for row in [*near, *worded]}.values()
        hits = [_hit(row, similarity[row.id], *shared.get(row.id, (0.0, 0.0))) for row in rows]
        return _best_of_each_article(hits)[:limit]


def _batches(
    articles: list[tuple[int, int, Document]],
) -> Iterable[list[tuple[tuple[int, int, Document], list[Passage]]]]:
    batch: list[tuple[tuple[int, int, Document], list[Passage]]] = []
    held = 0
    for article in articles:
        passages = passages_of(article[2])
        batch.append((article, passages))
        held += len(passages)
        if held >= _BATCH_PASSAGES:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _hit(row: Row, similarity: float, shared: float, exact: float) -> Hit:
    return Hit(
        article_id=row.article_id,
        title=row.title,
        url=row.url,
        heading=row.heading,
        anchor=row.anchor,
        text=row.text,
        score=similarity + KEYWORD_WEIGHT * shared + CODE_WEIGHT * exact,
        similarity=similarity,
        keywords=shared,
    )


def _best_of_each_article(hits: list[Hit]) -> list[Hit]:
    best: dict[int, Hit] = {}
    for hit in sorted(hits, key=lambda hit: -hit.score):
        best.setdefault(hit.article_id, hit)
    return list(best.values())
