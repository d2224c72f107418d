"""Whether the best passage is good enough to be the answer, a suggestion, or neither."""

from dataclasses import dataclass, field
from typing import Literal

from knowledge_base.documents.excerpts import LONGEST, excerpt
from knowledge_base.search.knowledge_base import Hit, Results

Outcome = Literal["answered", "suggested", "unknown"]


SUGGESTED = 0.15
"""The certainty from which on a choice of the nearest articles is worth a look."""
MOST_NEAREST = 3


@dataclass(frozen=True)
class Answer:
    """What to say to a question: an answer and its source, articles to look at, or nothing."""

    outcome: Outcome
    text: str
    hit: Hit | None
    nearest: list[Hit] = field(default_factory=list)
    confidence: float = 0.0


def answer(question: str, found: Results) -> Answer:
    """Judge what one search found.

    >>> answer("Can I send it back?", base.results("Can I send it back?")).outcome
    'answered'
    """
    if not question.strip() or not found.hits:
        return Answer("unknown", "", None)
    nearest, first = found.hits[:MOST_NEAREST], found.hits[0]
    if found.certainty >= found.threshold:
        return Answer("answered", _told(first), first, nearest, found.certainty)
    if found.certainty >= SUGGESTED:
        return Answer("suggested", "", None, nearest, found.certainty)
    return Answer("unknown", "", None, nearest, found.certainty)


def _told(hit: Hit) -> str:
    """The passage below its heading: "We do not accept" may stand there and nowhere else."""
    heading = hit.heading.rsplit(" > ", 1)[-1]
    if heading in ("", hit.title) or hit.text.startswith(heading):
        return excerpt(hit.text, LONGEST)
    return f"{heading}\n{excerpt(hit.text, max(1, LONGEST - len(heading) - 1))}"
