"""How well turns of conversations are understood, with what is due to chance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge_base.embedding.embedder import Embedder
from knowledge_base.following.dialogues import Dialogue, our_own
from knowledge_base.following.learning import Example, examples_of, learn
from knowledge_base.following.model import NEEDED, Weights, choice, need, shipped
from knowledge_base.ranking import metrics

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Truths = NDArray[np.bool_]

SEED = 20240601


@dataclass(frozen=True)
class Outcome:
    """What happened to each turn, one entry each; the cosines are to the written-out question."""

    dialogue: Numbers
    needs: Truths
    said_to: Truths
    """Whether it was said to need context."""
    cosine: Floats
    typed: Floats
    """The same of the turn as it was typed."""
    after_first: Floats
    """The same of the turn with the conversation's first before it."""


def measure(dialogues: Sequence[Dialogue], embedder: Embedder, *, folds: int) -> dict[str, Any]:
    """The report with the weights that come with Heed; with folds, with what the others teach."""
    examples = examples_of(dialogues, embedder)
    everything = np.random.default_rng(SEED).permutation(len(dialogues))
    if not folds:
        return report(outcome_of(examples, everything, shipped()))
    own = examples_of(our_own(), embedder)
    outcomes = []
    for part in np.array_split(everything, folds):
        rest = [examples[number] for number in range(len(dialogues)) if number not in part]
        weights = learn([one for taught in (*own, *rest) for one in taught])
        outcomes.append(outcome_of(examples, part, weights))
    return report(_together(outcomes))


def outcome_of(examples: Sequence[Sequence[Example]], chosen: Numbers, weights: Weights) -> Outcome:
    """Understand each turn of the chosen dialogues."""
    turns = [(number, example) for number in chosen.tolist() for example in examples[number]]
    told = [
        need(weights, one.turn, follows=one.follows) >= NEEDED and one.follows for _, one in turns
    ]
    return Outcome(
        np.array([number for number, _ in turns]),
        np.array([one.needs_context for _, one in turns]),
        np.array(told),
        np.array(
            [
                _cosine(one, weights) if needed else one.typed
                for (_, one), needed in zip(turns, told, strict=True)
            ]
        ),
        np.array([one.typed for _, one in turns]),
        np.array([one.after_first for _, one in turns]),
    )


def _cosine(example: Example, weights: Weights) -> float:
    chosen = choice(weights, example.phrases)
    return example.typed if chosen is None else float(example.with_phrase[chosen])


def report(outcome: Outcome, *, seed: int = SEED) -> dict[str, Any]:
    """Every figure with its 95 % bootstrap interval over dialogues."""
    figures = figures_of(outcome)
    numbers = np.unique(outcome.dialogue)
    turns_of = [np.flatnonzero(outcome.dialogue == number) for number in numbers]

    def of_dialogues(figure: Callable[[Numbers], float]) -> Callable[[Numbers], float]:
        return lambda drawn: figure(np.concatenate([turns_of[number] for number in drawn]))

    everything = np.arange(len(outcome.needs))
    return {
        "questions": len(everything),
        "dialogues": len(numbers),
        **{name: figure(everything) for name, figure in figures.items()},
        "intervals": {
            name: metrics.interval(of_dialogues(figure), len(numbers), seed=seed)
            for name, figure in figures.items()
        },
    }


def figures_of(outcome: Outcome) -> dict[str, Callable[[Numbers], float]]:
    """Each figure as a function of the turns to take, so that they can be drawn anew."""
    needs, told = outcome.needs, outcome.said_to

    def share(hits: Truths, among: Truths) -> Callable[[Numbers], float]:
        return lambda drawn: float(hits[drawn].sum() / max(1, among[drawn].sum()))

    def f1(drawn: Numbers) -> float:
        hits = (needs & told)[drawn].sum()
        return float(2 * hits / max(1, needs[drawn].sum() + told[drawn].sum()))

    means = {
        "cosine": outcome.cosine,
        "cosine_as_typed": outcome.typed,
        "cosine_after_first": outcome.after_first,
        "need_accuracy": (needs == told).astype(np.float64),
    }
    return {
        **{name: _mean_of(values) for name, values in means.items()},
        "need_precision": share(needs & told, told),
        "need_recall": share(needs & told, needs),
        "need_f1": f1,
        "need_specificity": share(~needs & ~told, ~needs),
    }


def _mean_of(values: Floats) -> Callable[[Numbers], float]:
    return lambda drawn: float(values[drawn].mean())


def _together(outcomes: Sequence[Outcome]) -> Outcome:
    return Outcome(
        *(np.concatenate([vars(one)[name] for one in outcomes]) for name in vars(outcomes[0]))
    )
