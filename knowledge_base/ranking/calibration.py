"""How likely the first article is the right one, and how likely is enough to answer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.ranking.features import FEATURES
from knowledge_base.ranking.linear import Ranking
from knowledge_base.ranking.metrics import threshold_for

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

TARGET_PRECISION = 0.8
# A little above the target on the questions seen keeps it on those to come.
CAUTION = 0.25
# Before any question of its own a desk trusts these. Fitted with equal weight on the questions of
# three help centres without their history (Thunderbird's, a FAQ on COVID-19, the demo), and half
# as much on 597 sentences off their topics; docs/answers.md says what they do on each.
START = np.array([-0.2, 0.5, 0.5, 0.5, 0.45, 0.0])
# As many questions as it takes to trust the data as much as the start.
_PRIOR_STRENGTH = 10.0
# Below this a threshold for a precision cannot be told from luck.
FEWEST = 50
_NEAR = [FEATURES.index("passage"), FEATURES.index("evidence"), FEATURES.index("neighbour")]
_FURTHEST_AHEAD = 2.0


@dataclass(frozen=True)
class Certainty:
    """A calibrated probability and the threshold from which on an article is the answer."""

    weights: Floats
    threshold: float

    def of(self, ranked: Ranking) -> Floats:
        """One probability a question: that its first article is right."""
        return sigmoid(features_of(ranked) @ self.weights)


def learn(ranked: Ranking, right: Truths, *, target: float = TARGET_PRECISION) -> Certainty:
    """Fit the probability on held-out rankings and pick the threshold for the target precision.

    A logistic regression (Platt 1999) on the features of a ranking. It starts from what is known
    without any question of this desk and moves as far as the data says. With fewer than 50
    questions no threshold can be told from luck, and the default stands.
    """
    features = features_of(ranked)

    def loss(weights: Floats) -> tuple[float, Floats]:
        odds, away = features @ weights, weights - START
        gradient = features.T @ (sigmoid(odds) - right)
        value = (
            np.logaddexp(0, odds).sum() - odds[right].sum() + _PRIOR_STRENGTH * (away @ away) / 2
        )
        return float(value), gradient + _PRIOR_STRENGTH * away

    # Its import takes half a second, which only learning has to wait for.
    from scipy.optimize import minimize

    weights = np.asarray(minimize(loss, START, jac=True, method="BFGS").x, dtype=np.float64)
    guess = sigmoid(features @ weights)
    if len(right) < FEWEST:
        return Certainty(weights, default_threshold(target))
    return Certainty(weights, threshold_for(guess, right, target, caution=CAUTION))


def default_threshold(target: float) -> float:
    """The threshold of a desk without labelled questions; 0.6 for a target of 0.8.

    Sentences of six help centres, chosen by what the five others taught, are right 85 times of 100
    above it (docs/answers.md): no promise, so a desk's own questions replace it as soon as there
    are 50.
    """
    return min(0.95, max(0.3, 0.6 + 2 * (target - TARGET_PRECISION)))


def unlearned(target: float = TARGET_PRECISION) -> Certainty:
    """What holds before anything is learned."""
    return Certainty(START, default_threshold(target))


def features_of(ranked: Ranking) -> Floats:
    """One row a question: 1, the first article's odds, lead, passage, evidence and neighbour."""
    chances = ranked.probabilities
    first = np.clip(chances[:, 0], 1e-6, 1 - 1e-6)
    second = np.clip(chances[:, 1], 1e-6, 1) if chances.shape[1] > 1 else np.full_like(first, 1e-6)
    ahead = np.minimum(np.log(first / second), _FURTHEST_AHEAD)
    odds = np.log(first / (1 - first))
    return np.column_stack([np.ones_like(first), odds, ahead, ranked.first[:, _NEAR]])


def sigmoid(values: Floats) -> Floats:
    """Odds as logarithms made probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))), dtype=np.float64)
