"""Words by their stems, and how much each of a question's words tells candidates apart."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from math import log
from typing import Any

import snowballstemmer

from knowledge_base.index.languages import CONFIGURATIONS

_WORD = re.compile(r"[^\W_]+(?:[.\-][^\W_]+)*")
# A word in half of the sentences tells nothing.
_COMMON = log(2)


def stems_of(text: str, language: str) -> set[str]:
    """The stems of a text's words; languages without a stemmer keep their words as they are.

    >>> stems_of("Returned parcels", "en") == stems_of("return a parcel", "en") - {"a"}
    True
    """
    algorithm = CONFIGURATIONS.get(language.partition("-")[0].lower(), "")
    return {_stem(word, algorithm) for word in _WORD.findall(text.lower())}


class Rarity:
    """What each stem of a question weighs: nothing where most sentences or none have it.

    The logarithm of the share of sentences without it (inverse document frequency, Spärck Jones
    1972) among the candidates alone, so that what all of them are about tells nothing, and no
    list of stop words is needed in any language.
    """

    def __init__(self, question: Collection[str], sentences: Sequence[set[str]]) -> None:
        self.weights: dict[str, float] = {}
        for stem in question:
            held = sum(stem in sentence for sentence in sentences)
            weight = log((len(sentences) + 1) / (held + 0.5)) - _COMMON
            if held and weight > 0:
                self.weights[stem] = weight
        self._total = sum(self.weights.values())

    def shared(self, stems: set[str]) -> float:
        """How much of what the question's words weigh stands among these, 0 to 1."""
        if not self._total:
            return 0.0
        return sum(weight for stem, weight in self.weights.items() if stem in stems) / self._total


@lru_cache(maxsize=100_000)
def _stem(word: str, algorithm: str) -> str:
    stemmer = _stemmer(algorithm)
    return str(stemmer.stemWord(word)) if stemmer else word


@lru_cache
def _stemmer(algorithm: str) -> Any:
    known = algorithm in snowballstemmer.algorithms()
    return snowballstemmer.stemmer(algorithm) if known else None
