"""Fitting the weights to labelled questions of several help centres."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from knowledge_base.answering.candidates import Candidate
from knowledge_base.answering.features import FEATURES, Floats, Numbers, features_of, passages_of
from knowledge_base.answering.interaction import Interact, Interaction
from knowledge_base.answering.model import (
    SIGNS,
    WEIGHED,
    Model,
    chances_of,
    shortlisted,
    signs_of,
    weighed_of,
)
from knowledge_base.answering.spans import HALF, Span, answer_of, spans_of
from knowledge_base.ranking.calibration import sigmoid

Truths = NDArray[np.bool_]
Judge = Callable[[Span], bool]
"""Tells whether a span answers the question."""
# As many questions as it takes to move a weight as far as its feature's own spread suggests.
SENTENCE_PRIOR, CERTAINTY_PRIOR = 3.0, 3.0
# A code found letter for letter is what its reader looked for; too few lessons have one to say so.
_CODES = 3.0


@dataclass(frozen=True)
class Lesson:
    """A question with its candidates, and which sentences hold the fact asked for.

    None of them does where the question is off the topic or its article was not found; `holds` is
    None where it is known only which article answers, which teaches certainty alone.
    """

    question: str
    candidates: Sequence[Candidate]
    features: Floats
    interaction: Interaction
    """With all sentences: which of them are on the shortlist depends on what is fitted."""
    holds: Truths | None
    answers: Judge

    @classmethod
    def of_fact(
        cls,
        question: str,
        candidates: Sequence[Candidate],
        interact: Interact,
        fact: re.Pattern[str],
    ) -> "Lesson":
        """What answers holds the fact."""
        sentences = [sentence for candidate in candidates for sentence in candidate.sentences]
        holds = np.array([fact.search(s) is not None for s in sentences], dtype=np.bool_)
        read = (features_of(question, candidates), interact(np.arange(len(sentences))))
        return cls(question, candidates, *read, holds, lambda span: bool(fact.search(span.text)))

    @classmethod
    def of_article(
        cls,
        question: str,
        candidates: Sequence[Candidate],
        interact: Interact,
        article_id: int | None,
    ) -> "Lesson":
        """What answers is of that article, and nothing does where there is none."""
        features = features_of(question, candidates)
        nothing = np.zeros(len(features), dtype=np.bool_) if article_id is None else None
        read = (features, interact(np.arange(len(features))))
        return cls(
            question,
            candidates,
            *read,
            nothing,
            lambda span: span.candidate.article_id == article_id,
        )

    @property
    def passages(self) -> Numbers:
        """For each sentence the number of its passage."""
        return passages_of(self.candidates)


def fit(centres: Mapping[str, Sequence[Lesson]]) -> Model:
    """The model for help centres that none of these lessons are from.

    Certainty is learned on what a model says that was taught by the other centres: on its own
    lessons it would look surer than it will be.
    """
    rows, right = [], []
    for name in centres:
        others = [lesson for other in centres if other != name for lesson in centres[other]]
        taught = Model(*fit_weights(others), np.zeros(len(SIGNS)))
        for lesson in centres[name]:
            signs, answer = _signs(taught, lesson)
            rows.append(signs)
            right.append(any(lesson.answers(span) for span in answer))
    everything = [lesson for lessons in centres.values() for lesson in lessons]
    certainty = fit_certainty(np.array(rows), np.array(right, dtype=np.bool_))
    return Model(*fit_weights(everything), certainty)


def fit_weights(lessons: Sequence[Lesson]) -> tuple[Floats, Floats, float]:
    """The weights of FEATURES that make a shortlist, those of WEIGHED for it, and that of none."""
    taught = [(lesson, lesson.holds) for lesson in lessons if lesson.holds is not None]
    first, _ = fit_sentences([(lesson.features, holds) for lesson, holds in taught], FEATURES)
    shortlists = []
    for lesson, holds in taught:
        chosen = shortlisted(lesson.features @ first)
        interact = lesson.interaction.take
        rows = weighed_of(lesson.features, lesson.passages, chosen, interact)
        shortlists.append((rows, holds[chosen]))
    return first, *fit_sentences(shortlists, WEIGHED)


def fit_sentences(
    taught: Sequence[tuple[Floats, Truths]], names: Sequence[str]
) -> tuple[Floats, float]:
    """Weights under which the sentences that hold the fact come out on top, and the score of none.

    Conditional logistic regression; the sentences that hold it share the target, so the loss asks
    for any of them, and for none where there is none. A penalty draws the weights of the features,
    each by its own spread, to zero.
    """
    spread = np.vstack([features for features, _ in taught]).std(axis=0) + 1e-6

    def loss(weights: Floats) -> tuple[float, Floats]:
        value = SENTENCE_PRIOR * float(weights[:-1] @ weights[:-1]) / 2
        gradient = SENTENCE_PRIOR * np.append(weights[:-1], 0.0)
        for features, holds in taught:
            more, slope = _lesson_loss(features / spread, holds, weights)
            value, gradient = value + more, gradient + slope
        return value, gradient

    least = np.where(np.array(names) == "codes", _CODES * spread, -np.inf)
    bounds = [(low, None) for low in [*least, -np.inf]]
    start = np.zeros(len(names) + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return np.asarray(found[:-1] / spread, dtype=np.float64), float(found[-1])


def _lesson_loss(features: Floats, holds: Truths, weights: Floats) -> tuple[float, Floats]:
    """What one lesson adds to the loss, and its slope; the last weight is the score of none."""
    shares = chances_of(features @ weights[:-1], float(weights[-1]))
    none = max(1 - float(shares.sum()), 0.0)
    held = np.where(holds, shares, 0.0)
    chance = max(float(held.sum()) if holds.any() else none, 1e-9)
    wanted = held / chance if holds.any() else np.zeros_like(shares)
    slope = features.T @ (shares - wanted)
    return -float(np.log(chance)), np.append(slope, none - float(not holds.any()))


def fit_certainty(signs: Floats, right: Truths) -> Floats:
    """Platt's logistic regression (1999), with the same kind of penalty; the constant is free."""
    spread = signs.std(axis=0) + 1e-6
    spread[SIGNS.index("constant")] = 1.0
    drawn = np.array([float(name != "constant") for name in SIGNS]) * CERTAINTY_PRIOR
    scaled, signed = signs / spread, np.where(right, 1.0, -1.0)

    def loss(weights: Floats) -> tuple[float, Floats]:
        margins = signed * (scaled @ weights)
        value = float(np.logaddexp(0, -margins).sum() + drawn @ weights**2 / 2)
        gradient = -scaled.T @ (signed * sigmoid(-margins)) + drawn * weights
        return value, gradient

    found = minimize(loss, np.zeros(len(SIGNS)), jac=True, method="L-BFGS-B")
    return np.asarray(found.x / spread, dtype=np.float64)


def _signs(model: Model, lesson: Lesson) -> tuple[Floats, list[Span]]:
    weighed, chances = model.weigh(lesson.features, lesson.passages, lesson.interaction.take)
    spans = spans_of(lesson.candidates, chances)
    halves = spans_of(lesson.candidates, chances, longest=HALF)
    return signs_of(lesson.question, weighed, chances, spans), answer_of(spans[0], halves)
