"""Two systems asked the same questions: which is better, and whether that is more than chance."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge_base.evaluation.scoring import DEPTH, SEED, Outcome, figures_of
from knowledge_base.ranking.metrics import first_hits, hits, interval, reciprocal_ranks

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Comparison:
    """What two systems reached on the same questions, and how far the second is ahead."""

    questions: int
    before: dict[str, float | None]
    after: dict[str, float | None]
    differences: dict[str, float]
    """After less before: of the reciprocal rank (mrr@10) and of hit@1."""
    intervals: dict[str, tuple[float, float]]
    """The paired 95 % bootstrap interval of each difference."""

    @property
    def better(self) -> bool:
        """Is the second ahead in reciprocal rank by more than chance?"""
        return self.intervals[_DECIDING][0] > 0

    def as_json(self) -> dict[str, Any]:
        return {
            "questions": self.questions,
            "before": self.before,
            "after": self.after,
            "differences": self.differences,
            "intervals": {name: list(bounds) for name, bounds in self.intervals.items()},
            "better": self.better,
        }


_DECIDING = f"mrr@{DEPTH}"
_COMPARED: dict[str, Callable[[Numbers], Floats]] = {
    _DECIDING: lambda ranks: reciprocal_ranks(ranks, DEPTH),
    "hit@1": lambda ranks: hits(ranks, 1),
}


def compare(before: Outcome, after: Outcome, *, seed: int = SEED) -> Comparison:
    """Compare two outcomes of the same questions, question by question.

    The interval is of the mean difference with questions drawn anew (Efron 1979). Being paired
    it is far narrower than the two systems' own: most of the chance is in the questions.
    """
    ranks = [first_hits(outcome.gains) for outcome in (before, after)]
    gains = {name: figure(ranks[1]) - figure(ranks[0]) for name, figure in _COMPARED.items()}
    return Comparison(
        questions=len(before.certainty),
        before=_figures(before),
        after=_figures(after),
        differences={name: float(values.mean()) for name, values in gains.items()},
        intervals={name: _interval(values, seed) for name, values in gains.items()},
    )


def _figures(outcome: Outcome) -> dict[str, float | None]:
    everyone = np.arange(len(outcome.certainty))
    return {name: figure(everyone) for name, figure in figures_of(outcome).items()}


def _interval(values: Floats, seed: int) -> tuple[float, float]:
    found = interval(lambda drawn: float(values[drawn].mean()), len(values), seed=seed)
    return found or (0.0, 0.0)
