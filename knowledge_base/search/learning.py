"""Learning from a desk's own index and experience: what `KnowledgeBase.learn` does."""

from collections.abc import Collection
from typing import Any

import numpy as np
from psycopg import Connection

from knowledge_base.documents.chunking import Passage
from knowledge_base.embedding.cache import RememberedVectors
from knowledge_base.embedding.embedder import Embedder
from knowledge_base.ranking.answered import Experience
from knowledge_base.ranking.corpus import Asked, Corpus
from knowledge_base.ranking.ranker import Ranker, TrainingSet, learn

# What a process keeps in memory to rank with; what is beyond is ranked as the database finds it.
MOST_ARTICLES = 2_000
MOST_PASSAGES = 10_000
MOST_QUESTIONS = 6_000


def learn_from_index(
    connection: Connection[Any], embedder: Embedder, experience: Experience, *, target: float
) -> Ranker:
    """The ranker for the articles in the index; those that answered questions come first."""
    newest = experience.newest(MOST_QUESTIONS)
    passages = _passages(connection, embedder.recipe.stamp, newest.article_slugs)
    titles = {article: title for article, _, title, _, _, _ in passages}
    texts = [*titles.values(), *newest.texts]
    vectors = RememberedVectors(connection, embedder).embed_only(texts)
    corpus = _corpus(passages, titles, vectors[: len(titles)])
    asked = Asked(newest.texts, vectors[len(titles) :].astype(np.float64), newest.days)
    learned = TrainingSet(asked, newest.targets(corpus.slugs), newest.weights)
    return learn(corpus, learned.answered(), target=target)


Row = tuple[int, int, str, str, str, Any]


def _passages(connection: Connection[Any], recipe: str, first: Collection[str]) -> list[Row]:
    """Number, ordinal, title, heading, text and vector of each passage, in the articles' order."""
    found = connection.execute(
        """
        WITH chosen AS (
            SELECT article_id, sum(count(*)) OVER (
                ORDER BY article_id = ANY(%(first)s::bigint[]) DESC, article_id
            ) AS passages FROM kb_passage WHERE recipe = %(recipe)s GROUP BY article_id
            ORDER BY article_id = ANY(%(first)s::bigint[]) DESC, article_id LIMIT %(articles)s
        )
        SELECT article_id, ordinal, title, heading, text, embedding
        FROM kb_passage JOIN chosen USING (article_id)
        WHERE recipe = %(recipe)s AND passages <= %(passages)s ORDER BY article_id, ordinal
        """,
        {
            "recipe": recipe,
            "first": [int(slug) for slug in first],
            "articles": MOST_ARTICLES,
            "passages": MOST_PASSAGES,
        },
    )
    return found.fetchall()


def _corpus(passages: list[Row], titles: dict[int, str], vectors: Any) -> Corpus:
    numbers = {article: number for number, article in enumerate(titles)}
    owners: list[int] = []
    ordinals: list[int] = []
    texts: list[str] = []
    rows: list[Any] = []
    for article, ordinal, title, heading, text, embedding in passages:
        if not owners or owners[-1] != numbers[article]:
            owners.append(numbers[article])
            ordinals.append(0)
            texts.append(title)
            rows.append(vectors[numbers[article]])
        owners.append(numbers[article])
        ordinals.append(ordinal + 1)
        texts.append(Passage(ordinal, heading, "", text).for_embedding(title))
        rows.append(embedding.to_numpy())
    return Corpus(
        slugs=[str(article) for article in titles],
        owners=np.array(owners, dtype=np.int64),
        ordinals=np.array(ordinals, dtype=np.int64),
        texts=texts,
        vectors=np.array(rows, dtype=np.float64).reshape(len(rows), vectors.shape[1]),
    )
