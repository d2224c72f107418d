"""Questions with the fact asked for, and how often what is said holds it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge_base.evaluation.datasets import DatasetError, text_of
from knowledge_base.ranking import metrics
from knowledge_base.search.answers import answer
from knowledge_base.search.results import Results

Numbers = NDArray[np.int64]
Truths = NDArray[np.bool_]

QUESTIONS = Path(__file__).with_name("questions")
SEED = 20240601
_FEW = 3


@dataclass(frozen=True)
class Fact:
    """A question and what its answer must hold."""

    question: str
    pattern: re.Pattern[str]
    article: str = ""
    kind: str = ""

    def stands_in(self, words: str) -> bool:
        """Whether somebody who reads these words learns the fact."""
        return self.pattern.search(words) is not None


@dataclass(frozen=True)
class Outcome:
    """What happened to each question, one entry each."""

    said: Truths
    """The fact is in the words that are said: the answer, or the choice where none is sure."""
    answered: Truths
    """One answer was given, not a choice."""
    first: Truths
    """The fact is in the best span."""
    three: Truths
    """It is in one of the three best."""
    choice: Truths
    """It is in one of the short spans to choose from."""


def read_facts(path: Path) -> list[Fact]:
    """Facts of a tab-separated file: question, regular expression and, if known, article and kind.

    Raises DatasetError with the file and the line.

    >>> read_facts(QUESTIONS / "demo.tsv")[0].article
    'about-us/accessibility.md'
    """
    lines = enumerate(text_of(path).split("\n"), start=1)
    found = [_fact(line, f"{path}, line {number}") for number, line in lines if line.strip()]
    if not found:
        raise DatasetError(f"{path} holds no question.")
    return found


def _fact(line: str, place: str) -> Fact:
    question, *rest = (part.strip() for part in line.rstrip("\r").split("\t"))
    if not question or not rest or not rest[0]:
        raise DatasetError(f"{place} needs a question, a tab and the fact's regular expression.")
    if len(rest) > len(("pattern", "article", "kind")):
        raise DatasetError(f"{place} has {len(rest) + 1} columns; there are 4 at most.")
    try:
        pattern = re.compile(rest[0], re.IGNORECASE | re.DOTALL)
    except re.error as error:
        raise DatasetError(f"{place} has no valid regular expression: {error}.") from error
    return Fact(question, pattern, *rest[1:])


def measure(facts: Sequence[Fact], find: Callable[[str], Results]) -> dict[str, Any]:
    """The report on what is said to each question; `find` looks it up."""
    return report(outcome_of(facts, [find(fact.question) for fact in facts]))


def outcome_of(facts: Sequence[Fact], found: Sequence[Results]) -> Outcome:
    """Judge what each question found."""
    rows = [_judged(fact, one) for fact, one in zip(facts, found, strict=True)]
    columns = np.array(rows, dtype=np.bool_).reshape(-1, len(Outcome.__annotations__))
    return Outcome(*columns.T)


def _judged(fact: Fact, found: Results) -> tuple[bool, ...]:
    told = answer(fact.question, found)
    held = [fact.stands_in(span.text) for span in found.spoken.spans[:_FEW]]
    chosen = any(fact.stands_in(span.text) for span in found.spoken.choice)
    outright = told.outcome == "answered"
    return fact.stands_in(told.text), outright, any(held[:1]), any(held), chosen


def report(outcome: Outcome, *, seed: int = SEED) -> dict[str, Any]:
    """Every figure with its 95 % bootstrap interval."""
    figures = _figures_of(outcome)
    size = len(outcome.said)
    return {
        "questions": size,
        **{name: figure(np.arange(size)) for name, figure in figures.items()},
        "intervals": {
            name: metrics.interval(figure, size, seed=seed) for name, figure in figures.items()
        },
    }


def together(outcomes: Sequence[Outcome]) -> Outcome:
    """Those of several help centres as one."""
    names = Outcome.__annotations__
    return Outcome(*(np.concatenate([vars(one)[name] for one in outcomes]) for name in names))


def _figures_of(outcome: Outcome) -> dict[str, Callable[[Numbers], float | None]]:
    """Each figure as a function of the questions to take, so that they can be drawn anew."""
    shares = {
        "said": outcome.said,
        "answered": outcome.answered,
        "answered_lacking": outcome.answered & ~outcome.said,
        "first_span": outcome.first,
        "three_spans": outcome.three,
        "choice": outcome.choice,
    }
    return {
        **{name: _share_of(truths) for name, truths in shares.items()},
        "answered_precision": lambda drawn: metrics.precision(
            outcome.answered[drawn], outcome.said[drawn]
        ),
    }


def _share_of(truths: Truths) -> Callable[[Numbers], float]:
    return lambda drawn: float(truths[drawn].mean())
