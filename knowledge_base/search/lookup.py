"""Looking a question up: what the index finds and what was learned, weighed against each other."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from knowledge_base.answering.candidates import Candidate
from knowledge_base.answering.interaction import interacting
from knowledge_base.answering.model import Model, Spoken
from knowledge_base.audience import Audience
from knowledge_base.documents.splitting import sentences_in
from knowledge_base.embedding.embedder import Embedder, Vectors
from knowledge_base.index.passages import PassageStore, Row
from knowledge_base.index.vectors import cosines
from knowledge_base.ranking import calibration, linear
from knowledge_base.ranking.corpus import Asked
from knowledge_base.ranking.ranker import Ranker
from knowledge_base.search import candidates
from knowledge_base.search.candidates import Candidates, Found
from knowledge_base.search.results import Hit, Results, led_by_ranking

# How many passages each of the two searches offers; an article rarely has more than ten.
CANDIDATES = 60
# What all of a query's rare words in a passage are worth in cosine, where an article's passages
# compete to be shown; and what an exact code is.
_KEYWORD_WEIGHT = 0.25
_CODE_WEIGHT = 0.35
# Articles in which the sentence that answers is looked for, and passages of each.
OPENED, PASSAGES_OPENED = 5, 8
Place = tuple[int, str]
"""An article's number and the anchor of one of its headings."""
# Articles beyond those asked for that are looked up: some may be hidden from this reader.
_SPARE = 20


@dataclass(frozen=True)
class Reader:
    """Who reads, and in which language; None for all."""

    language: str | None
    audience: Audience


@dataclass(frozen=True)
class Lookup:
    """One index with what was learned of it, if anything was; `target` as in KnowledgeBase."""

    store: PassageStore
    embedder: Embedder
    ranker: Ranker | None
    target: float

    def results(self, asked: Asked, vector: Vectors, reader: Reader, *, limit: int) -> Results:
        """The articles that fit the one question asked, as far as this reader may see them."""
        found = self._found(asked.texts[0], vector, reader)
        chosen = self._candidates(asked, found)
        weights = self.ranker.weights if self.ranker else linear.START
        best, reach = _best_rows(found), limit + _SPARE
        order, ranked = chosen.ranked(weights)
        # What is further down stays in the competition unseen: certainty was learned among all.
        while not best.keys() >= set(order[:limit]):
            unknown = [number for number in order[:reach] if number not in best]
            best |= self._shown(vector, unknown, reader)
            chosen = chosen.without(set(unknown) - set(best))
            order, ranked = chosen.ranked(weights)
            reach *= 2
        if ranked is None:
            return Results()
        sure = self.ranker.certainty if self.ranker else calibration.unlearned(self.target)
        scores = dict(zip(order, ranked.probabilities[0].tolist(), strict=True))
        hits = [_hit(best[number], scores[number]) for number in order if number in best]
        chances = {hit.article_id: hit.score for hit in hits[:OPENED]}
        spoken = led_by_ranking(self.within(asked.texts[0], vector, reader, chances), hits)
        return Results(
            [_at_its_best(hit, spoken) for hit in hits[:limit]],
            float(sure.of(ranked)[0]),
            sure.threshold,
            self.ranker is not None and len(self.ranker.known.questions) >= calibration.FEWEST,
            spoken,
            calibration.default_threshold(self.target),
        )

    def within(
        self,
        query: str,
        vector: Vectors,
        reader: Reader,
        chances: Mapping[int, float],
        shown: Container[Place] = (),
    ) -> Spoken:
        """The sentences that answer, within these articles; not at the places shown already."""
        opened = self.store.opened(
            vector,
            list(chances),
            most=PASSAGES_OPENED,
            language=reader.language,
            audience=reader.audience,
        )
        found = [
            _candidate(row, stored, vector, chances[row.article_id])
            for row, stored in opened
            if (row.article_id, row.anchor) not in shown
        ]
        model = Model.shipped()
        taught = self.ranker is not None and len(self.ranker.known.questions) > 0
        return (model.experienced() if taught else model).speak(
            query, found, interacting(query, found, self.embedder)
        )

    def _found(self, query: str, vector: Vectors, reader: Reader) -> list[Found]:
        """The passages that meaning or words bring in."""
        language, audience = reader.language, reader.audience
        near = self.store.nearest(vector, CANDIDATES, language=language, audience=audience)
        if not near:
            self.store.check_recipe()
        among = [row.id for row in near]
        worded = self.store.matching(
            query, CANDIDATES, language=language, audience=audience, among=among
        )
        seen = {row.id for row in near}
        missing = [row.id for row in worded if row.id not in seen]
        similarities = self.store.similarities(vector, missing) if missing else {}
        return candidates.judged(query, near, worded, similarities)

    def _candidates(self, asked: Asked, found: list[Found]) -> Candidates:
        if self.ranker is None:
            return candidates.unlearned(found, set())
        known = candidates.learned(self.ranker, asked, found)
        return known.beside(candidates.unlearned(found, set(known.articles)))

    def _shown(self, vector: Vectors, articles: list[int], reader: Reader) -> dict[int, Found]:
        """The best passage of each of these articles that this reader may see."""
        if not articles:
            return {}
        rows = self.store.best_of_articles(
            vector, articles, language=reader.language, audience=reader.audience
        )
        return {row.article_id: Found(row, row.value, 0.0, 0.0) for row in rows}


def _candidate(row: Row, stored: bytes, vector: Vectors, chance: float) -> Candidate:
    """A passage whose sentences have no vectors yet counts each as near as itself."""
    place = (row.article_id, row.title, row.url, row.heading, row.anchor, row.text, row.language)
    sentences = sentences_in(row.text)
    meanings = cosines(vector, stored)
    if len(meanings) != len(sentences):
        meanings = np.full(len(sentences), row.value, dtype=np.float32)
    return Candidate(*place, similarity=row.value, chance=chance, meanings=meanings)


def _at_its_best(hit: Hit, spoken: Spoken) -> Hit:
    """The hit at the sentences of its article that answer best, where it was looked into."""
    spans = (span for span in spoken.spans if span.candidate.article_id == hit.article_id)
    span = next(spans, None)
    if span is None:
        return hit
    place = span.candidate
    return replace(hit, heading=place.heading, anchor=place.anchor, text=span.words)


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
    fit = (score, found.similarity, found.words)
    return Hit(*place, *fit, language=row.language)
