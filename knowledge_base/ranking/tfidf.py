"""Words in memory: texts as sparse vectors of their words, rare ones counting most."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

# A code such as E-1042 or imap.example.com is one word; in pieces it would match anything.
_WORD = r"(?u)\b\w[\w.\-]*\w\b"


class Tfidf:
    """A vocabulary with the rarity of each word, and any text as a unit vector over it.

    Term frequency counts logarithmically, times inverse document frequency (Salton and Buckley
    1988); the product of two vectors is the cosine of the words they share, 0 to 1.
    """

    def __init__(self, terms: Sequence[str], rarity: NDArray[np.float64]) -> None:
        self.terms, self.rarity = list(terms), rarity
        self.places = {term: n for n, term in enumerate(terms)}
        self._words = _vectorizer(vocabulary=self.places)
        if terms:
            self._words.idf_ = rarity

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Tfidf":
        """The vocabulary of these texts; empty when they hold no word that tells anything."""
        words = _vectorizer()
        if not any(words.build_analyzer()(text) for text in texts):
            return cls([], np.zeros(0))
        words.fit(texts)
        return cls(words.get_feature_names_out().tolist(), words.idf_)

    def vectors(self, texts: Sequence[str]) -> Any:
        """A sparse matrix of len(texts) rows, one column a known word."""
        if not self.terms or not texts:
            return csr_matrix((len(texts), max(1, len(self.terms))))
        return self._words.transform(texts)


def _vectorizer(vocabulary: dict[str, int] | None = None) -> Any:
    # Its import takes a second, which every process that only serves pages would pay.
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        stop_words="english",
        sublinear_tf=True,
        token_pattern=_WORD,
        norm="l2",
        vocabulary=vocabulary or None,
    )
