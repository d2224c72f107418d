"""The articles in order for each question: evidence, meaning and words combined as learned."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.ranking.features import FEATURES

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

# What each feature counts before there is anything to learn from, in the order of FEATURES.
START = np.array([1.0, 6.0, 6.0, 4.0, 2.0, 5.0])
# Evidence holds the passages already; weighed a second time they drown what was learned.
_LEARNED = np.array([1.0, 0.0, 0.0, 1.0, 1.0, 1.0])
# A code found letter for letter is what its reader looked for: never less than at the start.
_LEAST = np.array([-np.inf, -np.inf, -np.inf, -np.inf, -np.inf, START[5]])
# The features of an article that is about something else; it competes, so that the only article of
# a small help centre is not certain to be right. About the best wrong article of other topics.
NOTHING = np.array([np.log(0.1), 0.4, 0.35, 0.05, 0.4, 0.0])
# With fewer questions than this the defaults stand.
FEWEST = 50
# As many questions as it takes to move a weight as far as its feature's own spread suggests.
PRIOR_STRENGTH = 2.0


@dataclass(frozen=True)
class Ranking:
    """One row a question: columns of articles, best first."""

    order: NDArray[np.int64]
    probabilities: Floats
    """In the same order; what a row lacks to 1 is the chance that none is right."""
    first: Floats
    """The features of each question's first article."""


def rank(features: Floats, weights: Floats) -> Ranking:
    """Order the articles of each question; ties keep the order of the articles.

    `features` has the shape (questions, articles, features).
    """
    nothing = np.full((len(features), 1), NOTHING @ weights)
    chances = np.exp(_log_chances(np.hstack([features @ weights, nothing])))[:, :-1]
    order = np.argsort(-chances, axis=1, kind="stable")
    first = np.take_along_axis(features, order[:, :1, None], axis=1)[:, 0]
    return Ranking(order, np.take_along_axis(chances, order, axis=1), first)


def learn_weights(features: Floats, relevant: Truths, *, silent: Collection[str] = ()) -> Floats:
    """Weights under which the relevant articles of the learning questions come out on top.

    Conditional logistic regression (McFadden 1974; ListNet's top-one loss, Cao et al. 2007): the
    articles of a question compete for its probability, relevant ones share the target. A penalty
    of `PRIOR_STRENGTH` draws the weights to the defaults, which stand below 50 questions. `silent`
    features count nothing.
    """
    heard = np.array([name not in silent for name in FEATURES], dtype=np.float64)
    targets = relevant[relevant.any(axis=1)].astype(np.float64)
    if len(targets) < FEWEST:
        return np.asarray(START * heard)
    targets /= targets.sum(axis=1, keepdims=True)
    kept = _LEARNED * heard
    learned, start = features[relevant.any(axis=1)] * kept, START * kept

    def loss(weights: Floats) -> tuple[float, Floats]:
        chances = _log_chances(learned @ weights)
        away = weights - start
        gradient = np.einsum("qa,qas->s", np.exp(chances) - targets, learned, optimize=True)
        value = -(targets * chances).sum() + PRIOR_STRENGTH * (away @ away) / 2
        return float(value), gradient + PRIOR_STRENGTH * away

    # Its import takes half a second, which only learning has to wait for.
    from scipy.optimize import minimize

    bounds = [(least if on else None, None) for least, on in zip(_LEAST, kept, strict=True)]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(found.x, dtype=np.float64)


def _log_chances(scores: Floats) -> Floats:
    shifted = scores - scores.max(axis=1, keepdims=True)
    return np.asarray(
        shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)), dtype=np.float64
    )
