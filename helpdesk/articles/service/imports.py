"""Bringing a folder of articles into the help centre, as often as one likes."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.knowledge import Document, index_of
from helpdesk.articles.models import Article
from helpdesk.articles.rules import ArticleState
from helpdesk.articles.service.images import keep_images
from helpdesk.articles.service.writing import (
    Draft,
    change_state,
    check_draft,
    document_of,
    reword,
    write_article,
)
from helpdesk.feature import Progress
from helpdesk.platform import events
from helpdesk.platform.audit import IMPORT
from helpdesk.platform.errors import NotFound, RuleBroken
from knowledge_base.documents.folder import Fault, ImportResult, read_folder

ACTOR = IMPORT


def silent(_done: int, _total: int) -> None:
    """For imports that nobody watches."""


@dataclass(frozen=True)
class Imported:
    """How many articles were added, changed and left alone, and what could not be read.

    Of their images: how many were brought in, lie on other sites, and are nowhere.
    """

    added: int
    changed: int
    unchanged: int
    faults: list[Fault]
    images: int = 0
    remote_images: int = 0
    missing_images: int = 0


def import_folder(
    session: Session, folder: Path, *, language: str | None = None, progress: Progress = silent
) -> Imported:
    """Read every article below the folder and publish it; the same file is never added twice."""
    if not folder.is_dir():
        raise NotFound(
            "%(folder)s is not a folder. Name the folder that holds the articles.", folder=folder
        )
    documents, faults = _sorted_out(read_folder(folder, language), folder)
    shown = [document.images for document in documents]
    kept_images = {image.name: image for found in shown for image in found.kept.values()}
    keep_images(session, kept_images.values())
    imported = session.scalars(select(Article).where(Article.source.is_not(None)))
    before = {article.source: article for article in imported}
    added = [_add(session, d) for d in documents if _source(d) not in before]
    kept = [(d, before[_source(d)]) for d in documents if _source(d) in before]
    changed = [a for d, a in kept if reword(session, a, _draft(d), actor=ACTOR)]
    published = [a for a in changed if a.state is ArticleState.PUBLISHED]
    session.flush()
    index_of(session).index_many(
        [(a.id, a.version, document_of(a)) for a in added + published], progress=progress
    )
    for article in added + published:
        events.publish(session, events.ArticlePublished(article.id, article.version))
    return Imported(
        len(added),
        len(changed),
        len(kept) - len(changed),
        faults,
        images=len(kept_images),
        remote_images=sum(len(found.remote) for found in shown),
        missing_images=sum(len(found.missing) for found in shown),
    )


def _sorted_out(found: ImportResult, folder: Path) -> tuple[list[Document], list[Fault]]:
    """The articles that can be kept, and what is wrong with each of the other files."""
    kept, faults = [], list(found.faults)
    for document in found.documents:
        faults += [Fault(path, reason) for path, reason in document.images.refused.items()]
        try:
            check_draft(document.title, document.body_markdown)
            kept.append(document)
        except RuleBroken as refusal:
            faults.append(Fault(folder / (document.source or document.slug), str(refusal)))
    return kept, faults


def _source(document: Document) -> str:
    return f"{document.language}:{document.source or document.slug}"


def _draft(document: Document) -> Draft:
    return Draft(
        title=document.title,
        body=document.body_markdown,
        category=document.category,
        language=document.language,
        audience=document.audience,
        slug=document.slug,
        source=_source(document),
    )


def _add(session: Session, document: Document) -> Article:
    article = write_article(session, _draft(document), actor=ACTOR)
    change_state(session, article, ArticleState.PUBLISHED, ACTOR)
    return article
