"""The learned weights: how likely each sentence answers, and how likely the best span does."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from knowledge_base.answering.candidates import Candidate
from knowledge_base.answering.features import FEATURES, Floats, Numbers, features_of, passages_of
from knowledge_base.answering.interaction import LATE, Interact
from knowledge_base.answering.spans import (
    HALF,
    LEADING,
    SHORT,
    Span,
    answer_of,
    row_asked_for,
    spans_of,
)
from knowledge_base.answering.words import stems_of
from knowledge_base.documents.chunking import innermost
from knowledge_base.ranking.calibration import sigmoid

SHIPPED = Path(__file__).with_name("weights.json")
WEIGHED = FEATURES + LATE
SHORTLIST = 12
"""Sentences that are read token by token."""
SIGNS = (
    "constant",
    "odds",
    "lead",
    "sentence",
    "meaning",
    "passage",
    "article",
    "words",
    "met",
    "title",
    "length",
)
"""odds: the best span's; lead: the logarithm of its chance to that of the next passage's;
sentence: the best one's chance; meaning, passage, article, words, met: the features of that
sentence, words with its neighbours; title: how much of the question and of the best span's title
or heading is the same, 0 to 1; length: the logarithm of the question's words."""
MOST_CHOICES, _MOST_OF_ONE = 3, 2
_MOST_LEAD = 4.0


@dataclass(frozen=True)
class Spoken:
    """What can be said to a question: spans, the best first, and how sure the answer is right."""

    spans: Sequence[Span] = ()
    certainty: float = 0.0
    answer: Sequence[Span] = ()
    """The best span, or it and another section of the same article."""
    choice: Sequence[Span] = ()
    """Shorter ones to choose from, from at least two articles where there are two."""


@dataclass(frozen=True)
class Model:
    """Weights in the order of FEATURES, of WEIGHED and of SIGNS.

    >>> interact = interacting("how long do refunds take?", candidates, embedder)
    >>> Model.shipped().speak("how long do refunds take?", candidates, interact).spans[0].text
    'Refunds take 5 working days.'
    """

    shortlist: Floats
    """What decides which sentences are read token by token; then the others no longer compete."""
    sentence: Floats
    nothing: float
    """What it scores that no sentence answers: they compete with it too."""
    certainty: Floats

    @classmethod
    def shipped(cls) -> "Model":
        """What was learned from the labelled questions of several help centres."""
        return read(SHIPPED)

    def weigh(
        self, features: Floats, passages: Numbers, interact: Interact
    ) -> tuple[Floats, Floats]:
        """The features WEIGHED of each sentence, and the chances that each answers.

        A conditional logit (McFadden 1974): what the chances lack to 1 is the chance that none
        does. Outside the shortlist the chance is zero, and so are the features LATE.
        """
        chosen = shortlisted(features @ self.shortlist)
        weighed = np.hstack([features, np.zeros((len(features), len(LATE)))])
        weighed[chosen] = weighed_of(features, passages, chosen, interact)
        chances = np.zeros(len(features))
        chances[chosen] = chances_of(weighed[chosen] @ self.sentence, self.nothing)
        return weighed, chances

    def experienced(self) -> "Model":
        """For a ranking that was taught by answered questions: it is believed in full."""
        believed = [weights.copy() for weights in (self.shortlist, self.sentence)]
        for weights in believed:
            weights[FEATURES.index("article")] = 1.0
        return replace(self, shortlist=believed[0], sentence=believed[1])

    def speak(self, question: str, candidates: Sequence[Candidate], interact: Interact) -> Spoken:
        """The spans to say, and the calibrated probability that the answer is right."""
        features = features_of(question, candidates)
        if not len(features):
            return Spoken()
        weighed, chances = self.weigh(features, passages_of(candidates), interact)
        spans = spans_of(candidates, chances)
        score = signs_of(question, weighed, chances, spans) @ self.certainty
        answer = answer_of(spans[0], spans_of(candidates, chances, longest=HALF))
        answer = [
            row_asked_for(span, stems_of(question, span.candidate.language)) for span in answer
        ]
        leading = spans_of(candidates, chances, longest=LEADING)[0]
        choice = _choice(leading, spans_of(candidates, chances, longest=SHORT))
        return Spoken(spans, float(sigmoid(score)), answer, choice)

    def write(self, path: Path) -> None:
        """As `shipped` reads it."""
        weights = {
            "shortlist": _named(FEATURES, self.shortlist),
            "sentence": _named(WEIGHED, self.sentence),
            "nothing": round(self.nothing, 4),
            "certainty": _named(SIGNS, self.certainty),
        }
        path.write_text(json.dumps(weights, indent=2) + "\n")


