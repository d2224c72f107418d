"""Which of a few labels a text wants by how it sounds: its words, its mood and its meaning."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from helpdesk.feedback.sentiment.lexicon import Embedder, Goodness, Numbers, moods, tokens

# Up to this many characters a text is looked at: a mood is heard by then.
LONGEST = 4_000
FREEDOM = 2.0
# What a mood's numbers weigh beside words: each is brought to -1 … 1 of these.
_WEIGHT_OF_MOOD = 0.3


class TooFewLabels(ValueError):
    """There are not two labels to tell apart."""


class SentimentClassifier:
    """Logistic regression over TF-IDF of words, pairs and pieces of words, moods and meanings."""

    def __init__(self, reader: "_Reader", fitted: Any) -> None:
        self._reader, self._fitted = reader, fitted

    @property
    def labels(self) -> list[str]:
        """What it can tell apart, in the order of its columns."""
        return [str(label) for label in self._fitted.classes_]

    @classmethod
    def of(
        cls, texts: Sequence[str], labels: Sequence[str], embedder: Embedder
    ) -> "SentimentClassifier":
        """Learn from labelled texts. Raises TooFewLabels unless two labels differ."""
        if len(set(labels)) < 2:
            raise TooFewLabels("It takes texts with two labels or more to tell apart.")
        from sklearn.linear_model import LogisticRegression

        texts = [text[:LONGEST] for text in texts]
        reader = _Reader.of(texts, embedder)
        fitted = LogisticRegression(C=FREEDOM, max_iter=1_000)
        return cls(reader, fitted.fit(reader.read(texts), list(labels)))

    def probabilities(self, texts: Sequence[str]) -> Numbers:
        """One row a text, one column a label, each row 1 in all."""
        read = self._reader.read([text[:LONGEST] for text in texts])
        return np.asarray(self._fitted.predict_proba(read), dtype=np.float64)

    def predict(self, texts: Sequence[str]) -> list[str]:
        """The likeliest label of each."""
        return [self.labels[column] for column in self.probabilities(texts).argmax(axis=1)]


@dataclass(frozen=True)
class _Reader:
    """Turns texts into rows of numbers, as it learned to on the texts that taught."""

    words: Any
    pieces: Any
    middle: Numbers
    spread: Numbers
    goodness: Goodness

    @classmethod
    def of(cls, texts: Sequence[str], embedder: Embedder) -> "_Reader":
        # Its import takes a second, which only learning and the first prediction wait for.
        from sklearn.feature_extraction.text import TfidfVectorizer

        least = 2 if len(texts) > 200 else 1
        words = TfidfVectorizer(
            sublinear_tf=True,
            tokenizer=tokens,
            token_pattern=None,
            lowercase=False,
            ngram_range=(1, 2),
            min_df=least,
        )
        pieces = TfidfVectorizer(
            sublinear_tf=True, analyzer="char_wb", ngram_range=(3, 5), min_df=2 * least
        )
        goodness = Goodness.of(embedder)
        heard = moods(texts, goodness)
        spread = np.where(heard.std(axis=0) > 0, heard.std(axis=0), 1.0)
        return cls(words.fit(texts), pieces.fit(texts), heard.mean(axis=0), spread, goodness)

    def read(self, texts: Sequence[str]) -> Any:
        from scipy.sparse import csr_matrix, hstack

        heard = (moods(texts, self.goodness) - self.middle) / self.spread
        parts = [self.words.transform(texts), self.pieces.transform(texts)]
        parts += [csr_matrix(_WEIGHT_OF_MOOD * np.tanh(heard / 2))]
        return hstack([*parts, csr_matrix(self.goodness.embedder.embed(texts))]).tocsr()
