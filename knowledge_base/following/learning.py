"""Learning from conversations when a turn needs context, and which phrase it means."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.embedding.embedder import Embedder, Vectors
from knowledge_base.following.dialogues import Dialogue, Turn
from knowledge_base.following.features import Features, Said, phrase_features, said, turn_features
from knowledge_base.following.model import Weights, kept, merged
from knowledge_base.following.phrases import phrases_of

Floats = NDArray[np.float64]

# A feature that fewer turns, or phrases, show tells nothing of others.
FEWEST_TURNS = 5
FEWEST_PHRASES = 20
PENALTY = 0.1
# Inverse strength of the penalty on a turn's weights, chosen by cross-validation.
TURN_FREEDOM = 1.0
# A conversation rarely begins in its middle, however much its first words sound so.
RARELY = 0.1


@dataclass(frozen=True)
class Example:
    """A turn as the models see it; the cosines are to the turn's written-out question."""

    needs_context: bool
    follows: bool
    turn: Features
    bare: Features
    """The same as if nothing had been said before it."""
    phrases: list[Features]
    with_phrase: Floats
    """For each phrase the cosine of the turn with that phrase."""
    typed: float
    after_first: float
    """The cosine of the turn with the conversation's first before it."""


def examples_of(dialogues: Iterable[Dialogue], embedder: Embedder) -> list[list[Example]]:
    """The turns of each dialogue."""
    return [_examples(dialogue, embedder) for dialogue in dialogues]


def learn(examples: Sequence[Example]) -> Weights:
    """Weights for both decisions."""
    return learn_needs(examples, _phrase_weights(examples))


def learn_needs(examples: Sequence[Example], phrase: Mapping[str, float]) -> Weights:
    """Weights for the first decision beside those for the second."""
    later = [example for example in examples if example.follows]
    return Weights(
        first=_turn_weights([example.bare for example in examples], examples, rarity=RARELY),
        later=_turn_weights([example.turn for example in later], later),
        phrase=phrase,
    )


def learn_trust(signs: Sequence[Features], right: Sequence[bool]) -> dict[str, float]:
    """Weights for how far a reading with such signs is believed."""
    from sklearn.linear_model import LogisticRegression

    names = _names(signs, 1)
    model = LogisticRegression(max_iter=2_000, fit_intercept=False)
    model.fit(_matrix(signs, names), right)
    return dict(zip(names, model.coef_[0].tolist(), strict=True))


def _examples(dialogue: Dialogue, embedder: Embedder) -> list[Example]:
    turns = said([turn.said for turn in dialogue.turns], embedder)
    alone = embedder.embed([turn.alone for turn in dialogue.turns])
    return [
        _example(turn, kept(turns[:number]), dialogue.turns[number], alone[number], embedder)
        for number, turn in enumerate(turns)
    ]


def _example(
    turn: Said, earlier: Sequence[Said], labelled: Turn, alone: Vectors, embedder: Embedder
) -> Example:
    phrases = phrases_of([before.text for before in earlier])
    texts = [merged(turn.text, phrase.text) for phrase in phrases]
    after_first = " ".join([*(before.text for before in earlier[:1]), turn.text])
    *with_phrase, first = (embedder.embed([*texts, after_first]) @ alone).tolist()
    return Example(
        labelled.needs_context,
        bool(earlier),
        turn_features(turn, earlier),
        turn_features(turn, []),
        phrase_features(turn, earlier, phrases, embedder),
        np.array(with_phrase),
        float(turn.vector @ alone),
        first,
    )


def _turn_weights(
    shown: Sequence[Features], examples: Sequence[Example], *, rarity: float = 1.0
) -> dict[str, float]:
    """`rarity` is what a turn that needs context counts for, beside one that does not."""
    # Its import takes a second, which only learning has to wait for.
    from sklearn.linear_model import LogisticRegression

    needs = [example.needs_context for example in examples]
    names = _names(shown, FEWEST_TURNS)
    model = LogisticRegression(C=TURN_FREEDOM, max_iter=2_000, fit_intercept=False)
    model.fit(_matrix(shown, names), needs, [rarity if needed else 1.0 for needed in needs])
    return dict(zip(names, model.coef_[0].tolist(), strict=True))


def _phrase_weights(examples: Sequence[Example]) -> dict[str, float]:
    """Weights under which the expected cosine to the written-out question is highest."""
    from scipy.optimize import minimize

    asked = [example for example in examples if example.needs_context and example.phrases]
    if not asked:
        return {}
    names = _names([features for example in asked for features in example.phrases], FEWEST_PHRASES)
    rows = np.vstack([_matrix(example.phrases, names) for example in asked])
    spread = rows.std(axis=0)
    spread[spread == 0] = 1.0
    rows /= spread
    gains = np.concatenate([example.with_phrase for example in asked])
    sizes = np.array([len(example.phrases) for example in asked])
    starts, turn_of = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(asked)), sizes)

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = rows @ weights
        chances = np.exp(scores - np.maximum.reduceat(scores, starts)[turn_of])
        chances /= np.add.reduceat(chances, starts)[turn_of]
        expected = np.add.reduceat(chances * gains, starts)
        gradient = rows.T @ (chances * (gains - expected[turn_of]))
        penalty = PENALTY * (weights @ weights) / 2
        return float(penalty - expected.sum()), PENALTY * weights - gradient

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return dict(zip(names, (found.x / spread).tolist(), strict=True))


def _names(shown: Iterable[Features], fewest: int) -> list[str]:
    counted = Counter(name for features in shown for name, value in features.items() if value)
    return sorted(name for name, times in counted.items() if times >= fewest)


def _matrix(shown: Sequence[Features], names: Sequence[str]) -> Floats:
    return np.array([[features.get(name, 0.0) for name in names] for features in shown])