def shortlisted(scores: Floats) -> Numbers:
    """The numbers of the highest scores, ascending."""
    return np.sort(np.argsort(-scores, kind="stable")[:SHORTLIST])


def weighed_of(features: Floats, passages: Numbers, chosen: Numbers, interact: Interact) -> Floats:
    """The features WEIGHED of the sentences chosen, one row each."""
    late = interact(chosen).features(passages[chosen])
    return np.hstack([features[chosen], late])


def chances_of(scores: Floats, nothing: float) -> Floats:
    """The share of each score's exponential among them all and that of nothing."""
    most = max(nothing, float(scores.max()))
    shares = np.exp(scores - most)
    return np.asarray(shares / (shares.sum() + np.exp(nothing - most)), dtype=np.float64)


def signs_of(question: str, weighed: Floats, chances: Floats, spans: Sequence[Span]) -> Floats:
    """What tells how sure the first span is; in the order of SIGNS."""
    best = weighed[int(chances.argmax())]
    first = min(max(spans[0].chance, 1e-4), 1 - 1e-4)
    second = max(spans[1].chance, 1e-4) if len(spans) > 1 else 1e-4
    signs = {
        "constant": 1.0,
        "odds": np.log(first / (1 - first)),
        "lead": min(np.log(first / second), _MOST_LEAD),
        "sentence": chances.max(),
        "meaning": best[FEATURES.index("meaning")],
        "passage": best[FEATURES.index("passage")],
        "article": best[FEATURES.index("article")],
        "words": best[FEATURES.index("words_around")],
        "met": best[WEIGHED.index("met")],
        "title": _title_in(question, spans[0].candidate),
        "length": np.log(1 + len(question.split())),
    }
    return np.array([signs[name] for name in SIGNS], dtype=np.float64)


def _title_in(question: str, candidate: Candidate) -> float:
    """Jaccard's index of the stems."""
    asked = stems_of(question, candidate.language)
    names = (candidate.title, innermost(candidate.heading))
    stems = [stems_of(name, candidate.language) for name in names]
    return max(len(asked & name) / max(1, len(asked | name)) for name in stems)


def _choice(leading: Span, others: Sequence[Span]) -> list[Span]:
    found = [leading]
    for span in others:
        told = span.candidate is leading.candidate
        of_article = sum(s.candidate.article_id == span.candidate.article_id for s in found)
        if not told and of_article < _MOST_OF_ONE and len(found) < MOST_CHOICES:
            found.append(span)
    return found


@lru_cache
def read(path: Path) -> Model:
    """A model that `write` wrote."""
    weights = json.loads(path.read_text())
    return Model(
        np.array([weights["shortlist"][name] for name in FEATURES], dtype=np.float64),
        np.array([weights["sentence"][name] for name in WEIGHED], dtype=np.float64),
        float(weights["nothing"]),
        np.array([weights["certainty"][name] for name in SIGNS], dtype=np.float64),
    )


def _named(names: Sequence[str], weights: Floats) -> dict[str, float]:
    return dict(zip(names, np.round(weights, 4).tolist(), strict=True))
