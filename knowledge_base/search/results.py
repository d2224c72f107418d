"""What a question found: the hits, best first, and how sure the first of them is."""

from dataclasses import dataclass, field

from knowledge_base.answering.model import Spoken


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
