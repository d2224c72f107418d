"""`heed kb evaluate` without files: the answers' figures on what the desk itself was asked."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from helpdesk.articles.knowledge import knowledge_base, serving_embedder
from helpdesk.articles.service.questions import search
from helpdesk.articles.settings import Answers
from helpdesk.lab.dataset import of_desk
from helpdesk.lab.evaluation import Choices, Labelled, evaluate_labelled
from helpdesk.launch.desk import open_desk
from helpdesk.launch.faults import LaunchFault
from helpdesk.platform.config import Settings
from helpdesk.settings.current import current
from knowledge_base import OnnxEmbedder
from knowledge_base.evaluation import dialogues
from knowledge_base.evaluation.datasets import DatasetError
from knowledge_base.evaluation.facts import measure, read_facts

# Below this an interval is as wide as the scale.
FEWEST = 20
_FOLDS = 5


def evaluate_history(settings: Settings, choices: Choices) -> dict[str, Any]:
    """The report on every answered question, each ranked by what the others teach."""
    with open_desk(settings) as session:
        labelled = _labelled(session)
        embedder = serving_embedder(session)
        target = choices.target or current(Answers).target_precision
    if len(labelled.questions) < FEWEST:
        raise LaunchFault(
            f"This desk knows {len(labelled.questions)} questions with the article that answered "
            f"them; {FEWEST} is the least to evaluate with. Agents add to them by marking "
            "articles in tickets and conversations, customers by saying that an answer helped."
        )
    if choices.model:
        embedder = OnnxEmbedder(choices.model, threads=2)
    return evaluate_labelled(
        embedder, labelled, replace(choices, target=target, folds=choices.folds or _FOLDS)
    )


def evaluate_facts_of_desk(settings: Settings, facts: Path, choices: Choices) -> dict[str, Any]:
    """The report on questions whose fact is known, asked of the desk's own articles."""
    _check_desks_own(choices)
    try:
        asked = read_facts(facts)
    except DatasetError as error:
        raise LaunchFault(str(error)) from error
    with open_desk(settings) as session:
        return measure(asked, knowledge_base(session).results)


def evaluate_dialogues_of_desk(settings: Settings, file: Path, choices: Choices) -> dict[str, Any]:
    """The report on what is said last in dialogues, as the desk's own chat would say it."""
    _check_desks_own(choices)
    try:
        played = dialogues.read_dialogues(file)
    except DatasetError as error:
        raise LaunchFault(str(error)) from error
    with open_desk(settings) as session:
        look = partial(search, session, language="")
        return dialogues.measure(played, serving_embedder(session), look)


def _check_desks_own(choices: Choices) -> None:
    if choices.model or choices.target is not None:
        raise LaunchFault("For another model or target than the desk's give --articles as well.")


def _labelled(session: Session) -> Labelled:
    material = of_desk(session)
    spoken = {document.slug: document.language for document in material.documents}
    questions = material.experience.questions
    languages = [spoken[next(iter(question.articles))] for question in questions]
    return Labelled(material.documents, questions, languages)
