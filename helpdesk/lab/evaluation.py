"""`heed kb evaluate`: the answers' figures on files of labelled questions, without a database."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from helpdesk.articles.settings import Answers
from helpdesk.launch.exports import ensure_embedding
from helpdesk.launch.faults import LaunchFault
from helpdesk.platform.config import Settings
from helpdesk.settings.current import current
from knowledge_base import (
    ArticleTooLong,
    Document,
    Embedder,
    ModelError,
    OnnxEmbedder,
    Results,
)
from knowledge_base.evaluation.datasets import (
    DatasetError,
    Judgements,
    Question,
    judged,
    read_articles,
    read_documents,
    read_judgements,
    read_questions,
)
from knowledge_base.evaluation.facts import measure, read_facts
from knowledge_base.evaluation.help_centre import HelpCentre
from knowledge_base.evaluation.scoring import cross_validate, report, score
from knowledge_base.ranking.answered import AnsweredQuestion, Experience
from knowledge_base.ranking.corpus import corpus_of
from knowledge_base.ranking.ranker import TrainingSet, learn

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

    target: float | None
    folds: int = 0
    without: Collection[str] = ()
    model: Path | None = None
    """The folder of another model than the one of the settings."""


@dataclass(frozen=True)
class Labelled:
    """Articles, the questions to score with what answers them, and the language of each."""

    documents: list[Document]
    questions: Sequence[AnsweredQuestion]
    languages: list[str]
    pairs: Sequence[AnsweredQuestion] = ()


def files_of(given: dict[str, Path | None]) -> Files | None:
    """The files that were named; None when none was and the desk's own history is meant."""
    articles, queries, qrels = (given.get(name) for name in ("articles", "queries", "qrels"))
    if articles and queries and qrels:
        return Files(articles, queries, qrels, given.get("learn_queries"), given.get("learn_qrels"))
    if any(given.values()):
        raise LaunchFault("Give --articles, --queries and --qrels, or no file at all.")
    return None


def evaluate(settings: Settings, files: Files, choices: Choices, say: Say) -> dict[str, Any]:
    """The report on the queries; learning from the learning files, or from other folds."""
    if (files.learn_queries is None) != (files.learn_qrels is None):
        raise LaunchFault("Give both --learn-queries and --learn-qrels, or neither.")
    if choices.folds and files.learn_queries:
        raise LaunchFault("Give learning files or --cross-validate, not both.")
    try:
        folder = choices.model or ensure_embedding(settings, say)
        return evaluate_with(OnnxEmbedder(folder, threads=2), files, choices)
    except (DatasetError, ModelError, ArticleTooLong) as error:
        raise LaunchFault(str(error)) from error


def evaluate_facts(
    settings: Settings, facts: Path, articles: Path, choices: Choices, say: Say
) -> dict[str, Any]:
    """The report on questions whose fact is known, asked of articles that nobody asked before."""
    try:
        asked = read_facts(facts)
        return measure(asked, help_centre(settings, articles, choices, say)[1])
    except (DatasetError, ModelError, ArticleTooLong) as error:
        raise LaunchFault(str(error)) from error


def help_centre(
    settings: Settings, articles: Path, choices: Choices, say: Say
) -> tuple[Embedder, Callable[[str], Results]]:
    """The sentence model, and what looks words up in articles that nobody asked before."""
    documents = read_documents(articles)
    embedder = OnnxEmbedder(choices.model or ensure_embedding(settings, say), threads=2)
    target = choices.target or current(Answers).target_precision
    return embedder, partial(HelpCentre.of(documents, embedder).results, target=target)


def evaluate_with(embedder: Embedder, files: Files, choices: Choices) -> dict[str, Any]:
    """The same with an embedder in hand."""
    documents = read_articles(files.articles)
    judgements = read_judgements(files.qrels, documents)
    questions = judged(read_questions(files.queries), judgements)
    pairs: Sequence[AnsweredQuestion] = []
    if files.learn_queries and files.learn_qrels:
        answers = read_judgements(files.learn_qrels, documents)
        pairs = answered(judged(read_questions(files.learn_queries), answers), answers)
    languages = [question.language for question in questions]
    labelled = Labelled(documents, answered(questions, judgements), languages, pairs)
    return evaluate_labelled(embedder, labelled, choices)


def evaluate_labelled(embedder: Embedder, labelled: Labelled, choices: Choices) -> dict[str, Any]:
    """The report on labelled questions, whatever they were read from."""
    if choices.folds and not _FEWEST_FOLDS <= choices.folds <= len(labelled.questions):
        raise DatasetError(
            f"{len(labelled.questions)} questions cannot be cut into {choices.folds} folds. "
            f"Choose {_FEWEST_FOLDS} to {len(labelled.questions)}."
        )
    corpus = corpus_of(labelled.documents, embedder)
    asked = Experience(labelled.questions)
    known = TrainingSet.of(asked, corpus, embedder)
    relevance = asked.relevance(corpus.slugs)
    target = choices.target or current(Answers).target_precision
    learning = partial(learn, corpus, target=target, without=choices.without)
    if choices.folds:
        outcome = cross_validate(corpus, learning, known, relevance, folds=choices.folds)
    else:
        ranker = learning(TrainingSet.of(Experience(labelled.pairs), corpus, embedder))
        outcome = score(ranker, corpus, known.asked, relevance)
    return report(outcome, languages=labelled.languages)


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


def table(figures: dict[str, Any]) -> str:
    """The report for a reader at a terminal."""
    lines = [f"{figures['questions']} questions"]
    for name, bounds in figures["intervals"].items():
        value = figures[name]
        if value is None:
            lines.append(f"{name:20}     none answered")
        else:
            lines.append(f"{name:20} {value:.3f}  ({bounds[0]:.3f} to {bounds[1]:.3f})")
    for language, part in figures.get("by_language", {}).items():
        told = f"{part['questions']} questions, hit@1 {part['hit@1']:.3f}"
        lines.append(f"{language or 'no language':20} {told}, hit@5 {part['hit@5']:.3f}")
    return "\n".join(lines)
