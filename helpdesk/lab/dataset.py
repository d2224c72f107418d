"""What a model can be taught: the articles and answered questions of a desk, or of files."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.evidence.answered import experience_of
from helpdesk.articles.models import Article
from helpdesk.articles.rules import ArticleState
from helpdesk.articles.service.writing import document_of
from helpdesk.lab.evaluation import Files, answered
from helpdesk.launch.faults import LaunchFault
from knowledge_base.documents.folder import Document
from knowledge_base.evaluation import datasets
from knowledge_base.ranking.answered import Experience


@dataclass(frozen=True)
class Material:
    """Articles, and questions that name them by their slugs."""

    documents: list[Document]
    experience: Experience


def of_desk(session: Session) -> Material:
    """All that is published and all that was answered; there the slugs are numbers."""
    published = session.scalars(select(Article).where(Article.state == ArticleState.PUBLISHED))
    documents = [replace(document_of(article), slug=str(article.id)) for article in published]
    return Material(documents, experience_of(session))


def of_files(files: Files) -> Material:
    """What the files hold; LaunchFault names the line that cannot be read."""
    try:
        documents = datasets.read_articles(files.articles)
        judgements = datasets.read_judgements(files.qrels, documents)
        questions = datasets.judged(datasets.read_questions(files.queries), judgements)
    except datasets.DatasetError as error:
        raise LaunchFault(str(error)) from error
    return Material(documents, Experience(answered(questions, judgements)))
