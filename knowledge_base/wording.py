"""Words in memory: texts as sparse vectors of their words, rare ones counting most."""

from collections.abc import Sequence
from typing import Any

from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

# A code such as E-1042 or imap.example.com is one word; in pieces it would match anything.
_WORD = r"(?u)\b\w[\w.\-]*\w\b"


class Wording:
    """The vocabulary of some texts, and any text as a unit vector over it.

    Term frequency counts logarithmically, times inverse document frequency (Salton and Buckley
    1988); the product of two vectors is the cosine of the words they share, 0 to 1.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._words = TfidfVectorizer(
            stop_words="english", sublinear_tf=True, token_pattern=_WORD, norm="l2"
        )
        self._known = any(self._words.build_analyzer()(text) for text in texts)
        if self._known:
            self._words.fit(texts)

    def vectors(self, texts: Sequence[str]) -> Any:
        """A sparse matrix of len(texts) rows, one column a known word."""
        if not self._known or not texts:
            return csr_matrix((len(texts), len(self._words.vocabulary_) if self._known else 1))
        return self._words.transform(texts)
