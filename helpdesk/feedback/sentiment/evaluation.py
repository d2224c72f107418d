"""`heed feedback evaluate`: how well labels are predicted, on files of labelled texts."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpdesk.feedback.sentiment.classifier import SentimentClassifier, TooFewLabels
from helpdesk.feedback.sentiment.lexicon import Embedder
from helpdesk.tickets.triage.evaluation import FileRefused

Figures = dict[str, Any]
COLUMNS = ("text", "label")


@dataclass(frozen=True)
class Labelled:
    """Texts and the label of each."""

    texts: list[str]
    labels: list[str]


def read_labelled(file: Path) -> Labelled:
    """The rows of the file; FileRefused says what is wrong with it, and in which row."""
    found = Labelled([], [])
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            _check_header(rows.fieldnames or (), file)
            for number, row in enumerate(rows, 2):
                _add(found, row, f"Row {number} of {file}")
    except OSError as error:
        raise FileRefused(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise FileRefused(f"{file} is not UTF-8. Save it as UTF-8 and try again.") from error
    except csv.Error as error:
        raise FileRefused(f"{file} is not a file of comma-separated values: {error}.") from error
    if not found.texts:
        raise FileRefused(f"{file} has no rows below its header.")
    return found


def evaluate_sentiment(train: Path, test: Path, embedder: Embedder) -> Figures:
    """Learn from one file, predict the other; the baseline is TF-IDF with a linear SVM.

    Raises FileRefused for a file that cannot be used.
    """
    taught, asked = read_labelled(train), read_labelled(test)
    try:
        classifier = SentimentClassifier.of(taught.texts, taught.labels, embedder)
    except TooFewLabels as error:
        raise FileRefused(f"{train} has one label alone: nothing to tell apart.") from error
    return {
        **scores(asked.labels, classifier.predict(asked.texts)),
        "baseline_accuracy": scores(asked.labels, _baseline(taught, asked))["accuracy"],
        "texts": len(asked.labels),
        "labels": classifier.labels,
    }


def table(figures: Figures) -> str:
    """The figures for a reader at a terminal."""
    lines = [f"{figures['texts']} texts, {', '.join(figures['labels'])}"]
    names = ("accuracy", "macro_f1", "baseline_accuracy")
    return "\n".join(lines + [f"{name:20} {figures[name]:.3f}" for name in names])


def scores(labels: Sequence[str], predicted: Sequence[str]) -> dict[str, float]:
    """The share that is right, and the mean of the labels' F1."""
    from sklearn.metrics import accuracy_score, f1_score

    return {
        "accuracy": float(accuracy_score(labels, predicted)),
        "macro_f1": float(f1_score(labels, predicted, average="macro", zero_division=0.0)),
    }


def _check_header(names: Sequence[str], file: Path) -> None:
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise FileRefused(
            f"{file} has no column named {' and none named '.join(missing)}. "
            "Its first line must name the columns text and label."
        )


def _add(found: Labelled, row: dict[str, str | None], place: str) -> None:
    text, label = ((row[name] or "").strip() for name in COLUMNS)
    if not text or not label:
        raise FileRefused(f"{place} has no {'label' if text else 'text'}.")
    found.texts.append(text)
    found.labels.append(label)


def _baseline(taught: Labelled, asked: Labelled) -> list[str]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    words = make_pipeline(TfidfVectorizer(sublinear_tf=True), LinearSVC())
    words.fit(taught.texts, taught.labels)
    return [str(label) for label in words.predict(asked.texts)]
