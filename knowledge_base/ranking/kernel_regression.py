"""Passages and answered questions as evidence in one: what each says about a new question."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import vstack

Floats = NDArray[np.float64]

# What was linked this many days away counts a third of what was linked the same day.
DAYS = 200.0


@dataclass(frozen=True)
class Rows:
    """Texts to compare: n unit vectors, n sparse rows of words, n days (not-a-number: timeless)."""

    vectors: Floats
    words: Any
    days: Floats

    def __len__(self) -> int:
        return len(self.vectors)


@dataclass(frozen=True)
class Mix:
    """How much shared words and nearness in time count beside meaning, which counts 1."""

    words: float = 0.2
    recency: float = 0.1


@dataclass(frozen=True)
class Evidence:
    """A solved system: how much each row of evidence speaks for each article."""

    rows: Rows
    mix: Mix
    coefficients: Floats
    """One row a row of evidence, one column an article; may be negative."""
    held_out: Floats
    """What the other rows say about each row: its scores as if it had never been there."""

    def scores(self, asked: Rows) -> Floats:
        """About 0 to 1 for each question (row) and article (column): how much speaks for it."""
        return np.asarray(kernel(asked, self.rows, self.mix) @ self.coefficients)


def solve(rows: Rows, targets: Floats, *, weights: Floats, mix: Mix) -> Evidence:
    """Weigh the evidence so that it explains its own targets, but for noise.

    Kernel ridge regression: the coefficients are (K + diag(1 / weights))^-1 targets. The
    leave-one-out prediction of row i has the closed form y_i - coefficients_i / G_ii, G the inverse
    (Rasmussen and Williams 2006, equation 5.12), so that a question never votes for itself at no
    further cost.

    Unlike counting the votes of near questions it sees which of them say the same thing, and
    needs no number of neighbours. Time grows with the cube of the rows, memory with the square.
    """
    inverse = np.linalg.inv(kernel(rows, rows, mix) + np.diag(1 / weights))
    coefficients = inverse @ targets
    held_out = targets - coefficients / np.diag(inverse)[:, None]
    return Evidence(rows, mix, coefficients, held_out)


def kernel(left: Rows, right: Rows, mix: Mix) -> Floats:
    """How alike each row of `left` is to each of `right`: a positive semidefinite kernel.

    Cubed, a cosine of .5 counts an eighth: near ones decide, and many far ones are still heard.
    """
    cosines = np.clip(left.vectors @ right.vectors.T, 0, 1)
    meaning = cosines * cosines * cosines
    if mix.words:
        meaning += mix.words * shared_words(left, right)
    if mix.recency:
        apart = np.abs(left.days[:, None] - right.days[None, :])
        meaning += mix.recency * np.nan_to_num(np.exp(-apart / DAYS), nan=0.0)
    return np.asarray(meaning)


def shared_words(left: Rows, right: Rows) -> Floats:
    """The cosine of the words of each row of `left` and each of `right`, 0 to 1."""
    # The few rows are turned around: turning the many for every question took most of its time.
    return np.asarray((right.words @ left.words.T).toarray().T)


def joined(questions: Rows, passages: Rows, shown: NDArray[np.int64]) -> Rows:
    """All questions, then those passages."""
    return Rows(
        np.vstack([questions.vectors, passages.vectors[shown]]),
        vstack([questions.words, passages.words[shown]]).tocsr(),
        np.concatenate([questions.days, passages.days[shown]]),
    )
