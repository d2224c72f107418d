"""Which of an operator's labels a request wants, by its words and its meaning."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Vectors = NDArray[np.float32]

FREEDOM = 0.1
HALF_LIFE = 365.0  # days after which a label given then counts for half
MOST_OF_SUBJECTS, MOST_OF_TEXTS = 10_000, 40_000
KEPT_TO_CALIBRATE = 0.1
# Up to this many characters a text is looked at; what comes later names no other queue.
LONGEST = 4_000


class Embedder(Protocol):
    """What turns texts into one row of numbers each."""

    def embed(self, texts: Sequence[str]) -> Vectors: ...


@dataclass(frozen=True)
class Request:
    """What a customer wrote, as far as it can say where it belongs."""

    subject: str
    text: str

    @property
    def whole(self) -> str:
        """Subject and text as one."""
        return f"{self.subject}\n{self.text}"[:LONGEST]


class TooFewLabels(ValueError):
    """There are not two labels to tell apart."""


def meanings(requests: Sequence[Request], embedder: Embedder) -> Vectors:
    """One row a request: the sentence vector of its subject beside that of the whole."""
    subjects = embedder.embed([request.subject for request in requests])
    wholes = embedder.embed([request.whole for request in requests])
    return np.hstack([subjects, wholes])


class Classifier:
    """A linear support vector machine over TF-IDF of words and pairs of words, and over meanings.

    Certainties are the softmax of its margins, scaled on the newest tenth of the labels, which
    that machine has not seen (temperature scaling, Guo et al. 2017). What was labelled lately
    counts more.
    """

    def __init__(self, machine: "_Machine", scale: float) -> None:
        self._machine, self._scale = machine, scale

    @property
    def labels(self) -> list[str]:
        """What it can tell apart, in the order of its columns."""
        return list(self._machine.labels)

    @classmethod
    def of(
        cls,
        requests: Sequence[Request],
        vectors: Vectors,
        labels: Sequence[str],
        days: Numbers,
    ) -> "Classifier":
        """Learn from labelled requests; `days` says when each label was given.

        Raises TooFewLabels unless two labels differ.
        """
        if len(set(labels)) < 2:
            raise TooFewLabels("It takes requests with two labels or more to tell apart.")
        order = np.argsort(days, kind="stable")
        older = order[: len(order) - max(1, round(len(order) * KEPT_TO_CALIBRATE))]
        given = _Labelled(requests, vectors, list(labels), days)
        return cls(_Machine.of(given), _scale_on_rest(given, older))

    def probabilities(self, requests: Sequence[Request], vectors: Vectors) -> Numbers:
        """One row a request, one column a label, each row 1 in all."""
        return _softmax(self._scale * self._machine.margins(requests, vectors))


@dataclass(frozen=True)
class _Labelled:
    requests: Sequence[Request]
    vectors: Vectors
    labels: list[str]
    days: Numbers

    def take(self, rows: NDArray[np.int64]) -> "_Labelled":
        chosen = rows.tolist()
        return _Labelled(
            [self.requests[row] for row in chosen],
            self.vectors[rows],
            [self.labels[row] for row in chosen],
            self.days[rows],
        )


@dataclass(frozen=True)
class _Machine:
    words_of_subject: Any
    words_of_text: Any
    fitted: Any

    @property
    def labels(self) -> list[str]:
        return [str(label) for label in self.fitted.classes_]

    @classmethod
    def of(cls, given: _Labelled) -> "_Machine":
        # Its import takes a second, which only learning and the first prediction wait for.
        from sklearn.svm import LinearSVC

        subjects = _words(MOST_OF_SUBJECTS, 2).fit([one.subject for one in given.requests])
        texts = _words(MOST_OF_TEXTS, 3).fit([one.whole for one in given.requests])
        features = _features(subjects, texts, given.requests, given.vectors)
        weights = 0.5 ** ((given.days.max() - given.days) / HALF_LIFE)
        machine = LinearSVC(C=FREEDOM).fit(features, given.labels, sample_weight=weights)
        return cls(subjects, texts, machine)

    def margins(self, requests: Sequence[Request], vectors: Vectors) -> Numbers:
        features = _features(self.words_of_subject, self.words_of_text, requests, vectors)
        margins: Numbers = self.fitted.decision_function(features)
        # Of two labels the machine gives one margin: how far it is on the second's side.
        return margins if margins.ndim > 1 else np.column_stack([-margins, margins])


def _words(most: int, least: int) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    # Without words in common with others (`least` documents) a small desk would know none.
    return _Forgiving(
        TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), max_features=most, min_df=least)
    )


class _Forgiving:
    """TF-IDF that has no columns, instead of a failure, where no word is frequent enough."""

    def __init__(self, tfidf: Any) -> None:
        self._tfidf, self._empty = tfidf, False

    def fit(self, texts: Sequence[str]) -> "_Forgiving":
        try:
            self._tfidf.fit(texts)
        except ValueError:
            self._empty = True
        return self

    def transform(self, texts: Sequence[str]) -> Any:
        from scipy.sparse import csr_matrix

        return csr_matrix((len(texts), 0)) if self._empty else self._tfidf.transform(texts)


def _features(
    subjects: _Forgiving, texts: _Forgiving, requests: Sequence[Request], vectors: Vectors
) -> Any:
    from scipy.sparse import csr_matrix, hstack

    return hstack(
        [
            subjects.transform([request.subject for request in requests]),
            texts.transform([request.whole for request in requests]),
            csr_matrix(vectors),
        ]
    ).tocsr()


def _scale_on_rest(given: _Labelled, older: NDArray[np.int64]) -> float:
    """What margins are multiplied by so that certainties are right on the requests left out."""
    from scipy.optimize import minimize_scalar

    taught = given.take(older)
    if len(set(taught.labels)) < 2:
        return 1.0
    machine = _Machine.of(taught)
    place = {label: column for column, label in enumerate(machine.labels)}
    left = np.setdiff1d(np.arange(len(given.labels)), older)
    known = [row for row in left.tolist() if given.labels[row] in place]
    if not known:
        return 1.0
    rest = given.take(np.array(known))
    margins = machine.margins(rest.requests, rest.vectors)
    columns = [place[label] for label in rest.labels]

    def loss(logarithm: float) -> float:
        chances = _softmax(np.exp(logarithm) * margins)[np.arange(len(columns)), columns]
        return float(-np.log(np.clip(chances, 1e-12, None)).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-3.0, 3.0), method="bounded").x))


def _softmax(scores: Numbers) -> Numbers:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float64)
