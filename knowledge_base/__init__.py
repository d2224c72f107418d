"""Documents in, ranked passages and an honest answer (or none) out."""

from knowledge_base.audience import Audience
from knowledge_base.documents.chunking import ArticleTooLong, Passage, passages_of
from knowledge_base.documents.file_formats import DocumentError
from knowledge_base.documents.folder import (
    Document,
    Fault,
    ImportResult,
    read_document,
    read_folder,
)
from knowledge_base.documents.rendering import to_html
from knowledge_base.embedding.embedder import Embedder, ModelError, OnnxEmbedder, Recipe
from knowledge_base.embedding.export import export
from knowledge_base.index.passages import PassageStore, WrongRecipe
from knowledge_base.index.schema import SCHEMA
from knowledge_base.search.answers import Answer, answer
from knowledge_base.search.knowledge_base import Hit, KnowledgeBase, Results

__all__ = [
    "SCHEMA",
    "Answer",
    "ArticleTooLong",
    "Audience",
    "Document",
    "DocumentError",
    "Embedder",
    "Fault",
    "Hit",
    "ImportResult",
    "KnowledgeBase",
    "ModelError",
    "OnnxEmbedder",
    "Passage",
    "PassageStore",
    "Recipe",
    "Results",
    "WrongRecipe",
    "answer",
    "export",
    "passages_of",
    "read_document",
    "read_folder",
    "to_html",
]
