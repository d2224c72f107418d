"""KnowledgeBase: put articles in, take them out, find the passages that fit a question."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from psycopg import Connection

from knowledge_base import candidates, certainty, ranking
from knowledge_base.candidates import Candidates, Found
from knowledge_base.certainty import TARGET_PRECISION
from knowledge_base.chunking import Passage, passages_of
from knowledge_base.corpus import Asked
from knowledge_base.documents import Document
from knowledge_base.embedder import Embedder, Vectors
from knowledge_base.experience import Experience, days_of
from knowledge_base.learning import learn_from_index
from knowledge_base.ranker import Ranker
from knowledge_base.rankings import Rankings
from knowledge_base.store import PassageStore, Row

# How many passages each of the two searches offers; an article rarely has more than ten.
CANDIDATES = 60
# What all of a query's rare words in a passage are worth in cosine, where an article's passages
# compete to be shown; and what an exact code is.
_KEYWORD_WEIGHT = 0.25
_CODE_WEIGHT = 0.35
# Articles that are looked up to be shown; some of them may be hidden from this reader.
_SPARE = 20
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
    """The ranking's own probability that this article is the one, 0 to 1."""
    similarity: float
    """The cosine between question and passage, -1 to 1."""
    keywords: float = 0.0
    """The share of the question's rare words that the passage holds, 0 to 1."""


@dataclass(frozen=True)
class Results:
    """What a question found, best first, and how sure that the first is right."""

    hits: list[Hit] = field(default_factory=list)
    certainty: float = 0.0
    """A calibrated probability; see `knowledge_base.certainty`."""
    threshold: float = 1.0
    """The certainty from which on the first hit is the answer."""


Progress = Callable[[int, int], None]


class KnowledgeBase:
    """The articles that can be found, over one database connection; it never commits.

    `target` is the share of given answers that should be right.

    >>> base = KnowledgeBase(connection, OnnxEmbedder(folder))
    >>> base.index(7, 1, Document("returns", "Return an item", "Send it back within 30 days."))
    >>> base.search("Can I send it back?")[0].article_id
    7
    """

    def __init__(
        self, connection: Connection[Any], embedder: Embedder, *, target: float = TARGET_PRECISION
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

    def learn(self, experience: Experience, learned_from: str) -> Ranker | None:
        """Rank from now on by what answered questions teach; articles are named by their number.

        `learned_from` describes what is learned from, for `learned_from` to give back. An article
        that is indexed later is found at once and ranked with the others after the next learning.
        An empty index teaches nothing, and what was learned before is forgotten.
        """
        if not self.count():
            self._rankings.forget()
            return None
        ranker = learn_from_index(self._connection, self._embedder, experience, target=self._target)
        self._rankings.keep(ranker, learned_from)
        return ranker

    def learned_from(self) -> str | None:
        """What the ranking in use was learned from; None before anything was learned."""
        return self._rankings.learned_from()

    def search(
        self,
        query: str,
        limit: int = 5,
        *,
        language: str | None = None,
        audience: str = "public",
    ) -> list[Hit]:
        """The hits of `look_up` alone."""
        return self.look_up(query, limit, language=language, audience=audience).hits

    def look_up(
        self,
        query: str,
        limit: int = 5,
        *,
        language: str | None = None,
        audience: str = "public",
        today: date | None = None,
    ) -> Results:
        """The articles that fit best, each with its best passage; an empty query finds nothing.

        `language=None` searches all languages. `audience` names the reader: everyone finds what
        is public, agents also what is for agents. `today` lets what was asked lately count more.
        """
        if not query.strip():
            return Results()
        vector = self._embedder.embed([query])[0]
        reader = _Reader(language, audience)
        found = self._found(query, vector, reader)
        ranker = self._rankings.newest()
        chosen = self._candidates(ranker, Asked([query], vector[None], days_of([today])), found)
        weights = ranker.weights if ranker else ranking.START
        best = _best_rows(found)
        first = chosen.ranked(weights)[0][: limit + _SPARE]
        best |= self._shown(vector, [number for number in first if number not in best], reader)
        # What is further down stays in the competition unseen: certainty was learned among all.
        visible = chosen.without(set(first) - set(best))
        order, ranked = visible.ranked(weights)
        if ranked is None or order[0] not in best:
            return Results()
        sure = ranker.certainty if ranker else certainty.unlearned(self._target)
        scores = dict(zip(order, ranked.probabilities[0].tolist(), strict=True))
        hits = [_hit(best[number], scores[number]) for number in order if number in best]
        return Results(hits[:limit], float(sure.of(ranked)[0]), sure.threshold)

    def _found(self, query: str, vector: Vectors, reader: "_Reader") -> list[Found]:
        """The passages that meaning or words bring in."""
        language, audience = reader.language, reader.audience
        near = self._store.nearest(vector, CANDIDATES, language=language, audience=audience)
        if not near:
            self._store.check_recipe()
        among = [row.id for row in near]
        worded = self._store.matching(
            query, CANDIDATES, language=language, audience=audience, among=among
        )
        seen = {row.id for row in near}
        missing = [row.id for row in worded if row.id not in seen]
        similarities = self._store.similarities(vector, missing) if missing else {}
        return candidates.judged(query, near, worded, similarities)

    def _candidates(self, ranker: Ranker | None, asked: Asked, found: list[Found]) -> Candidates:
        if ranker is None:
            return candidates.unlearned(found, set())
        known = candidates.learned(ranker, asked, found)
        return known.beside(candidates.unlearned(found, set(known.articles)))

    def _shown(self, vector: Vectors, articles: list[int], reader: "_Reader") -> dict[int, Found]:
        """The best passage of each of these articles that this reader may see."""
        if not articles:
            return {}
        rows = self._store.best_of_articles(
            vector, articles, language=reader.language, audience=reader.audience
        )
        return {row.article_id: Found(row, row.value, 0.0, 0.0) for row in rows}


@dataclass(frozen=True)
class _Reader:
    """Who reads, and in which language; None for all."""

    language: str | None
    audience: str


def _best_rows(found: Iterable[Found]) -> dict[int, Found]:
    """Of each article the passage to show."""
    best: dict[int, Found] = {}
    for hit in sorted(found, key=_fit, reverse=True):
        best.setdefault(hit.row.article_id, hit)
    return best


def _fit(hit: Found) -> float:
    return hit.similarity + _KEYWORD_WEIGHT * hit.words + _CODE_WEIGHT * hit.codes


def _hit(found: Found, score: float) -> Hit:
    row: Row = found.row
    place = (row.article_id, row.title, row.url, row.heading, row.anchor, row.text)
    return Hit(*place, score=score, similarity=found.similarity, keywords=found.words)


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
