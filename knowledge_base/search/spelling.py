"""Typing errors put right by the words of the desk's own articles and questions."""

import re
from collections.abc import Callable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge_base.ranking.tfidf import Tfidf

_WORD = re.compile(r"[^\W\d_]+")
# Shorter words have too many neighbours, and a longer one may be wrong in two places.
_SHORTEST, _LONG = 5, 8


def corrected(question: str, vocabulary: Tfidf, known: Callable[[str], bool]) -> str:
    """The question with each unknown word replaced by the nearest of the vocabulary, if one is.

    `known` names words that are right although no article has them: those are never touched. Near
    is one letter too many, too few, wrong or swapped with its neighbour (optimal string alignment),
    two in a long word, and the first letter right; of several the most common.

    >>> corrected("how long do retruns take", vocabulary, known)
    'how long do returns take'
    """

    def put_right(match: re.Match[str]) -> str:
        word = match[0].lower()
        right = len(word) < _SHORTEST or word in vocabulary.places or known(word)
        return match[0] if right else _nearest(word, vocabulary) or match[0]

    return _WORD.sub(put_right, question)


def _nearest(word: str, vocabulary: Tfidf) -> str | None:
    most = 2 if len(word) >= _LONG else 1
    found = process.extract(
        word, vocabulary.terms, scorer=OSA.distance, score_cutoff=most, limit=20
    )
    near = [
        (distance, float(vocabulary.rarity[place]), term)
        for term, distance, place in found
        if term[0] == word[0]
    ]
    return min(near)[2] if near else None
