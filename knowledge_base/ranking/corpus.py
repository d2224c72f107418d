"""Articles and questions in memory: their passages, vectors and words, without a database."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.documents.chunking import passages_of
from knowledge_base.documents.folder import Document
from knowledge_base.embedding.embedder import Embedder
from knowledge_base.ranking.features import codes_held
from knowledge_base.ranking.kernel_regression import Rows
from knowledge_base.ranking.tfidf import Tfidf

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Corpus:
    """The passages of some articles; a title alone is its article's first passage.

    Many titles are questions, and a question is nearer to another than to its answer.
    """

    slugs: list[str]
    owners: Numbers
    """For each passage the number of its article in `slugs`, ascending."""
    ordinals: Numbers
    """For each passage its place in its article, 0 for the title."""
    texts: list[str]
    vectors: Floats

    def first(self, most: int) -> Numbers:
        """Numbers of at most so many passages, every article's opening before any second one."""
        order = np.argsort(self.ordinals, kind="stable")[:most]
        return np.sort(order)

    def codes_in(self, asked: "Asked") -> Floats:
        """The share of each question's codes that each article holds letter for letter."""
        return codes_held(asked.texts, self.texts, self.owners, articles=len(self.slugs))

    def rows(self, tfidf: Tfidf) -> Rows:
        """All passages as evidence; they are as true today as when they were written."""
        timeless = np.full(len(self.texts), np.nan)
        return Rows(self.vectors, tfidf.vectors(self.texts), timeless)


@dataclass(frozen=True)
class Asked:
    """Questions to answer or to learn from: their texts, vectors and days."""

    texts: list[str]
    vectors: Floats
    days: Floats

    def take(self, numbers: Numbers) -> "Asked":
        """Some of them, in the order of the numbers."""
        texts = [self.texts[number] for number in numbers]
        return Asked(texts, self.vectors[numbers], self.days[numbers])

    def rows(self, tfidf: Tfidf) -> Rows:
        return Rows(self.vectors, tfidf.vectors(self.texts), self.days)


def corpus_of(documents: Sequence[Document], embedder: Embedder) -> Corpus:
    """Cut and embed articles the way the search does."""
    passages = [
        (number, ordinal, text)
        for number, document in enumerate(documents)
        for ordinal, text in enumerate(_texts_of(document))
    ]
    texts = [text for _, _, text in passages]
    return Corpus(
        slugs=[document.slug for document in documents],
        owners=np.array([number for number, _, _ in passages], dtype=np.int64),
        ordinals=np.array([ordinal for _, ordinal, _ in passages], dtype=np.int64),
        texts=texts,
        vectors=embedder.embed(texts).astype(np.float64),
    )


def asked_of(texts: Sequence[str], days: Floats, embedder: Embedder) -> Asked:
    """Embed questions."""
    return Asked(list(texts), embedder.embed(texts).astype(np.float64), days)


def _texts_of(document: Document) -> list[str]:
    passages = passages_of(document)
    return [document.title, *(passage.for_embedding(document.title) for passage in passages)]
