"""Questions that were answered with an article: what the desk has learned so far."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Strength = Literal["accepted", "helpful", "linked"]
# An answer that its reader accepted says more than a link that nobody commented on.
WEIGHTS: Mapping[Strength, float] = {"accepted": 2.0, "helpful": 1.5, "linked": 1.0}
_RELEVANCE: Mapping[Strength, float] = {"accepted": 2.0, "helpful": 1.0, "linked": 1.0}


@dataclass(frozen=True)
class AnsweredQuestion:
    """One question with the articles that answered it and how strongly each is known to."""

    id: str
    text: str
    articles: Mapping[str, Strength]
    asked: date | None = None

    @property
    def weight(self) -> float:
        """How much the question counts as evidence: as much as its surest article."""
        return max((WEIGHTS[strength] for strength in self.articles.values()), default=0.0)


@dataclass(frozen=True)
class Experience:
    """Answered questions, in the order given; immutable, so forgetting makes a new one.

    >>> Experience([AnsweredQuestion("1", "Send it back?", {"returns": "linked"})]).texts
    ['Send it back?']
    """

    questions: Sequence[AnsweredQuestion] = ()

    @property
    def texts(self) -> list[str]:
        return [question.text for question in self.questions]

    @property
    def days(self) -> NDArray[np.float64]:
        """The day of each question as a number, not-a-number where it is unknown."""
        return days_of([question.asked for question in self.questions])

    @property
    def weights(self) -> NDArray[np.float64]:
        return np.array([question.weight for question in self.questions], dtype=np.float64)

    @property
    def article_slugs(self) -> set[str]:
        """The articles that answered anything."""
        return {slug for question in self.questions for slug in question.articles}

    def newest(self, most: int) -> "Experience":
        """At most so many questions, those of the latest days; the order stays."""
        return Experience([self.questions[number] for number in newest_of(self.days, most)])

    def without_article(self, slug: str) -> "Experience":
        """What remains when an article goes: a question that only it answered goes with it."""
        kept = []
        for question in self.questions:
            articles = {name: how for name, how in question.articles.items() if name != slug}
            if articles:
                kept.append(AnsweredQuestion(question.id, question.text, articles, question.asked))
        return Experience(kept)

    def without_questions(self, ids: Collection[str]) -> "Experience":
        """What remains when the data of the people who asked these questions is erased."""
        return Experience([question for question in self.questions if question.id not in ids])

    def targets(self, slugs: Sequence[str]) -> NDArray[np.float64]:
        """One row a question, one column an article; each row shares out 1 by strength.

        Articles that are not among the slugs are passed over.
        """
        shares = self._table(slugs, WEIGHTS)
        totals = shares.sum(axis=1, keepdims=True)
        return shares / np.where(totals > 0, totals, 1.0)

    def relevance(self, slugs: Sequence[str]) -> NDArray[np.float64]:
        """One row a question, one column an article: 2 accepted, 1 helpful or linked, else 0."""
        return self._table(slugs, _RELEVANCE)

    def _table(self, slugs: Sequence[str], worth: Mapping[Strength, float]) -> NDArray[np.float64]:
        columns = {slug: number for number, slug in enumerate(slugs)}
        found = np.zeros((len(self.questions), len(slugs)))
        for row, question in enumerate(self.questions):
            for slug, strength in question.articles.items():
                if slug in columns:
                    found[row, columns[slug]] = worth[strength]
        return found


def days_of(dates: Sequence[date | None]) -> NDArray[np.float64]:
    """Dates as numbers of days, not-a-number where there is none."""
    return np.array([day.toordinal() if day else np.nan for day in dates], dtype=np.float64)


def newest_of(days: NDArray[np.float64], most: int) -> NDArray[np.int64]:
    """The numbers of at most so many, those of the latest days; unknown days are the oldest."""
    age = -np.nan_to_num(days, nan=0.0)
    return np.sort(np.argsort(age, kind="stable")[:most])
