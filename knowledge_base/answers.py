"""Whether the best passage is good enough to be the answer, a suggestion, or neither."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from knowledge_base.excerpts import LONGEST, excerpt
from knowledge_base.search import Hit

Outcome = Literal["answered", "suggested", "unknown"]


@dataclass(frozen=True)
class AnswerRule:
    """The weights that turn a search into a confidence, and what confidence is enough."""

    intercept: float = -7.0
    similarity: float = 10.0
    keywords: float = 3.0
    margin: float = 2.0
    answered: float = 0.5
    suggested: float = 0.2
    longest: int = LONGEST
    most_nearest: int = 3


@dataclass(frozen=True)
class Answer:
    """What to say to a question: an answer and its source, articles to look at, or nothing."""

    outcome: Outcome
    text: str
    hit: Hit | None
    nearest: list[Hit] = field(default_factory=list)
    confidence: float = 0.0


def answer(question: str, hits: Sequence[Hit], rule: AnswerRule | None = None) -> Answer:
    """Judge the hits of one search, best first.

    >>> answer("Can I send it back?", base.search("Can I send it back?")).outcome
    'answered'
    """
    rule = rule or AnswerRule()
    if not question.strip() or not hits:
        return Answer("unknown", "", None)
    sure = confidence(hits, rule)
    nearest = list(hits[: rule.most_nearest])
    if sure >= rule.answered:
        return Answer("answered", excerpt(hits[0].text, rule.longest), hits[0], nearest, sure)
    if sure >= rule.suggested:
        return Answer("suggested", "", None, nearest, sure)
    return Answer("unknown", "", None, nearest, sure)


def confidence(hits: Sequence[Hit], rule: AnswerRule) -> float:
    """How likely the first hit is right, 0 to 1: logistic in similarity, words and margin."""
    best = hits[0]
    second = hits[1].score if len(hits) > 1 else 0.0
    weight = (
        rule.intercept
        + rule.similarity * best.similarity
        + rule.keywords * best.keywords
        + rule.margin * min(best.score - second, 0.3)
    )
    return 1 / (1 + math.exp(-weight))
