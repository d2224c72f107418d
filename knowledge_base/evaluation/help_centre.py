"""A help centre in memory, looked up as the search looks into its index, without a database."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge_base.answering.candidates import Candidate
from knowledge_base.answering.interaction import Interact, interacting
from knowledge_base.answering.model import Model
from knowledge_base.documents.chunking import passages_of
from knowledge_base.documents.folder import Document
from knowledge_base.embedding.embedder import Embedder, Vectors
from knowledge_base.index.indexing import embed
from knowledge_base.index.passages import Embedded
from knowledge_base.index.vectors import cosines, quantised
from knowledge_base.ranking.answered import Experience
from knowledge_base.ranking.calibration import TARGET_PRECISION, default_threshold
from knowledge_base.ranking.corpus import Corpus, asked_of, corpus_of
from knowledge_base.ranking.ranker import Ranker, TrainingSet, learn
from knowledge_base.search.lookup import OPENED, PASSAGES_OPENED
from knowledge_base.search.results import Hit, Results

Look = tuple[Sequence[Candidate], Interact]
"""Candidates, and what reads their sentences token by token."""


@dataclass(frozen=True)
class HelpCentre:
    """Articles, ranked without experience; an article's number is its place among them.

    >>> HelpCentre.of(documents, embedder).results("how long do refunds take?").hits[0].title
    'Refunds'
    """

    documents: Sequence[Document]
    passages: Sequence[Sequence[Embedded]]
    """Those of each article, in reading order."""
    embedder: Embedder
    corpus: Corpus
    ranker: Ranker

    @classmethod
    def of(cls, documents: Sequence[Document], embedder: Embedder) -> "HelpCentre":
        """Cut, embed and rank them as a desk does that nobody has asked anything yet."""
        passages = [
            embed(embedder, [(document.title, passage) for passage in passages_of(document)])
            for document in documents
        ]
        corpus = corpus_of(documents, embedder)
        ranker = learn(corpus, TrainingSet.of(Experience([]), corpus, embedder))
        return cls(documents, passages, embedder, corpus, ranker)

    def results(self, question: str, *, target: float = TARGET_PRECISION) -> Results:
        """What is found and said, by Heed's own weights; `target` as in KnowledgeBase."""
        return results_of(question, self.look(question), Model.shipped(), target=target)

    def look(self, question: str) -> Look:
        """The candidates, and what reads their sentences."""
        found = self.candidates(question)
        return found, interacting(question, found, self.embedder)

    def candidates(self, question: str) -> list[Candidate]:
        """What the answer is looked for in: the nearest passages of the first articles."""
        asked = asked_of([question], np.array([np.nan]), self.embedder)
        ranked = self.ranker.rank(asked, self.corpus.codes_in(asked))
        vector = asked.vectors[0].astype(np.float32)
        return [
            self._candidate(int(article), passage, vector, float(chance))
            for article, chance in zip(
                ranked.order[0, :OPENED], ranked.probabilities[0, :OPENED], strict=True
            )
            for passage in _nearest(self.passages[article], vector)
        ]

    def _candidate(
        self, article: int, embedded: Embedded, vector: Vectors, chance: float
    ) -> Candidate:
        document, passage = self.documents[article], embedded.passage
        return Candidate(
            article,
            document.title,
            document.url,
            passage.heading,
            passage.anchor,
            passage.text,
            document.language,
            similarity=float(embedded.vector @ vector),
            chance=chance,
            meanings=cosines(vector, quantised(embedded.sentences)),
        )


def results_of(
    question: str,
    look: Look,
    model: Model,
    *,
    target: float = TARGET_PRECISION,
) -> Results:
    """What the search would return for candidates, best articles first."""
    candidates, interact = look
    best: dict[int, Candidate] = {}
    for candidate in sorted(candidates, key=lambda found: -found.similarity):
        best.setdefault(candidate.article_id, candidate)
    hits = [_hit(found) for found in sorted(best.values(), key=lambda found: -found.chance)]
    spoken = model.speak(question, candidates, interact)
    return Results(hits, spoken=spoken, spoken_threshold=default_threshold(target))


def _nearest(passages: Sequence[Embedded], vector: Vectors) -> list[Embedded]:
    """In reading order."""
    near = sorted(passages, key=lambda embedded: -float(embedded.vector @ vector))
    return sorted(near[:PASSAGES_OPENED], key=lambda embedded: embedded.passage.ordinal)


def _hit(found: Candidate) -> Hit:
    place = (found.article_id, found.title, found.url, found.heading, found.anchor, found.text)
    return Hit(*place, score=found.chance, similarity=found.similarity, language=found.language)
