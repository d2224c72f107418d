"""Which of an operator's labels a request wants, by its words and its meaning."""

import io
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

    def to_bytes(self) -> bytes:
        """As `from_bytes` reads it: arrays alone, nothing that could be run."""
        machine, file = self._machine, io.BytesIO()
        np.savez_compressed(
            file,
            labels=np.array(machine.labels),
            subjects=np.array(machine.subjects.terms, dtype=str),
            rarity_in_subjects=machine.subjects.rarity,
            texts=np.array(machine.texts.terms, dtype=str),
            rarity_in_texts=machine.texts.rarity,
            weights=machine.weights,
            bias=machine.bias,
            scale=self._scale,
        )
        return file.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Classifier":
        """What `to_bytes` made."""
        with np.load(io.BytesIO(content), allow_pickle=False) as kept:
            machine = _Machine(
                _Words(kept["subjects"].tolist(), kept["rarity_in_subjects"]),
                _Words(kept["texts"].tolist(), kept["rarity_in_texts"]),
                kept["labels"].tolist(),
                kept["weights"],
                kept["bias"],
            )
            return cls(machine, float(kept["scale"]))

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


class _Words:
    """TF-IDF of words and pairs of words over a vocabulary (Salton and Buckley 1988)."""

    def __init__(self, terms: Sequence[str], rarity: Numbers) -> None:
        self.terms, self.rarity = list(terms), rarity
        self._tfidf = _vectorizer(vocabulary={term: n for n, term in enumerate(terms)})
        if self.terms:
            self._tfidf.idf_ = rarity

    @classmethod
    def of(cls, texts: Sequence[str], *, most: int, least: int) -> "_Words":
        """Those in so many texts at least; none where a small desk's texts share no word."""
        words = _vectorizer(max_features=most, min_df=least)
        try:
            words.fit(texts)
        except ValueError:
            return cls([], np.zeros(0))
        return cls(words.get_feature_names_out().tolist(), words.idf_)

    def vectors(self, texts: Sequence[str]) -> Any:
        from scipy.sparse import csr_matrix

        return self._tfidf.transform(texts) if self.terms else csr_matrix((len(texts), 0))


def _vectorizer(**more: Any) -> Any:
    # Its import takes a second, which only learning and the first prediction wait for.
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), **more)


@dataclass(frozen=True)
class _Machine:
    subjects: _Words
    texts: _Words
    labels: list[str]
    weights: NDArray[np.float32]
    bias: Numbers

    @classmethod
    def of(cls, given: _Labelled) -> "_Machine":
        from sklearn.svm import LinearSVC

        requests = given.requests
        subjects = _Words.of([one.subject for one in requests], most=MOST_OF_SUBJECTS, least=2)
        texts = _Words.of([one.whole for one in requests], most=MOST_OF_TEXTS, least=3)
        features = _features(subjects, texts, requests, given.vectors)
        weights = 0.5 ** ((given.days.max() - given.days) / HALF_LIFE)
        fitted = LinearSVC(C=FREEDOM).fit(features, given.labels, sample_weight=weights)
        labels = [str(label) for label in fitted.classes_]
        return cls(subjects, texts, labels, fitted.coef_.astype(np.float32), fitted.intercept_)

    def margins(self, requests: Sequence[Request], vectors: Vectors) -> Numbers:
        features = _features(self.subjects, self.texts, requests, vectors)
        margins = np.asarray(features @ self.weights.T + self.bias, dtype=np.float64)
        # Of two labels there is one margin: how far it is on the second's side.
        return np.hstack([-margins, margins]) if margins.shape[1] == 1 else margins


def _features(
    subjects: _Words, texts: _Words, requests: Sequence[Request], vectors: Vectors
) -> Any:
    from scipy.sparse import csr_matrix, hstack

    return hstack(
        [
            subjects.vectors([request.subject for request in requests]),
            texts.vectors([request.whole for request in requests]),
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
