"""Whether the best sentences are good enough to be the answer, a choice, or neither."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from knowledge_base.answering.model import MOST_CHOICES
from knowledge_base.answering.spans import Span
from knowledge_base.documents.chunking import innermost
from knowledge_base.documents.excerpts import LONGEST, excerpt, heading_above
from knowledge_base.search.results import Hit, Results

Outcome = Literal["answered", "suggested", "unknown"]


SUGGESTED = 0.1
"""The certainty from which on a choice of the nearest is worth a look."""
NEAR = 0.05
"""The certainty below which nothing is near at all, and no article is named."""
LONGEST_CHOICE = 480
"""Characters of each of several; a little more than a span's own, for what is left out."""


@dataclass(frozen=True)
class Answer:
    """What to say to a question: an answer and its source, several to choose from, or nothing."""

    outcome: Outcome
    text: str
    hit: Hit | None
    nearest: list[Hit] = field(default_factory=list)
    confidence: float = 0.0
    beside: Hit | None = None
    """Another section of the same article, which the text says too."""
    disagree: bool = False
    """The two that are nearest contradict each other."""


def answer(question: str, found: Results) -> Answer:
    """Judge what one search found.

    >>> answer("Can I send it back?", base.results("Can I send it back?")).outcome
    'answered'
    """
    if not question.strip() or not found.hits:
        return Answer("unknown", "", None)
    spoken = found.spoken
    if found.disagreeing and spoken.certainty >= SUGGESTED:
        both = [_hit(span) for span in found.disagreeing]
        return Answer("suggested", choice(both), None, both, spoken.certainty, disagree=True)
    nearest = [_hit(span) for span in spoken.choice] or found.hits[:MOST_CHOICES]
    if spoken.answer and spoken.certainty >= found.spoken_threshold:
        hits = [_hit(span) for span in spoken.answer]
        text = "\n\n".join(_told(hit) for hit in hits)
        first, beside = hits[0], hits[1] if len(hits) > 1 else None
        return Answer("answered", text, first, nearest, spoken.certainty, beside)
    if found.experienced and found.certainty >= found.threshold:
        first = found.hits[0]
        return Answer("answered", _told(first), first, nearest, found.certainty)
    certainty = max(spoken.certainty, found.certainty if found.experienced else 0.0)
    if certainty >= SUGGESTED:
        return Answer("suggested", choice(nearest), None, nearest, certainty)
    near = nearest if max(certainty, found.certainty) >= NEAR else []
    return Answer("unknown", "", None, near, certainty)


def told(span: Span, certainty: float) -> Answer:
    """The span in full, as the answer."""
    hit = _hit(span)
    return Answer("answered", _told(hit), hit, [hit], certainty)


def names(hits: Sequence[Hit]) -> list[str]:
    """What each is called beside the others: its article's title, or its heading where two share
    one."""
    told = Counter(hit.title for hit in hits)
    return [
        hit.title if told[hit.title] == 1 or not hit.heading else innermost(hit.heading)
        for hit in hits
    ]


def choice(hits: Sequence[Hit], notes: Sequence[str] = ()) -> str:
    """What each says, below its name in bold and a note on it, if there are any."""
    told = [excerpt(hit.text, LONGEST_CHOICE) for hit in hits]
    if notes:
        told = [f"{note}\n{part}" for note, part in zip(notes, told, strict=True)]
    return "\n\n".join(f"**{name}**\n{part}" for name, part in zip(names(hits), told, strict=True))


def _hit(span: Span) -> Hit:
    """The article at these sentences."""
    found = span.candidate
    place = (found.article_id, found.title, found.url, found.heading, found.anchor, span.words)
    return Hit(*place, score=found.chance, similarity=found.similarity, language=found.language)


def _told(hit: Hit) -> str:
    """The passage below its heading."""
    heading = heading_above(hit.text, hit.heading, hit.title)
    if not heading:
        return excerpt(hit.text, LONGEST)
    return f"{heading}\n{excerpt(hit.text, max(1, LONGEST - len(heading) - 1))}"
