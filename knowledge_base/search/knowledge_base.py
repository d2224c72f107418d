"""KnowledgeBase: put articles in, take them out, find the passages that fit a question."""

from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import Any

from psycopg import Connection

from knowledge_base.audience import Audience
from knowledge_base.documents.folder import Document
from knowledge_base.embedding.embedder import Embedder
from knowledge_base.index import indexing
from knowledge_base.index.passages import PassageStore
from knowledge_base.ranking import calibration
from knowledge_base.ranking.answered import Experience, days_of
from knowledge_base.ranking.corpus import Asked
from knowledge_base.ranking.ranker import Ranker
from knowledge_base.search import learning
from knowledge_base.search.lookup import Lookup, Place, Reader
from knowledge_base.search.results import Hit, Results, Spoken, compared
from knowledge_base.search.saved_rankers import Rankings
from knowledge_base.search.spelling import corrected

__all__ = ["Hit", "KnowledgeBase", "Place", "Results"]


class KnowledgeBase:
    """The articles that can be found, over one database connection; it never commits.

    `target` is the share of given answers that should be right.

    >>> base = KnowledgeBase(connection, OnnxEmbedder(folder))
    >>> base.index(7, 1, Document("returns", "Return an item", "Send it back within 30 days."))
    >>> base.search("Can I send it back?")[0].article_id
    7
    """

    def __init__(
        self,
        connection: Connection[Any],
        embedder: Embedder,
        *,
        target: float = calibration.TARGET_PRECISION,
    ) -> None:
        self._connection = connection
        self._embedder = embedder
        self._target = target
        self._store = PassageStore(connection, embedder.recipe)
        self._rankings = Rankings(connection, embedder.recipe.stamp)

    def index(self, article_id: int, version: int, document: Document) -> None:
        """Make this version of an article the one that is found."""
        self.index_many([(article_id, version, document)])

    def index_many(
        self,
        articles: Iterable[tuple[int, int, Document]],
        progress: indexing.Progress = lambda done, total: None,
    ) -> None:
        """Index many articles, embedding passages of several at once; much faster than one by one.

        `progress(done, total)` is called after each batch, counting articles.
        """
        indexing.index_many(self._store, self._embedder, articles, progress)

    def complete(self) -> int:
        """Embed the sentences of some passages indexed before they were; how many passages."""
        return indexing.complete(self._store, self._embedder)

    def remove(self, article_id: int) -> None:
        """Forget an article at once."""
        self._store.remove(article_id)

    def count(self) -> int:
        """How many passages can be found."""
        return self._store.count()

    def learn(self, experience: Experience, learned_from: str) -> Ranker | None:
        """Rank from now on by what answered questions teach; articles are named by their number.

        `learned_from` describes what is learned from, for `learned_from` to give back. An article
        that is indexed later is found at once and ranked with the others after the next learning.
        An empty index teaches nothing, and what was learned before is forgotten.
        """
        if not self.count():
            self._rankings.forget()
            return None
        ranker = learning.learn_from_index(
            self._connection, self._embedder, experience, target=self._target
        )
        self._rankings.keep(ranker, learned_from)
        return ranker

    def forget_others(self) -> None:
        """Forget what other models learned; the next `learn` replaces what this one did."""
        self._rankings.forget_others()

    def learned_from(self) -> str | None:
        """What the ranking in use was learned from; None before anything was learned."""
        return self._rankings.learned_from()

    def search(
        self,
        query: str,
        limit: int = 5,
        *,
        language: str | None = None,
        audience: Audience = Audience.PUBLIC,
    ) -> list[Hit]:
        """The hits of `results` alone."""
        return self.results(query, limit, language=language, audience=audience).hits

    def results(
        self,
        query: str,
        limit: int = 5,
        *,
        language: str | None = None,
        audience: Audience = Audience.PUBLIC,
        today: date | None = None,
    ) -> Results:
        """The articles that fit best, each with its best passage; an empty query finds nothing.

        `language=None` searches all languages. `audience` names the reader: everyone finds what
        is public, agents also what is for agents. `today` lets what was asked lately count more.
        """
        if not query.strip():
            return Results()
        lookup, query = self._lookup(query)
        vector = self._embedder.embed([query])[0]
        asked = Asked([query], vector[None], days_of([today]))
        found = lookup.results(asked, vector, Reader(language, audience), limit=limit)
        return compared(query, found, self._embedder.embed)

    def within(
        self,
        query: str,
        chances: Mapping[int, float],
        *,
        shown: Container[Place] = (),
        audience: Audience = Audience.PUBLIC,
    ) -> Spoken:
        """What answers in these articles alone, each with its probability to be the right one.

        Articles that this reader cannot find, and places in them shown already, are left out.
        """
        if not query.strip():
            return Spoken()
        lookup, query = self._lookup(query)
        vector = self._embedder.embed([query])[0]
        return lookup.within(query, vector, Reader(None, audience), chances, shown)

    def _lookup(self, query: str) -> tuple[Lookup, str]:
        """Where to look, and for what in the words of the articles."""
        ranker = self._rankings.newest()
        if ranker is not None:
            query = corrected(query, ranker.tfidf, self._embedder.knows)
        return Lookup(self._store, self._embedder, ranker, self._target), query
