"""Ranker: learn from answered questions, then put articles in order and say how sure it is."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base import certainty, ranking
from knowledge_base.certainty import TARGET_PRECISION, Certainty
from knowledge_base.corpus import Asked, Corpus
from knowledge_base.evidence import Evidence, Mix, Rows, likeness, solve
from knowledge_base.metrics import first_hits, reciprocal_ranks
from knowledge_base.ranking import Ranking, best_of
from knowledge_base.wording import Wording

Floats = NDArray[np.float64]

PARTS = ("experience", "passages", "words", "recency", "neighbour")
# Solving takes time with the cube of this and about four matrices of its square in memory.
MOST_ROWS = 6_000
_MIXES = tuple(Mix(words, recency) for words in (0.0, 0.2) for recency in (0.0, 0.1))


@dataclass(frozen=True)
class Learned:
    """Answered questions with what answered them, ready to learn from."""

    asked: Asked
    targets: Floats
    """One row a question, one column an article; a row shares out 1 among what answered it."""
    weights: Floats

    def newest(self, most: int) -> "Learned":
        """At most so many, those of the latest days; the order stays."""
        age = -np.nan_to_num(self.asked.days, nan=0.0)
        kept = np.sort(np.argsort(age, kind="stable")[:most])
        return Learned(self.asked.take(kept), self.targets[kept], self.weights[kept])


class Ranker:
    """Ranks the articles of a corpus; everything it weighs it learned from the answered questions.

    Without answered questions it ranks by passages and words alone. `without` names PARTS to
    leave out, to see what each is worth.

    >>> ranker = Ranker(corpus, learned)
    >>> corpus.slugs[ranker.rank(asked).order[0, 0]]
    'returns'
    """

    def __init__(
        self,
        corpus: Corpus,
        learned: Learned,
        *,
        target: float = TARGET_PRECISION,
        without: Collection[str] = (),
        most_rows: int = MOST_ROWS,
    ) -> None:
        self._corpus = corpus
        self._without = set(without)
        share = 0 if "experience" in self._without else min(len(learned.weights), most_rows // 2)
        shown = corpus.first(0 if "passages" in self._without else most_rows - share)
        self._learned = learned.newest(most_rows - len(shown) if share else 0)
        self._wording = Wording(corpus.texts + self._learned.asked.texts)
        self._passages = corpus.rows(self._wording)
        self._questions = self._learned.asked.rows(self._wording)
        self._evidence = self._best_evidence(shown)
        signs = self._signs(self._questions, self._own_evidence(), own=True)
        relevant = self._learned.targets > 0
        self.weights = ranking.learn_weights(signs, relevant)
        ranked = ranking.rank(signs, self.weights)
        right = np.take_along_axis(relevant, ranked.order[:, :1], axis=1)[:, 0]
        self.certainty: Certainty = certainty.learn(ranked.probabilities, right, target=target)

    def rank(self, asked: Asked) -> Ranking:
        """The articles for each question, best first, with the ranking's own probabilities."""
        rows = asked.rows(self._wording)
        return ranking.rank(self._signs(rows, self._evidence.scores(rows)), self.weights)

    def sure(self, ranked: Ranking) -> Floats:
        """The calibrated probability that the first article of each row is right."""
        return self.certainty.of(ranked.probabilities)

    def _best_evidence(self, shown: NDArray[np.int64]) -> Evidence:
        """The mix whose held-out scores rank the learning questions best; the default without."""
        rows = _joined(self._questions, self._passages, shown)
        owned = np.eye(len(self._corpus.slugs))[self._corpus.owners[shown]]
        targets = np.vstack([self._learned.targets, owned])
        weights = np.concatenate([self._learned.weights, np.ones(len(shown))])
        mixes = [mix for mix in _MIXES if self._allowed(mix)]
        if not len(self._learned.weights):
            mixes = mixes[:1]
        tried = [solve(rows, targets, weights=weights, mix=mix) for mix in mixes]
        return max(tried, key=self._reciprocal_rank)

    def _allowed(self, mix: Mix) -> bool:
        return not (
            (mix.words and "words" in self._without) or (mix.recency and "recency" in self._without)
        )

    def _reciprocal_rank(self, evidence: Evidence) -> float:
        count = len(self._learned.weights)
        if not count:
            return 0.0
        order = np.argsort(-evidence.held_out[:count], axis=1, kind="stable")
        gains = np.take_along_axis(self._learned.targets, order, axis=1)
        return float(reciprocal_ranks(first_hits(gains), 10).mean())

    def _own_evidence(self) -> Floats:
        return self._evidence.held_out[: len(self._learned.weights)]

    def _signs(self, rows: Rows, scores: Floats, *, own: bool = False) -> Floats:
        """The shape (questions, articles, signs); `own` keeps a question from being its own."""
        articles = len(self._corpus.slugs)
        meaning = rows.vectors @ self._passages.vectors.T
        shared = (rows.words @ self._passages.words.T).toarray()
        owners = self._corpus.owners
        signs = [
            ranking.log_evidence(scores),
            best_of(meaning, owners, articles=articles),
            best_of(meaning, owners, articles=articles, many=3),
            best_of(shared, owners, articles=articles),
            self._neighbours(rows, own=own),
        ]
        if "words" in self._without:
            signs[3] = np.zeros_like(scores)
        return np.stack(signs, axis=2)

    def _neighbours(self, rows: Rows, *, own: bool) -> Floats:
        """How near the nearest question is that each article answered."""
        nearest = np.zeros((len(rows), len(self._corpus.slugs)))
        if "neighbour" in self._without:
            return nearest
        near = likeness(rows, self._questions, Mix(0, 0)) ** (1 / 3)
        if own:
            np.fill_diagonal(near, 0)
        for article in np.flatnonzero(self._learned.targets.any(axis=0)):
            nearest[:, article] = near[:, self._learned.targets[:, article] > 0].max(axis=1)
        return nearest


def _joined(questions: Rows, passages: Rows, shown: NDArray[np.int64]) -> Rows:
    from scipy.sparse import vstack

    return Rows(
        np.vstack([questions.vectors, passages.vectors[shown]]),
        vstack([questions.words, passages.words[shown]]).tocsr(),
        np.concatenate([questions.days, passages.days[shown]]),
    )
