"""The articles in order for each question: evidence, meaning and words combined as learned."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

# The signs: log evidence, best passage, best three passages, shared words, nearest answered
# question; and what each of them counts before there is anything to learn from.
START = np.array([1.0, 6.0, 6.0, 2.0, 0.0])
# Evidence holds the passages already; weighed a second time they drown what was learned.
_LEARNED = np.array([1.0, 0.0, 0.0, 1.0, 1.0])
# With fewer questions than this the defaults stand.
FEWEST = 50
# As many questions as it takes to move a weight as far as its sign's own spread suggests.
STEADINESS = 10.0
# Evidence near zero is noise around "nothing"; in logarithms it must not look like a difference.
_FLOOR = 0.02


@dataclass(frozen=True)
class Ranking:
    """One row a question: columns of articles, best first, and their probabilities."""

    order: NDArray[np.int64]
    probabilities: Floats


def rank(signs: Floats, weights: Floats) -> Ranking:
    """Order the articles of each question; ties keep the order of the articles.

    `signs` has the shape (questions, articles, 5); a row of probabilities adds up to 1.
    """
    chances = np.exp(_log_chances(signs @ weights))
    order = np.argsort(-chances, axis=1, kind="stable")
    return Ranking(order, np.take_along_axis(chances, order, axis=1))


def learn_weights(signs: Floats, relevant: Truths) -> Floats:
    """Weights under which the relevant articles of the learning questions come out on top.

    Conditional logistic regression (McFadden 1974; ListNet's top-one loss, Cao et al. 2007): the
    articles of a question compete for its probability, relevant ones share the target. A penalty
    of `STEADINESS` draws the weights to the defaults, which stand below 50 questions.
    """
    targets = relevant[relevant.any(axis=1)].astype(np.float64)
    if len(targets) < FEWEST:
        return START
    targets /= targets.sum(axis=1, keepdims=True)
    learned, start = signs[relevant.any(axis=1)] * _LEARNED, START * _LEARNED

    def loss(weights: Floats) -> tuple[float, Floats]:
        chances = _log_chances(learned @ weights)
        away = weights - start
        slope = np.einsum("qa,qas->s", np.exp(chances) - targets, learned, optimize=True)
        value = -(targets * chances).sum() + STEADINESS * (away @ away) / 2
        return float(value), slope + STEADINESS * away

    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x, dtype=np.float64)


def log_evidence(scores: Floats) -> Floats:
    """Scores of evidence on the scale on which signs add up."""
    return np.asarray(np.log(np.clip(scores, 0, 1) + _FLOOR), dtype=np.float64)


def best_of(values: Floats, owners: NDArray[np.int64], *, articles: int, many: int = 1) -> Floats:
    """Per row and article the mean of its `many` largest values; 0 for articles without any.

    `values` has one column a passage, `owners` says which article each passage belongs to.
    """
    found = np.zeros((len(values), articles))
    for article in np.unique(owners):
        mine = values[:, owners == article]
        if many < mine.shape[1]:
            mine = np.partition(mine, mine.shape[1] - many, axis=1)[:, -many:]
        found[:, article] = mine.mean(axis=1)
    return found


def _log_chances(scores: Floats) -> Floats:
    shifted = scores - scores.max(axis=1, keepdims=True)
    return np.asarray(
        shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)), dtype=np.float64
    )
