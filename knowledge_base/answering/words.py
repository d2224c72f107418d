"""Words by their stems, and how much each of a question's words tells candidates apart."""

import re
from collections.abc import Collection, Sequence, Set
from functools import lru_cache
from math import log
from typing import Any

import numpy as np
import snowballstemmer
from numpy.typing import NDArray

from knowledge_base.index.languages import CONFIGURATIONS

_WORD = re.compile(r"[^\W_]+(?:[.\-][^\W_]+)*")
# A word in half of the sentences tells nothing.
_COMMON = log(2)


# The same passages are found again and again; a sentence takes some 2 KB.
@lru_cache(maxsize=5_000)
def stems_of(text: str, language: str) -> frozenset[str]:
    """The stems of a text's words; languages without a stemmer keep their words as they are.

    >>> stems_of("Returned parcels", "en") == stems_of("return a parcel", "en") - {"a"}
    True
    """
    algorithm = CONFIGURATIONS.get(language.partition("-")[0].lower(), "")
    return frozenset(_stem(word, algorithm) for word in _WORD.findall(text.lower()))


class Rarity:
    """What each stem of a question weighs: nothing where most sentences or none have it.

    The logarithm of the share of sentences without it (inverse document frequency, Spärck Jones
    1972) among the candidates alone, so that what all of them are about tells nothing, and no
    list of stop words is needed in any language.
    """

    def __init__(self, question: Collection[str], sentences: Sequence[Set[str]]) -> None:
        self.stems = sorted(question)
        holding = self.held(sentences).sum(axis=0)
        weights = np.log((len(sentences) + 1) / (holding + 0.5)) - _COMMON
        self.weights = np.where(holding > 0, np.maximum(weights, 0.0), 0.0)

    def held(self, texts: Sequence[Set[str]]) -> NDArray[np.bool_]:
        """Which of the question's stems stand in each text: the shape (texts, stems)."""
        found = [[stem in text for stem in self.stems] for text in texts]
        return np.array(found, dtype=np.bool_).reshape(len(texts), len(self.stems))

    def shared(self, held: NDArray[np.bool_]) -> NDArray[np.float64]:
        """How much of what the question's words weigh stands in each text, 0 to 1."""
        total = float(self.weights.sum())
        return np.asarray(held @ self.weights / total) if total else np.zeros(len(held))


@lru_cache(maxsize=100_000)
def _stem(word: str, algorithm: str) -> str:
    stemmer = _stemmer(algorithm)
    return str(stemmer.stemWord(word)) if stemmer else word


@lru_cache
def _stemmer(algorithm: str) -> Any:
    known = algorithm in snowballstemmer.algorithms()
    return snowballstemmer.stemmer(algorithm) if known else None
