"""What a question found: the hits, best first, and how sure the first of them is."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from knowledge_base.answering.disagreement import Embed, disagreement
from knowledge_base.answering.model import MOST_CHOICES, Spoken
from knowledge_base.answering.spans import Span

__all__ = ["Hit", "Results", "Spoken", "led_by_ranking"]

# So many times as likely as the next.
_BELIEVED = 2.0


@dataclass(frozen=True)
class Hit:
    """What of one article fits a question best: some sentences of a passage, or all of them."""

    article_id: int
    title: str
    url: str | None
    heading: str
    anchor: str
    text: str
    score: float
    """The ranking's own probability that this article is the one, 0 to 1."""
    similarity: float
    """The cosine between question and passage, -1 to 1."""
    keywords: float = 0.0
    """The share of the question's rare words that the passage holds, 0 to 1."""
    language: str = ""
    """By whose rules the passage's words are stemmed; without one they are not."""


@dataclass(frozen=True)
class Results:
    """What a question found, best first, and how sure that the first is right."""

    hits: list[Hit] = field(default_factory=list)
    certainty: float = 0.0
    """A calibrated probability; see `knowledge_base.ranking.calibration`."""
    threshold: float = 1.0
    """The certainty from which on the first hit is the answer."""
    experienced: bool = False
    """Was the threshold learned from this desk's own answered questions?"""
    spoken: Spoken = field(default_factory=Spoken)
    """The sentences that answer best, within the first articles."""
    spoken_threshold: float = 1.0
    """The certainty of these from which on they are the answer."""
    disagreeing: tuple[Span, Span] | None = None
    """The best of them and one of another article that contradicts it."""


def compared(question: str, found: Results, embed: Embed) -> Results:
    """With the two articles that contradict each other, if any do."""
    likely = [span for span in found.spoken.spans if span.chance]
    contrary = disagreement(question, likely, embed)
    return replace(found, disagreeing=contrary) if contrary else found


def led_by_ranking(spoken: Spoken, hits: Sequence[Hit]) -> Spoken:
    """A choice begins with an article that the ranking believes far more than the next.

    It may know from an answered question what no word of the article says.
    """
    if not hits:
        return spoken
    first, *others = hits
    next_best = max((hit.score for hit in others), default=0.0)
    leads = spoken.choice and spoken.choice[0].candidate.article_id == first.article_id
    if leads or first.score < _BELIEVED * next_best:
        return spoken
    told = (*spoken.choice, *spoken.spans)
    own = [span for span in told if span.candidate.article_id == first.article_id]
    rest = [span for span in spoken.choice if span.candidate.article_id != first.article_id]
    return replace(spoken, choice=[*own[:1], *rest][:MOST_CHOICES])
