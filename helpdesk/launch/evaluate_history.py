"""`heed kb evaluate` without files: the answers' figures on what the desk itself was asked."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.evidence import experience_of
from helpdesk.articles.knowledge import serving_embedder
from helpdesk.articles.models import Article
from helpdesk.articles.rules import ArticleState
from helpdesk.articles.service import document_of
from helpdesk.config import Settings
from helpdesk.launch.desk import open_desk
from helpdesk.launch.evaluate import Choices, Labelled, evaluate_labelled
from helpdesk.launch.faults import LaunchFault
from knowledge_base import OnnxEmbedder

# Below this an interval is as wide as the scale.
FEWEST = 20
_FOLDS = 5


def evaluate_history(settings: Settings, choices: Choices) -> dict[str, Any]:
    """The report on every answered question, each ranked by what the others teach."""
    with open_desk(settings) as session:
        labelled = _labelled(session)
        embedder = serving_embedder(session)
    if len(labelled.questions) < FEWEST:
        raise LaunchFault(
            f"This desk knows {len(labelled.questions)} questions with the article that answered "
            f"them; {FEWEST} is the least to evaluate with. Agents add to them by marking "
            "articles in tickets and conversations, customers by saying that an answer helped."
        )
    if choices.model:
        embedder = OnnxEmbedder(choices.model, threads=2)
    return evaluate_labelled(embedder, labelled, replace(choices, folds=choices.folds or _FOLDS))


def _labelled(session: Session) -> Labelled:
    published = session.scalars(select(Article).where(Article.state == ArticleState.PUBLISHED))
    # Evidence names articles by their numbers.
    documents = [replace(document_of(article), slug=str(article.id)) for article in published]
    spoken = {document.slug: document.language for document in documents}
    questions = experience_of(session).questions
    languages = [spoken[next(iter(question.articles))] for question in questions]
    return Labelled(documents, questions, languages)
