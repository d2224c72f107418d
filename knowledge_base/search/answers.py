"""Whether the best sentences are good enough to be the answer, a choice, or neither."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from knowledge_base.answering.spans import Span
from knowledge_base.documents.excerpts import LONGEST, excerpt
from knowledge_base.search.results import Hit, Results

Outcome = Literal["answered", "suggested", "unknown"]


SUGGESTED = 0.15
"""The certainty from which on a choice of the nearest is worth a look."""
MOST_NEAREST = 3
# So many times as likely as the next.
_BELIEVED = 2.0
LONGEST_CHOICE = 320
"""Characters of each of several; a little more than a span's own, for what is left out."""


@dataclass(frozen=True)
class Answer:
    """What to say to a question: an answer and its source, several to choose from, or nothing."""

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
    spoken = found.spoken
    nearest = _nearest(found)
    if spoken.spans and spoken.certainty >= found.spoken_threshold:
        first = _hit(spoken.spans[0])
        return Answer("answered", _told(first), first, nearest, spoken.certainty)
    if found.experienced and found.certainty >= found.threshold:
        first = found.hits[0]
        return Answer("answered", _told(first), first, nearest, found.certainty)
    certainty = max(spoken.certainty, found.certainty if found.experienced else 0.0)
    if certainty >= SUGGESTED:
        return Answer("suggested", _choice(nearest), None, nearest, certainty)
    return Answer("unknown", "", None, nearest, certainty)


def _nearest(found: Results) -> list[Hit]:
    """What fits best, first of all an article that the ranking believes far more than the next.

    It may know from an answered question what no word of the article says.
    """
    first, choice = found.hits[0], [_hit(span) for span in found.spoken.choice]
    if not choice:
        return found.hits[:MOST_NEAREST]
    others = max((hit.score for hit in found.hits[1:]), default=0.0)
    if first.score < _BELIEVED * others or choice[0].article_id == first.article_id:
        return choice
    return [first, *(hit for hit in choice if hit.article_id != first.article_id)][:MOST_NEAREST]


def _hit(span: Span) -> Hit:
    """The article at these sentences."""
    found = span.candidate
    place = (found.article_id, found.title, found.url, found.heading, found.anchor, span.words)
    return Hit(*place, score=found.chance, similarity=found.similarity, language=found.language)


def _choice(hits: list[Hit]) -> str:
    """What each says, below its article's title in bold, or its heading where two share one."""
    told = Counter(hit.title for hit in hits)
    names = [
        hit.title if told[hit.title] == 1 or not hit.heading else hit.heading.rsplit(" > ", 1)[-1]
        for hit in hits
    ]
    parts = [excerpt(hit.text, LONGEST_CHOICE) for hit in hits]
    return "\n\n".join(f"**{name}**\n{part}" for name, part in zip(names, parts, strict=True))


def _told(hit: Hit) -> str:
    """The passage below its heading: "We do not accept" may stand there and nowhere else."""
    heading = hit.heading.rsplit(" > ", 1)[-1]
    if heading in ("", hit.title) or hit.text.startswith(heading):
        return excerpt(hit.text, LONGEST)
    return f"{heading}\n{excerpt(hit.text, max(1, LONGEST - len(heading) - 1))}"
