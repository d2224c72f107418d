"""`heed kb evaluate`: the answers' figures on files of labelled questions, without a database."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from helpdesk.config import Settings
from helpdesk.launch.faults import LaunchFault
from helpdesk.launch.models import ensure_embedding
from knowledge_base import ArticleTooLong, Embedder, ModelError, OnnxEmbedder
from knowledge_base.corpus import Corpus, asked_of, corpus_of
from knowledge_base.datasets import (
    DatasetError,
    Judgements,
    Question,
    judged,
    read_articles,
    read_judgements,
    read_questions,
)
from knowledge_base.evaluation import Floats, cross_validate, report, score
from knowledge_base.experience import AnsweredQuestion, Experience
from knowledge_base.ranker import Learned, learn

Say = Callable[[str], None]
_ACCEPTED = 2
_FEWEST_FOLDS = 2


@dataclass(frozen=True)
class Files:
    """Where the labelled questions lie."""

    articles: Path
    queries: Path
    qrels: Path
    learn_queries: Path | None = None
    learn_qrels: Path | None = None


@dataclass(frozen=True)
class Choices:
    """What the operator chose."""

    target: float
    folds: int = 0
    without: Collection[str] = ()


def evaluate(settings: Settings, files: Files, choices: Choices, say: Say) -> dict[str, Any]:
    """The report on the queries; learning from the learning files, or from other folds."""
    if (files.learn_queries is None) != (files.learn_qrels is None):
        raise LaunchFault("Give both --learn-queries and --learn-qrels, or neither.")
    if choices.folds and files.learn_queries:
        raise LaunchFault("Give learning files or --cross-validate, not both.")
    try:
        embedder = OnnxEmbedder(ensure_embedding(settings, say), threads=2)
        return evaluate_with(embedder, files, choices)
    except (DatasetError, ModelError, ArticleTooLong) as error:
        raise LaunchFault(str(error)) from error


def evaluate_with(embedder: Embedder, files: Files, choices: Choices) -> dict[str, Any]:
    """The same with an embedder in hand."""
    documents = read_articles(files.articles)
    judgements = read_judgements(files.qrels, documents)
    questions = judged(read_questions(files.queries), judgements)
    if choices.folds and not _FEWEST_FOLDS <= choices.folds <= len(questions):
        raise DatasetError(
            f"{len(questions)} questions cannot be cut into {choices.folds} folds. "
            f"Choose {_FEWEST_FOLDS} to {len(questions)}."
        )
    lessons: Sequence[AnsweredQuestion] = []
    if files.learn_queries and files.learn_qrels:
        answers = read_judgements(files.learn_qrels, documents)
        lessons = answered(judged(read_questions(files.learn_queries), answers), answers)
    corpus = corpus_of(documents, embedder)
    relevance = _relevance(questions, judgements, corpus)
    known = _learned(answered(questions, judgements), corpus, embedder)
    learning = partial(learn, corpus, target=choices.target, without=choices.without)
    if choices.folds:
        return report(cross_validate(corpus, learning, known, relevance, folds=choices.folds))
    ranker = learning(_learned(lessons, corpus, embedder))
    return report(score(ranker, corpus, known.asked, relevance))


def table(figures: dict[str, Any]) -> str:
    """The report for a reader at a terminal."""
    lines = [f"{figures['questions']} questions"]
    for name, bounds in figures["intervals"].items():
        value = figures[name]
        if value is None:
            lines.append(f"{name:20}     none answered")
        else:
            lines.append(f"{name:20} {value:.3f}  ({bounds[0]:.3f} to {bounds[1]:.3f})")
    return "\n".join(lines)


def answered(questions: list[Question], judgements: Judgements) -> list[AnsweredQuestion]:
    """Judged questions as experience."""
    return [
        AnsweredQuestion(
            question.id,
            question.text,
            {
                slug: "accepted" if relevance >= _ACCEPTED else "linked"
                for slug, relevance in judgements[question.id].items()
            },
            question.asked,
        )
        for question in questions
    ]


def _learned(lessons: Sequence[AnsweredQuestion], corpus: Corpus, embedder: Embedder) -> Learned:
    experience = Experience(lessons)
    asked = asked_of(experience.texts, experience.days, embedder)
    return Learned(asked, experience.targets(corpus.slugs), experience.weights)


def _relevance(questions: list[Question], judgements: Judgements, corpus: Corpus) -> Floats:
    columns = {slug: number for number, slug in enumerate(corpus.slugs)}
    found = np.zeros((len(questions), len(corpus.slugs)))
    for row, question in enumerate(questions):
        for slug, relevance in judgements[question.id].items():
            found[row, columns[slug]] = relevance
    return found
