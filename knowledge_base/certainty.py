"""How likely the first article is the right one, and how likely is enough to answer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.metrics import threshold_for

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

TARGET_PRECISION = 0.8
# A little above the target on the questions seen keeps it on those to come.
CAUTION = 0.25
# What is known before any question: the ranking's own probability, taken at its word.
_START = np.array([0.0, 1.0, 0.0])
# As many questions as it takes to trust the data as much as the start.
_STEADINESS = 10.0
# Below this a threshold for a precision cannot be told from luck.
FEWEST = 50
_STEPS = 30


@dataclass(frozen=True)
class Certainty:
    """A calibrated probability and the threshold from which on an article is the answer."""

    weights: Floats
    threshold: float

    def of(self, ranked: Floats) -> Floats:
        """One probability a question; `ranked` has the articles' probabilities, best first."""
        return _sigmoid(_signs(ranked) @ self.weights)


def learn(ranked: Floats, right: Truths, *, target: float = TARGET_PRECISION) -> Certainty:
    """Fit the probability on held-out rankings and pick the threshold for the target precision.

    A logistic regression (Platt 1999) on two signs of the ranking: the odds of the first article
    and how far it is ahead of the second. It starts from trusting the ranking and moves as far as
    the data says. With fewer than 50 questions the threshold is the target itself.

    `ranked` has one row a question: the articles' probabilities in falling order.
    """
    signs, weights = _signs(ranked), _START.copy()
    for _ in range(_STEPS):
        guess = _sigmoid(signs @ weights)
        slope = signs.T @ (guess - right) + _STEADINESS * (weights - _START)
        bend = (signs * (guess * (1 - guess))[:, None]).T @ signs
        step = np.linalg.solve(bend + _STEADINESS * np.eye(len(weights)), slope)
        weights = weights - step
        if np.abs(step).max() < 1e-8:
            break
    guess = _sigmoid(signs @ weights)
    enough = len(right) >= FEWEST
    threshold = threshold_for(guess, right, target, caution=CAUTION) if enough else target
    return Certainty(weights, threshold)


def _signs(ranked: Floats) -> Floats:
    first = np.clip(ranked[:, 0], 1e-6, 1 - 1e-6)
    second = np.clip(ranked[:, 1], 1e-6, 1.0) if ranked.shape[1] > 1 else np.full(len(first), 1e-6)
    ahead = np.minimum(np.log(first / second), 5.0)
    return np.stack([np.ones(len(first)), np.log(first / (1 - first)), ahead], axis=1)


def _sigmoid(values: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))), dtype=np.float64)
