"""How good the answers are on labelled questions, with what is due to chance."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge_base.ranking import metrics
from knowledge_base.ranking.corpus import Asked, Corpus
from knowledge_base.ranking.ranker import Ranker, TrainingSet

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

DEPTH = 10
SEED = 20240601
CUTS = (1, 3, 5, 10)


@dataclass(frozen=True)
class Outcome:
    """What happened to each question, one row or entry each."""

    gains: Floats
    """The relevance of the articles at ranks 1 to 10."""
    ideal: Floats
    """The question's ten largest relevances in falling order."""
    certainty: Floats
    answered: NDArray[np.bool_]

    @property
    def right(self) -> NDArray[np.bool_]:
        return np.asarray(self.gains[:, 0] > 0)


def score(ranker: Ranker, corpus: Corpus, asked: Asked, relevance: Floats) -> Outcome:
    """Ask a ranker questions whose relevant articles are known.

    `relevance` has one row a question and one column an article of the ranker's corpus.
    """
    ranked = ranker.rank(asked, corpus.codes_in(asked))
    sure = ranker.sure(ranked)
    return Outcome(
        gains=_padded(np.take_along_axis(relevance, ranked.order[:, :DEPTH], axis=1)),
        ideal=_padded(-np.sort(-relevance, axis=1)[:, :DEPTH]),
        certainty=sure,
        answered=sure >= ranker.certainty.threshold,
    )


def cross_validate(
    corpus: Corpus,
    learn: Callable[[TrainingSet], Ranker],
    learned: TrainingSet,
    relevance: Floats,
    *,
    folds: int,
) -> Outcome:
    """Score every question with a ranker that learned from the other folds only.

    `learn` makes a ranker of the part it is given; `relevance` is as `score` has it.
    """
    shuffled = np.random.default_rng(SEED).permutation(len(learned.weights))
    parts, outcomes = np.array_split(shuffled, folds), []
    for number, part in enumerate(parts):
        rest = np.sort(np.concatenate([other for n, other in enumerate(parts) if n != number]))
        known = TrainingSet(learned.asked.take(rest), learned.targets[rest], learned.weights[rest])
        asked = learned.asked.take(part)
        outcomes.append(score(learn(known), corpus, asked, relevance[part]))
    return _in_order(outcomes, np.argsort(shuffled))


def report(outcome: Outcome, *, seed: int = SEED, languages: Sequence[str] = ()) -> dict[str, Any]:
    """Every figure with its 95 % bootstrap interval, and the risk-coverage curve.

    With several languages, one for each question, also the figures of each of them.
    """
    figures = figures_of(outcome)
    size = len(outcome.certainty)
    found: dict[str, Any] = {
        "questions": size,
        **{name: figure(np.arange(size)) for name, figure in figures.items()},
        "intervals": {
            name: metrics.interval(figure, size, seed=seed) for name, figure in figures.items()
        },
        "risk_coverage": [
            asdict(point) for point in metrics.risk_coverage(outcome.certainty, outcome.right)
        ],
    }
    if len(set(languages)) > 1:
        found["by_language"] = _by_language(figures, languages)
    return found


def _by_language(
    figures: dict[str, Callable[[Numbers], float | None]], languages: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """The figures of each language's questions, the most asked language first."""
    spoken = np.array(languages)
    found = {}
    for language, number in Counter(languages).most_common():
        asked = np.flatnonzero(spoken == language)
        found[language] = {
            "questions": number,
            **{name: figure(asked) for name, figure in figures.items()},
        }
    return found


def figures_of(outcome: Outcome) -> dict[str, Callable[[Numbers], float | None]]:
    """Each figure as a function of the questions to take, so that they can be drawn anew."""
    ranks = metrics.first_hits(outcome.gains)
    means = {f"hit@{k}": metrics.hits(ranks, k) for k in CUTS}
    means[f"mrr@{DEPTH}"] = metrics.reciprocal_ranks(ranks, DEPTH)
    means[f"ndcg@{DEPTH}"] = metrics.ndcg(outcome.gains, outcome.ideal, DEPTH)
    means["answered_share"] = outcome.answered.astype(np.float64)
    return {
        **{name: _mean_of(values) for name, values in means.items()},
        "answered_precision": lambda drawn: metrics.precision(
            outcome.answered[drawn], outcome.right[drawn]
        ),
        "calibration_error": lambda drawn: metrics.calibration_error(
            outcome.certainty[drawn], outcome.right[drawn]
        ),
    }


def _mean_of(values: Floats) -> Callable[[Numbers], float]:
    return lambda drawn: float(values[drawn].mean())


def _padded(values: Floats) -> Floats:
    """A help centre of three articles has no rank 4 to 10: nothing is found there."""
    return np.pad(values, ((0, 0), (0, DEPTH - values.shape[1])))


def _in_order(outcomes: Sequence[Outcome], order: Numbers) -> Outcome:
    return Outcome(
        gains=np.vstack([outcome.gains for outcome in outcomes])[order],
        ideal=np.vstack([outcome.ideal for outcome in outcomes])[order],
        certainty=np.concatenate([outcome.certainty for outcome in outcomes])[order],
        answered=np.concatenate([outcome.answered for outcome in outcomes])[order],
    )
