"""Figures of merit for rankings and for probabilities, as pure functions over arrays."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Truths = NDArray[np.bool_]

BINS = 10
SAMPLES = 1_000
CURVE_POINTS = 21


@dataclass(frozen=True)
class Point:
    """One point of a risk-coverage curve: answer whatever is at least this certain."""

    threshold: float
    coverage: float
    """The share of all questions that are answered."""
    risk: float
    """The share of the answered questions that are answered wrongly."""


def first_hits(gains: Floats) -> Numbers:
    """The rank, from 1, of the first relevant article in each row; 0 where there is none.

    `gains` has one row a question and one column a rank, best rank first; 0 is irrelevant.

    >>> first_hits(np.array([[0.0, 1.0], [0.0, 0.0]])).tolist()
    [2, 0]
    """
    relevant = gains > 0
    if not relevant.size:
        return np.zeros(len(gains), dtype=np.int64)
    return np.where(relevant.any(axis=1), relevant.argmax(axis=1) + 1, 0).astype(np.int64)


def hits(ranks: Numbers, k: int) -> Floats:
    """1 for each question with a relevant article among the first `k`, else 0."""
    return ((ranks > 0) & (ranks <= k)).astype(np.float64)


def reciprocal_ranks(ranks: Numbers, k: int) -> Floats:
    """1 / rank of the first relevant article where it is among the first `k`, else 0."""
    return hits(ranks, k) / np.maximum(ranks, 1)


def ndcg(gains: Floats, ideal: Floats, k: int) -> Floats:
    """Normalised discounted cumulative gain of each row (Järvelin and Kekäläinen 2002).

    The gain is the relevance itself, discounted by log2(1 + rank), as trec_eval counts it.
    `ideal` holds each question's relevances in falling order, whether they were found or not.
    """
    best = _discounted(ideal, k)
    return np.divide(_discounted(gains, k), best, out=np.zeros(len(gains)), where=best > 0)


def calibration_error(certainty: Floats, right: Truths, bins: int = BINS) -> float:
    """Expected calibration error: how far "70 % sure" is from right 70 times in 100.

    Equal-width bins of the certainty, each one's gap between mean certainty and share of right
    answers weighted by its size (Naeini, Cooper and Hauskrecht 2015). 0 is perfect.
    """
    if not len(certainty):
        return 0.0
    bin_of = np.minimum((certainty * bins).astype(np.int64), bins - 1)
    claimed = np.bincount(bin_of, weights=certainty, minlength=bins)
    found = np.bincount(bin_of, weights=right.astype(np.float64), minlength=bins)
    return float(np.abs(claimed - found).sum() / len(certainty))


def precision(answered: Truths, right: Truths) -> float | None:
    """The share of right ones among the answered; None where nothing is answered."""
    return float(right[answered].mean()) if answered.any() else None


def risk_coverage(certainty: Floats, right: Truths, points: int = CURVE_POINTS) -> list[Point]:
    """Risk against coverage, from the most certain questions to all (El-Yaniv and Wiener 2010)."""
    order = np.argsort(-certainty, kind="stable")
    found = np.cumsum(right[order])
    sizes = np.unique(np.linspace(0, len(order), points).round().astype(np.int64))
    return [
        Point(
            threshold=float(certainty[order[size - 1]]),
            coverage=float(size / len(order)),
            risk=float(1 - found[size - 1] / size),
        )
        for size in sizes
        if size > 0
    ]


def threshold_for(
    certainty: Floats, right: Truths, target: float, *, caution: float = 0.0
) -> float:
    """The lowest certainty from which on the answered ones are right at the target's rate.

    `caution` asks for that many standard errors more than the target, since the rate among
    questions seen is a guess at the rate among those to come. Above 1 where no threshold will do.
    """
    order = np.argsort(-certainty, kind="stable")
    sizes = np.arange(1, len(order) + 1)
    rates = np.cumsum(right[order]) / sizes
    enough = np.flatnonzero(rates - caution * np.sqrt(rates * (1 - rates) / sizes) >= target)
    return float(certainty[order[enough[-1]]]) if len(enough) else 1.01


def interval(
    figure: Callable[[Numbers], float | None], size: int, *, seed: int, samples: int = SAMPLES
) -> tuple[float, float] | None:
    """A 95 % percentile bootstrap interval (Efron 1979): `figure` of questions drawn anew.

    `figure` takes the indices drawn. Draws in which it is None are left out; None if all are.
    """
    random = np.random.default_rng(seed)
    drawn = (figure(random.integers(0, size, size)) for _ in range(samples))
    values: Sequence[float] = [value for value in drawn if value is not None]
    if not values:
        return None
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def _discounted(gains: Floats, k: int) -> Floats:
    width = min(k, gains.shape[1])
    discounts = 1 / np.log2(np.arange(2, width + 2))
    return np.asarray(gains[:, :width] @ discounts, dtype=np.float64)
