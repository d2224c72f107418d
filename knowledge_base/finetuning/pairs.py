"""What a model is taught with: questions, the passages that answer them, and some that do not."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.ranking.corpus import Corpus
from knowledge_base.ranking.ranker import TrainingSet

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Truths = NDArray[np.bool_]

# Of an article that answers, the passages nearest the question; the others are about other things.
NEAREST = 2
# Labels are incomplete: what the model ranks first is often right too, only nobody linked it.
HARD_FROM, HARD_TO = 5, 30


@dataclass(frozen=True)
class Pairs:
    """Questions and passages by number, and which of them belong together."""

    questions: list[str]
    passages: list[str]
    owners: Numbers
    """For each passage the number of its article."""
    answers: Truths
    """One row a question, one column an article: does the article answer it?"""
    right: list[Numbers]
    """For each question the passages that answer it, of every linked article the nearest ones."""
    wrong: list[Numbers]
    """For each question passages that look right and belong to articles nobody linked."""

    def __len__(self) -> int:
        return len(self.questions)


@dataclass(frozen=True)
class Batch:
    """Questions and passages to compare, each with each."""

    questions: Numbers
    passages: Numbers
    pulled: Truths
    """One row a question, one column a question or passage: bring these two nearer."""
    pushed: Truths
    """Keep these two apart. What is neither pulled nor pushed may or may not belong together."""


def pairs_of(corpus: Corpus, learned: TrainingSet) -> Pairs:
    """Pairs from answered questions, as near and far as the serving model's vectors say."""
    answers = learned.targets > 0
    kept = np.flatnonzero(answers[:, np.unique(corpus.owners)].any(axis=1))
    # One question at a time: all the orders at once would fill the memory of a large help centre.
    found = [_told_apart(corpus, learned.asked.vectors[row], answers[row]) for row in kept]
    return Pairs(
        questions=[learned.asked.texts[row] for row in kept],
        passages=corpus.texts,
        owners=corpus.owners,
        answers=answers[kept],
        right=[right for right, _ in found],
        wrong=[wrong for _, wrong in found],
    )


def _told_apart(corpus: Corpus, vector: Floats, answers: Truths) -> tuple[Numbers, Numbers]:
    """The numbers of passages that answer the question, and of those that only look like it."""
    order = np.argsort(-(corpus.vectors @ vector), kind="stable")
    owners = corpus.owners[order]
    right = [order[owners == article][:NEAREST] for article in np.flatnonzero(answers)]
    return np.concatenate(right), order[~answers[owners]][HARD_FROM:HARD_TO]


def batches(pairs: Pairs, size: int, *, seed: int) -> Iterator[Batch]:
    """Every question about once, each beside another one that the same article answered."""
    random = np.random.default_rng(seed)
    order = _paired(pairs.answers, random)
    for start in range(0, len(order), size):
        yield _batch(pairs, order[start : start + size], random)


def _paired(answers: Truths, random: np.random.Generator) -> Numbers:
    waiting = dict.fromkeys(random.permutation(len(answers)).tolist())
    order = []
    while waiting:
        question = next(iter(waiting))
        del waiting[question]
        order.append(question)
        alike = (answers[list(waiting)] & answers[question]).any(axis=1)
        partner = next((other for other, same in zip(waiting, alike, strict=True) if same), None)
        if partner is not None:
            del waiting[partner]
            order.append(partner)
    return np.array(order, dtype=np.int64)


def _batch(pairs: Pairs, questions: Numbers, random: np.random.Generator) -> Batch:
    # Texts of one length go through the model together, and padding costs time.
    questions = np.array(sorted(questions, key=lambda number: len(pairs.questions[number])))
    right = [random.choice(pairs.right[question]) for question in questions]
    wrong = [random.choice(pairs.wrong[q]) for q in questions if len(pairs.wrong[q])]
    both = sorted({*right, *wrong}, key=lambda number: (len(pairs.passages[number]), number))
    passages = np.array(both, dtype=np.int64)
    answers = pairs.answers[questions].astype(np.int64)
    same_question = answers @ answers.T > 0
    same_passage = pairs.answers[questions][:, pairs.owners[passages]]
    chosen = np.array([np.isin(passages, pairs.right[question]) for question in questions])
    return Batch(
        questions,
        passages,
        pulled=np.hstack([same_question & ~np.eye(len(questions), dtype=bool), chosen]),
        pushed=np.hstack([~same_question, ~same_passage]),
    )
