"""Putting articles into the index, the passages of several embedded at once."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from knowledge_base.documents.chunking import Passage, passages_of
from knowledge_base.documents.folder import Document
from knowledge_base.embedding.embedder import Embedder
from knowledge_base.index.passages import Embedded, PassageStore

_BATCH_PASSAGES = 256
# Some ten seconds' worth: whoever writes to the index meanwhile waits no longer.
MOST_AT_ONCE = 1_000

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
        told = [(d.title, passage) for (_, _, d), passages in batch for passage in passages]
        embedded = embed(embedder, told)
        start = 0
        for (article_id, version, document), passages in batch:
            end = start + len(passages)
            store.replace(article_id, version, document, embedded[start:end])
            start = end
        done += len(batch)
        progress(done, len(waiting))


def complete(store: PassageStore, embedder: Embedder, most: int = MOST_AT_ONCE) -> int:
    """Embed the sentences of passages that have none yet; how many passages were completed."""
    lacking = store.without_sentences(most)
    embedded = embed(embedder, [(title, passage) for _, title, passage in lacking])
    for (number, _, _), made in zip(lacking, embedded, strict=True):
        store.keep_sentences(number, made.sentences)
    return len(lacking)


def embed(embedder: Embedder, passages: Sequence[tuple[str, Passage]]) -> list[Embedded]:
    """Vectors of passages below their article's title, and of their sentences in that place."""
    vectors = embedder.embed([passage.for_embedding(title) for title, passage in passages])
    parts = [passage.sentences() for _, passage in passages]
    told = [
        [part.for_embedding(title) for part in cut if part.text != passage.text]
        for (title, passage), cut in zip(passages, parts, strict=True)
    ]
    sentences = iter(embedder.embed([text for texts in told for text in texts]))
    found = []
    for (_, passage), vector, cut in zip(passages, vectors, parts, strict=True):
        # One sentence alone is the passage, and has its vector already.
        own = [vector if part.text == passage.text else next(sentences) for part in cut]
        found.append(Embedded(passage, vector, np.array(own).reshape(-1, len(vector))))
    return found


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
