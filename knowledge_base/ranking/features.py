"""Features: what speaks for each article as the answer to each question, one number a feature."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from knowledge_base.documents.identifiers import terms_of
from knowledge_base.ranking.kernel_regression import Rows, shared_words

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

Feature = Literal["evidence", "passage", "passages", "words", "neighbour", "codes"]
FEATURES: tuple[Feature, ...] = ("evidence", "passage", "passages", "words", "neighbour", "codes")
# Evidence near zero is noise around "nothing"; in logarithms it must not look like a difference.
_FLOOR = 0.02
# The article's passages that are weighed together beside its best one.
SEVERAL = 3
# Words; a longer message says more than the code in it.
_SHORT_QUERY = 12


@dataclass(frozen=True)
class Answers:
    """Which article answered which question: pairs of numbers in the order of the articles."""

    questions: Numbers
    articles: Numbers

    @classmethod
    def of(cls, targets: Floats) -> "Answers":
        """From a table with one row a question and one column an article."""
        articles, questions = np.nonzero(targets.T > 0)
        return cls(questions, articles)


@dataclass(frozen=True)
class Known:
    """All that features are read from: passages, answered questions, and what both say together."""

    articles: int
    owners: Numbers
    """The article of each passage, ascending: an article's passages stand together."""
    passages: Rows
    questions: Rows
    answers: Answers

    def features(self, asked: Rows, scores: Floats, codes: Floats, *, own: bool = False) -> Floats:
        """The shape (questions, articles, features).

        `scores` is the evidence and `codes` what `codes_held` finds. With `own` the questions
        asked are the known ones, and none is its own neighbour.
        """
        meaning = asked.vectors @ self.passages.vectors.T
        shared = shared_words(asked, self.passages)
        best = self._passages_of_articles
        features: dict[Feature, Floats] = {
            "evidence": log_evidence(scores),
            "passage": best.largest(meaning),
            "passages": best.mean_of_largest(meaning, SEVERAL),
            "words": best.largest(shared),
            "neighbour": self._neighbours(asked, own=own),
            "codes": codes,
        }
        return np.stack([features[name] for name in FEATURES], axis=2)

    def _neighbours(self, asked: Rows, *, own: bool) -> Floats:
        """How near the nearest question is that each article answered, as a cosine."""
        near = np.clip(asked.vectors @ self.questions.vectors.T, 0, 1)
        if own:
            np.fill_diagonal(near, 0)
        return self._answers_of_articles.largest(near[:, self.answers.questions])

    @cached_property
    def _passages_of_articles(self) -> "Segments":
        return Segments.of(self.owners, self.articles)

    @cached_property
    def _answers_of_articles(self) -> "Segments":
        return Segments.of(self.answers.articles, self.articles)


@dataclass(frozen=True)
class Segments:
    """Columns that belong together because they have one owner and stand side by side."""

    owners: Numbers
    starts: Numbers
    present: Numbers
    """The owners that have any column."""
    total: int

    @classmethod
    def of(cls, owners: Numbers, total: int) -> "Segments":
        """`owners` must ascend; there are `total` owners, with or without columns."""
        present, starts = np.unique(owners, return_index=True)
        return cls(owners, starts, present, total)

    def largest(self, values: Floats) -> Floats:
        """Per row and owner the largest value; 0 for an owner without any."""
        found = np.zeros((len(values), self.total))
        if len(self.starts):
            found[:, self.present] = np.maximum.reduceat(values, self.starts, axis=1)
        return found

    def mean_of_largest(self, values: Floats, many: int) -> Floats:
        """Per row and owner the mean of the `many` largest values, or of all if there are fewer."""
        sizes = np.bincount(self.owners, minlength=self.total)
        summed, rest = np.zeros((len(values), self.total)), values.copy()
        for turn in range(many):
            top = self.largest(rest)
            summed += np.where(sizes > turn, top, 0)
            self._strike_out(rest, top)
        return np.asarray(summed / np.clip(sizes, 1, many))

    def _strike_out(self, values: Floats, top: Floats) -> None:
        """Take one of each owner's largest values out of the running."""
        if not len(self.starts):
            return
        columns = np.arange(values.shape[1])
        place = np.where(values == top[:, self.owners], columns, values.shape[1])
        first = np.minimum.reduceat(place, self.starts, axis=1)
        rows, owners = np.nonzero(first < values.shape[1])
        values[rows, first[rows, owners]] = -np.inf


def log_evidence(scores: Floats) -> Floats:
    """Scores of evidence on the scale on which features add up."""
    return np.asarray(np.log(np.clip(scores, 0, 1) + _FLOOR), dtype=np.float64)


def focus_of(query: str) -> float:
    """How much of a message is about one of its words: 1 for a short one, less the longer."""
    return min(1.0, _SHORT_QUERY / max(1, len(query.split())))


def codes_held(
    queries: Sequence[str], texts: Sequence[str], owners: Numbers, *, articles: int
) -> Floats:
    """The share of each query's codes that each article holds letter for letter, 0 to 1.

    In a long message a code is one thing among many, so there it counts less.
    """
    held = np.zeros((len(queries), articles))
    lowered = [text.lower() for text in texts]
    for row, query in enumerate(queries):
        wanted = [code.lower() for code in terms_of(query).identifiers]
        for code in wanted:
            found = {int(owners[n]) for n, text in enumerate(lowered) if code in text}
            held[row, list(found)] += focus_of(query) / len(wanted)
    return held
