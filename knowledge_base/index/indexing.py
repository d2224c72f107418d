"""Putting articles into the index, the passages of several embedded at once."""

from collections.abc import Callable, Iterable

from knowledge_base.documents.chunking import Passage, passages_of
from knowledge_base.documents.folder import Document
from knowledge_base.embedding.embedder import Embedder
from knowledge_base.index.passages import PassageStore

_BATCH_PASSAGES = 256

Progress = Callable[[int, int], None]


def index_many(
    store: PassageStore,
    embedder: Embedder,
    articles: Iterable[tuple[int, int, Document]],
    progress: Progress = lambda done, total: None,
) -> None:
    """Index many articles, embedding passages of several at once; much faster than one by one.

    `progress(done, total)` is called after each batch, counting articles.
    """
    waiting = list(articles)
    done = 0
    for batch in _batches(waiting):
        texts = [
            passage.for_embedding(document.title)
            for (_, _, document), passages in batch
            for passage in passages
        ]
        vectors = embedder.embed(texts)
        start = 0
        for (article_id, version, document), passages in batch:
            end = start + len(passages)
            store.replace(
                article_id,
                version,
                document,
                passages=passages,
                vectors=vectors[start:end],
            )
            start = end
        done += len(batch)
        progress(done, len(waiting))


def _batches(
    articles: list[tuple[int, int, Document]],
) -> Iterable[list[tuple[tuple[int, int, Document], list[Passage]]]]:
    batch: list[tuple[tuple[int, int, Document], list[Passage]]] = []
    held = 0
    for article in articles:
        passages = passages_of(article[2])
        batch.append((article, passages))
        held += len(passages)
        if held >= _BATCH_PASSAGES:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch
