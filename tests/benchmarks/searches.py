"""How long a question takes to become a vector, and how long to find its articles."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import psycopg

from helpdesk.bench.database import scratch_database
from helpdesk.bench.passages import questions
from helpdesk.lab.evaluation import answered
from helpdesk.launch.postgres import migrate_scratch
from knowledge_base import Document, Embedder, KnowledgeBase, OnnxEmbedder
from knowledge_base.evaluation.datasets import (
    judged,
    read_articles,
    read_judgements,
    read_questions,
)
from knowledge_base.ranking.answered import Experience
from tests.benchmarks.measures import Measure, percentile
from tests.stack import ROOT, Stack

THUNDERBIRD = ROOT.parent / "shared" / "data" / "thunderbird_support"
ASKED = 300


def measure_embedding(stack: Stack) -> Measure:
    """One question at a time, one thread, as the web process does it."""
    embedder = OnnxEmbedder(stack.settings.embedding_folder)
    embedder.check()
    took = milliseconds(lambda question: embedder.embed([question]), questions(demo_alone=True))
    return Measure("Embedding one question, p50", percentile(took, 50), "ms", "≤ 4")


def measure_search(stack: Stack) -> list[Measure]:
    """Whole posts of Thunderbird's users against its articles, in a database of their own."""
    if not THUNDERBIRD.is_dir():
        return []
    embedder = OnnxEmbedder(stack.settings.embedding_folder, threads=2)
    took = search_thunderbird(embedder, stack.database.owner)
    name = "Search over Thunderbird's articles and experience, text to hits"
    return [
        Measure(f"{name}, p50", percentile(took, 50), "ms"),
        Measure(f"{name}, p95", percentile(took, 95), "ms", "≤ 15"),
    ]


def search_thunderbird(embedder: Embedder, url: str) -> list[float]:
    """Milliseconds of each search; every second question is asked before to warm up."""
    articles = read_articles(THUNDERBIRD / "articles.jsonl")
    asked = read_questions(THUNDERBIRD / "retrieval_dev_en.jsonl")[:ASKED]
    with scratch_database(url) as address:
        migrate_scratch(address)
        with psycopg.connect(address) as connection:
            base = KnowledgeBase(connection, embedder)
            base.index_many([(number, 1, article) for number, article in enumerate(articles)])
            base.learn(thunderbird_experience(articles), "the benchmark")
            connection.commit()

            def search(question: str) -> None:
                base.search(question)
                connection.rollback()

            texts = [question.text for question in asked]
            milliseconds(search, texts[::2])
            return milliseconds(search, texts[1::2])


def thunderbird_experience(articles: list[Document]) -> Experience:
    """What its helpers linked, with the articles named by their place as they are indexed."""
    places = {article.slug: str(place) for place, article in enumerate(articles)}
    judgements = read_judgements(THUNDERBIRD / "retrieval_dev_en.qrels.tsv", articles)
    asked = judged(read_questions(THUNDERBIRD / "retrieval_dev_en.jsonl"), judgements)
    return Experience(
        [
            replace(one, articles={places[slug]: how for slug, how in one.articles.items()})
            for one in answered(asked, judgements)
        ]
    )


def milliseconds(work: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """How long each text takes."""
    took = []
    for text in texts:
        started = time.perf_counter()
        work(text)
        took.append((time.perf_counter() - started) * 1000)
    return took
