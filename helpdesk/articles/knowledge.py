"""The only file that knows the knowledge base: one model per process, one index per database."""

from functools import cache
from pathlib import Path

from sqlalchemy.orm import Session

from helpdesk.config import Settings
from helpdesk.db import raw_connection
from knowledge_base.documents import Document
from knowledge_base.embedder import Embedder, OnnxEmbedder
from knowledge_base.search import Hit, KnowledgeBase

_embedder: Embedder | None = None


def use(embedder: Embedder) -> None:
    """Say which model this process embeds with (tests give a fake one)."""
    global _embedder  # noqa: PLW0603 - the model is loaded once per process
    _embedder = embedder


@cache
def _model(folder: Path) -> Embedder:
    return OnnxEmbedder(folder)


def knowledge_base(session: Session) -> KnowledgeBase:
    """The index, reading and writing in the session's own transaction."""
    embedder = _embedder or _model(Settings.from_env().embedding_folder)
    return KnowledgeBase(raw_connection(session), embedder)


__all__ = ["Document", "Hit", "knowledge_base", "use"]
