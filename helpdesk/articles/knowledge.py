"""The only file that knows the knowledge base: one model per process, one index per database."""

from functools import lru_cache
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.articles.models import EmbeddingModel
from helpdesk.articles.rules import ModelState
from helpdesk.articles.settings import Answers
from helpdesk.platform.config import settings_in_use
from helpdesk.platform.db import raw_connection
from helpdesk.platform.errors import Unavailable
from helpdesk.settings.current import current
from knowledge_base.documents.folder import Document
from knowledge_base.embedding.embedder import Embedder, ModelError, OnnxEmbedder, Recipe, Vectors
from knowledge_base.following.parts import asked_beside
from knowledge_base.search.answers import Answer, names
from knowledge_base.search.follow_up import Before, Look, Reply
from knowledge_base.search.knowledge_base import Hit, KnowledgeBase, Place
from knowledge_base.search.several import Replies, replies

_SWITCH = "embedding model in service"
embedder_in_use: Embedder | None = None


def use(embedder: Embedder) -> None:
    """Say which model this process embeds with (tests give a fake one)."""
    global embedder_in_use  # noqa: PLW0603 - the model is loaded once per process
    embedder_in_use = embedder


@lru_cache(maxsize=2)  # the one in service and the one that is coming
def load(folder: Path) -> Embedder:
    """The model in that folder, loaded once a process; Unavailable when it cannot be used."""
    embedder = OnnxEmbedder(folder)
    try:
        embedder.check()
    except ModelError as error:
        raise Unavailable(str(error)) from error
    return embedder


def serving_model(session: Session) -> EmbeddingModel | None:
    """The model that was brought into service; None while it is the one of the settings."""
    return session.scalar(select(EmbeddingModel).where(EmbeddingModel.state == ModelState.SERVING))


def folder_of(name: str) -> Path:
    """Where the model of that name lies."""
    return settings_in_use().embedding_folder.with_name(name)


def serving_embedder(session: Session) -> Embedder:
    """What questions and articles are embedded with, as of this transaction."""
    if embedder_in_use is not None:
        return embedder_in_use
    # The column alone: a whole row might still be the one that this session read before a switch.
    name = session.scalar(
        select(EmbeddingModel.name).where(EmbeddingModel.state == ModelState.SERVING)
    )
    return load(folder_of(name) if name else settings_in_use().embedding_folder)


def knowledge_base(session: Session) -> KnowledgeBase:
    """The index, for reading in the session's own transaction."""
    target = current(Answers).target_precision
    return KnowledgeBase(raw_connection(session), serving_embedder(session), target=target)


def answer_turn(session: Session, text: str, before: Before | None, look: Look) -> Replies:
    """Answer a turn with what it means after the ones before it; None where it stands alone."""
    return replies(text, before, serving_embedder(session), look)


def index_of(session: Session) -> KnowledgeBase:
    """The index, for writing: until the transaction ends no other model comes into service.

    Otherwise an article could be written with the vectors of the model that just went.
    """
    session.execute(select(func.pg_advisory_xact_lock_shared(func.hashtext(_SWITCH))))
    return knowledge_base(session)


def hold_index(session: Session) -> None:
    """Wait for everybody who writes to the index and let nobody begin before this one ends."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext(_SWITCH))))


__all__ = [
    "Answer",
    "Before",
    "Document",
    "Embedder",
    "Hit",
    "Look",
    "Place",
    "Recipe",
    "Replies",
    "Reply",
    "Vectors",
    "answer_turn",
    "asked_beside",
    "folder_of",
    "hold_index",
    "index_of",
    "knowledge_base",
    "load",
    "names",
    "serving_embedder",
    "serving_model",
    "use",
]
