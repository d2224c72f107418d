"""Deciding whether a turn needs what was said before, and what of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import numpy as np

from knowledge_base.embedding.embedder import Embedder
from knowledge_base.following.features import Features, phrase_features, said, turn_features
from knowledge_base.following.phrases import phrases_of

T = TypeVar("T")

WEIGHTS = Path(__file__).with_name("weights.json")
NEEDED = 0.2
"""The probability from which on a turn is read with the earlier ones.

A whole question that is searched twice costs less than a follow-up that is not understood.
"""
SAYS_NOTHING = 0.5
"""The same for a turn with nothing before it, which is answered with a choice at most from there.

A whole question that is not answered outright costs more than a bare one that is.
"""
MOST_EARLIER = 8
# A longer turn tells all it means; its beginning is enough to follow it up.
MOST_CHARACTERS = 400


@dataclass(frozen=True)
class Weights:
    """What was learned of a turn that comes first, of one that comes later, and of a phrase."""

    first: Mapping[str, float]
    later: Mapping[str, float]
    phrase: Mapping[str, float]


@dataclass(frozen=True)
class Understood:
    """A turn as it is searched with."""

    question: str
    needs_context: float
    """The probability that the turn cannot be understood alone."""
    phrase: str | None = None
    """What of the earlier turns was added."""


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights that come with Heed; `python -m knowledge_base.following` makes them."""
    found = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Weights(found["first"], found["later"], found["phrase"])


def understand(
    text: str, earlier: Sequence[str], embedder: Embedder, weights: Weights | None = None
) -> Understood:
    """What a turn means after the earlier ones of its conversation, oldest first.

    >>> understand("how long does that take?", ["How do I get a refund?"], embedder).question
    'how long does that take? refund'
    """
    weights = weights or shipped()
    texts = [part[:MOST_CHARACTERS] for part in (text, *kept(earlier))]
    turn, *before = said(texts, embedder)
    needs = need(weights, turn_features(turn, before), follows=bool(before))
    if needs < NEEDED or not before:
        return Understood(text, needs)
    phrases = phrases_of(texts[1:])
    chosen = choice(weights, phrase_features(turn, before, phrases, embedder))
    if chosen is None:
        return Understood(text, needs)
    phrase = phrases[chosen].text
    return Understood(merged(text, phrase), needs, phrase)


def kept(earlier: Sequence[T]) -> list[T]:
    """The first turn tells what it is about, the latest what was meant last."""
    return [*earlier[:1], *earlier[1:][1 - MOST_EARLIER :]]


def need(weights: Weights, turn: Features, *, follows: bool) -> float:
    """The probability that the turn cannot be understood without an earlier one."""
    score = _score(weights.later if follows else weights.first, turn)
    return float(1 / (1 + np.exp(-score)))


def choice(weights: Weights, phrases: Sequence[Features]) -> int | None:
    """Which phrase the turn means; None where there is none."""
    scores = [_score(weights.phrase, phrase) for phrase in phrases]
    return int(np.argmax(scores)) if scores else None


def merged(text: str, phrase: str) -> str:
    """A turn and what it means, for a search that minds words and not their order."""
    return f"{text} {phrase}"


def _score(weights: Mapping[str, float], features: Features) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in features.items())
