"""Ranker: learn from answered questions, then put articles in order and say how sure it is."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.embedding.embedder import Embedder
from knowledge_base.ranking import calibration, linear
from knowledge_base.ranking.answered import Experience, newest_of
from knowledge_base.ranking.calibration import TARGET_PRECISION, Certainty
from knowledge_base.ranking.corpus import Asked, Corpus, asked_of
from knowledge_base.ranking.features import Answers, Known
from knowledge_base.ranking.kernel_regression import Evidence, Mix, joined, solve
from knowledge_base.ranking.linear import Ranking
from knowledge_base.ranking.metrics import first_hits, reciprocal_ranks
from knowledge_base.ranking.tfidf import Tfidf

Floats = NDArray[np.float64]

PARTS = ("experience", "passages", "words", "recency", "neighbour", "codes")
# Solving takes time with the cube of this and about four matrices of its square in memory.
MOST_ROWS = 4_000
_MIXES = tuple(Mix(words, recency) for words in (0.0, 0.2) for recency in (0.0, 0.1))


@dataclass(frozen=True)
class TrainingSet:
    """Answered questions with what answered them, ready to learn from."""

    asked: Asked
    targets: Floats
    """One row a question, one column an article; a row shares out 1 among what answered it."""
    weights: Floats

    @classmethod
    def of(cls, experience: Experience, corpus: Corpus, embedder: Embedder) -> "TrainingSet":
        """All questions of the experience, embedded; those no article answered among them."""
        asked = asked_of(experience.texts, experience.days, embedder)
        return cls(asked, experience.targets(corpus.slugs), experience.weights)

    def newest(self, most: int) -> "TrainingSet":
        """At most so many, those of the latest days; the order stays."""
        return self.take(newest_of(self.asked.days, most))

    def answered(self) -> "TrainingSet":
        """Those that an article of the corpus answered."""
        return self.take(np.flatnonzero(self.targets.any(axis=1)))

    def take(self, numbers: NDArray[np.int64]) -> "TrainingSet":
        """Some of them, in the order of the numbers."""
        return TrainingSet(self.asked.take(numbers), self.targets[numbers], self.weights[numbers])


@dataclass(frozen=True)
class Ranker:
    """Ranks articles; everything it weighs was learned, by `learn`, from answered questions.

    >>> ranker = learn(corpus, learned)
    >>> ranker.slugs[ranker.rank(asked, codes).order[0, 0]]
    'returns'
    """

    slugs: list[str]
    known: Known
    evidence: Evidence
    tfidf: Tfidf
    weights: Floats
    certainty: Certainty

    def features(self, asked: Asked, codes: Floats) -> Floats:
        """What speaks for each article; `codes` is the share of each question's codes it holds."""
        rows = asked.rows(self.tfidf)
        return self.known.features(rows, self.evidence.scores(rows), codes)

    def rank(self, asked: Asked, codes: Floats) -> Ranking:
        """The articles for each question, best first, with the ranking's own probabilities."""
        return linear.rank(self.features(asked, codes), self.weights)

    def sure(self, ranked: Ranking) -> Floats:
        """The calibrated probability that the first article of each row is right."""
        return self.certainty.of(ranked)


def learn(
    corpus: Corpus,
    learned: TrainingSet,
    *,
    target: float = TARGET_PRECISION,
    without: Collection[str] = (),
    most_rows: int = MOST_ROWS,
) -> Ranker:
    """The ranker for these articles and all that was answered with them.

    Without answered questions it ranks by passages and words alone. `without` names PARTS to
    leave out, to see what each is worth.
    """
    share = 0 if "experience" in without else min(len(learned.weights), most_rows // 2)
    shown = corpus.first(0 if "passages" in without else most_rows - share)
    kept = learned.newest(most_rows - len(shown) if share else 0)
    tfidf = Tfidf.of(corpus.texts + kept.asked.texts)
    known = Known(
        articles=len(corpus.slugs),
        owners=corpus.owners,
        passages=corpus.rows(tfidf),
        questions=kept.asked.rows(tfidf),
        answers=Answers.of(kept.targets),
    )
    evidence = _best_evidence(known, kept, shown, without)
    own = evidence.held_out[: len(kept.weights)]
    features = known.features(known.questions, own, corpus.codes_in(kept.asked), own=True)
    relevant = kept.targets > 0
    weights = linear.learn_weights(features, relevant, silent=without)
    ranked = linear.rank(features, weights)
    right = np.take_along_axis(relevant, ranked.order[:, :1], axis=1)[:, 0]
    sure = calibration.learn(ranked, right, target=target)
    return Ranker(corpus.slugs, known, evidence, tfidf, weights, sure)


def _best_evidence(
    known: Known, learned: TrainingSet, shown: NDArray[np.int64], without: Collection[str]
) -> Evidence:
    """The mix whose held-out scores rank the learning questions best; the default without."""
    rows = joined(known.questions, known.passages, shown)
    owned = np.eye(known.articles)[known.owners[shown]]
    targets = np.vstack([learned.targets, owned])
    weights = np.concatenate([learned.weights, np.ones(len(shown))])
    mixes = [mix for mix in _MIXES if _allowed(mix, without)]
    if not len(learned.weights):
        mixes = mixes[:1]
    tried = [solve(rows, targets, weights=weights, mix=mix) for mix in mixes]
    return max(tried, key=lambda evidence: _reciprocal_rank(evidence, learned))


def _allowed(mix: Mix, without: Collection[str]) -> bool:
    return not ((mix.words and "words" in without) or (mix.recency and "recency" in without))


def _reciprocal_rank(evidence: Evidence, learned: TrainingSet) -> float:
    count = len(learned.weights)
    if not count:
        return 0.0
    order = np.argsort(-evidence.held_out[:count], axis=1, kind="stable")
    gains = np.take_along_axis(learned.targets, order, axis=1)
    return float(reciprocal_ranks(first_hits(gains), 10).mean())
