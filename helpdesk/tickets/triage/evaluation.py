"""`heed tickets evaluate-routing`: how well labels are predicted, on files of labelled tickets."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from helpdesk.tickets.triage.classifier import (
    LONGEST,
    Classifier,
    Embedder,
    Request,
    TooFewLabels,
    meanings,
)

Figures = dict[str, Any]
# How sure a prediction must be to be applied by itself: what a lead chooses between.
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)


class FileRefused(ValueError):
    """A file of tickets cannot be used."""


@dataclass(frozen=True)
class Tickets:
    """Labelled tickets and when each came, in days."""

    requests: list[Request]
    labels: list[str]
    days: list[float]


def read_tickets(file: Path, label: str) -> Tickets:
    """The lines of the file; FileRefused names the first that cannot be used."""
    found = Tickets([], [], [])
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise FileRefused(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise FileRefused(f"{file} is not UTF-8. Save it as UTF-8 and try again.") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            _add(found, line, label, f"{file}:{number}")
    if not found.labels:
        raise FileRefused(f"{file} holds no tickets.")
    return found


def _add(found: Tickets, line: str, label: str, place: str) -> None:
    try:
        row = json.loads(line)
        title, text, wanted = (str(row[key]) for key in ("title", "text", label))
        created = datetime.fromisoformat(str(row["created"]))
    except (ValueError, KeyError, TypeError) as error:
        raise FileRefused(
            f"{place} is no ticket. It takes JSON with created (a date), title, text and {label}."
        ) from error
    aware = created if created.tzinfo else created.replace(tzinfo=UTC)
    found.requests.append(Request(title, text[:LONGEST]))
    found.labels.append(wanted)
    found.days.append(aware.timestamp() / 86_400)


def evaluate_routing(train: Path, test: Path, label: str, embedder: Embedder) -> Figures:
    """Learn from one file, predict the other; the baseline is TF-IDF with a linear SVM alone.

    Raises FileRefused for a file that cannot be used.
    """
    taught, asked = read_tickets(train, label), read_tickets(test, label)
    vectors = meanings(taught.requests, embedder)
    try:
        classifier = Classifier.of(taught.requests, vectors, taught.labels, np.array(taught.days))
    except TooFewLabels as error:
        raise FileRefused(f"{train} has one {label} alone: nothing to tell apart.") from error
    chances = classifier.probabilities(asked.requests, meanings(asked.requests, embedder))
    predicted = [classifier.labels[column] for column in chances.argmax(axis=1)]
    return {
        **_scores(asked.labels, predicted),
        "baseline_accuracy": _scores(asked.labels, _baseline(taught, asked))["accuracy"],
        "tickets": len(asked.labels),
        "labels": len(classifier.labels),
        "applied": _applied(asked.labels, predicted, chances.max(axis=1).tolist()),
    }


def table(figures: Figures) -> str:
    """The figures for a reader at a terminal."""
    lines = [f"{figures['tickets']} tickets, {figures['labels']} labels"]
    lines += [
        f"{name:20} {figures[name]:.3f}" for name in ("accuracy", "macro_f1", "baseline_accuracy")
    ]
    for one in figures["applied"]:
        right = "none" if one["accuracy"] is None else f"{one['accuracy']:.3f} of them right"
        lines.append(f"from {one['threshold']:.0%} on{'':9} {one['share']:.3f} applied, {right}")
    return "\n".join(lines)


def _scores(labels: Sequence[str], predicted: Sequence[str]) -> dict[str, float]:
    from sklearn.metrics import accuracy_score, f1_score

    return {
        "accuracy": float(accuracy_score(labels, predicted)),
        "macro_f1": float(f1_score(labels, predicted, average="macro", zero_division=0.0)),
    }


def _baseline(taught: Tickets, asked: Tickets) -> list[str]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    words = make_pipeline(TfidfVectorizer(sublinear_tf=True), LinearSVC())
    words.fit([request.whole for request in taught.requests], taught.labels)
    return [str(label) for label in words.predict([request.whole for request in asked.requests])]


def _applied(
    labels: Sequence[str], predicted: Sequence[str], certainty: Sequence[float]
) -> list[dict[str, float | None]]:
    """At each threshold: the share that is applied by itself, and how much of that is right."""
    right = [label == guess for label, guess in zip(labels, predicted, strict=True)]
    rows: list[dict[str, float | None]] = []
    for threshold in THRESHOLDS:
        sure = [ok for ok, chance in zip(right, certainty, strict=True) if chance >= threshold]
        accuracy = sum(sure) / len(sure) if sure else None
        rows.append(
            {"threshold": threshold, "share": len(sure) / len(labels), "accuracy": accuracy}
        )
    return rows
