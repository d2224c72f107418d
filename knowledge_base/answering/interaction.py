"""Late interaction: how well each token of a question is met by the tokens of a sentence.

After ColBERT (Khattab and Zaharia 2020), with the token vectors of the sentence model as it is.
Reading a sentence token by token costs a run of the model, so only a shortlist is read so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.answering.candidates import Candidate
from knowledge_base.answering.features import Floats, Numbers
from knowledge_base.embedding.embedder import Embedder, Tokens

LATE = ("met", "met_behind", "met_in_passage")
"""met: the mean over the question's tokens of the cosine of the nearest token of the sentence, rare
tokens counting more; met_behind: to the best sentence's; met_in_passage: that of all sentences of
its passage together, to the best passage's."""
# A token that every sentence has still tells a little.
_LEAST = 0.05


@dataclass(frozen=True)
class Interaction:
    """One question with some sentences; both arrays have the shape (sentences, its tokens)."""

    nearest: Floats
    """The cosine of the nearest token of the sentence."""
    held: NDArray[np.bool_]
    """Whether the sentence has the very token."""

    @classmethod
    def of(cls, question: Tokens, sentences: Sequence[Tokens]) -> "Interaction":
        """Compare every token with every other."""
        asked = question.vectors.astype(np.float32).T
        shape = (-1, len(question.ids))
        nearest = [(one.vectors.astype(np.float32) @ asked).max(axis=0) for one in sentences]
        held = [np.isin(question.ids, one.ids) for one in sentences]
        return cls(
            np.array(nearest, dtype=np.float64).reshape(shape),
            np.array(held, dtype=np.bool_).reshape(shape),
        )

    def take(self, chosen: Numbers) -> "Interaction":
        """That with some of the sentences."""
        return Interaction(self.nearest[chosen], self.held[chosen])

    def features(self, passages: Numbers) -> Floats:
        """The features LATE, one row a sentence; `passages` numbers the passage of each."""
        if not len(passages):
            return np.zeros((0, len(LATE)))
        size = len(self.held)
        rarity = np.log((size + 1) / (self.held.sum(axis=0) + 0.5))
        weights = np.maximum(rarity, _LEAST)
        weights /= weights.sum()
        met = self.nearest @ weights
        together = [self.nearest[passages == passage].max(axis=0) for passage in passages]
        in_passage = np.array(together) @ weights
        return np.column_stack([met, met - met.max(), in_passage - in_passage.max()])


Interact = Callable[[Numbers], Interaction]
"""Gives the interaction of one question with sentences of its candidates, by their numbers."""


def interacting(question: str, candidates: Sequence[Candidate], embedder: Embedder) -> Interact:
    """Reads the sentences asked for, each in its place, when they are asked for."""
    places = [(one, number) for one in candidates for number in range(len(one.sentences))]

    def interact(chosen: Numbers) -> Interaction:
        found = [places[number] for number in chosen]
        texts = [candidate.in_place(sentence) for candidate, sentence in found]
        asked, *sentences = embedder.tokens([question, *texts])
        return Interaction.of(asked, sentences)

    return interact
