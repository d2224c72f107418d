"""Whether the best passage is good enough to be the answer, a suggestion, or neither."""

from dataclasses import dataclass, field
from typing import Literal

from knowledge_base.documents.excerpts import LONGEST, excerpt
from knowledge_base.search.knowledge_base import Hit, Results

Outcome = Literal["answered", "suggested", "unknown"]


@dataclass(frozen=True)
class AnswerRule:
    """When to answer, when to offer a choice, and how much to say."""

    answered: float | None = None
    """The certainty that makes an answer; None for what the search's own threshold says."""
    suggested: float = 0.15
    """The certainty from which on a choice of the nearest articles is worth a look."""
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


def answer(question: str, found: Results, rule: AnswerRule | None = None) -> Answer:
    """Judge what one search found.

    >>> answer("Can I send it back?", base.results("Can I send it back?")).outcome
    'answered'
    """
    rule = rule or AnswerRule()
    if not question.strip() or not found.hits:
        return Answer("unknown", "", None)
    nearest, first = found.hits[: rule.most_nearest], found.hits[0]
    enough = found.threshold if rule.answered is None else rule.answered
    if found.certainty >= enough:
        return Answer("answered", _told(first, rule.longest), first, nearest, found.certainty)
    if found.certainty >= rule.suggested:
        return Answer("suggested", "", None, nearest, found.certainty)
    return Answer("unknown", "", None, nearest, found.certainty)


def _told(hit: Hit, longest: int) -> str:
    """The passage below its heading: "We do not accept" may stand there and nowhere else."""
    heading = hit.heading.rsplit(" > ", 1)[-1]
    if heading in ("", hit.title) or hit.text.startswith(heading):
        return excerpt(hit.text, longest)
    return f"{heading}\n{excerpt(hit.text, max(1, longest - len(heading) - 1))}"
