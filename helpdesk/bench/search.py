"""`heed kb bench`: what a search costs and finds over any number of passages."""

import shutil
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import psycopg

from helpdesk.bench.database import Filling, scratch_database
from helpdesk.bench.exact import FILTERS, BestOfAll, Reader
from helpdesk.bench.passages import CODED_EVERY, article_of, code_of, gather, questions
from helpdesk.launch import postgres
from helpdesk.launch.exports import ensure_embedding
from helpdesk.launch.faults import LaunchFault
from helpdesk.platform.config import Settings
from knowledge_base import Audience, Embedder, KnowledgeBase, ModelError, OnnxEmbedder, PassageStore
from knowledge_base.search.lookup import CANDIDATES

FEWEST, MOST = 100, 10_000_000
BYTES_ON_DISK = 6_000
ROOM_LEFT = 2**30
WORD_EVERY = 10
CODES_ASKED = 20
Say = Callable[[str], None]
Figures = dict[str, Any]


def bench(settings: Settings, passages: int, say: Say) -> Figures:
    """Build so many passages in a database of their own, search them, and drop them."""
    if not FEWEST <= passages <= MOST:
        raise LaunchFault(f"Choose a number of passages from {FEWEST} to {MOST:,}.")
    _check_room(settings, passages)
    try:
        embedder = OnnxEmbedder(ensure_embedding(settings, say), threads=2)
        with postgres.understood():
            return bench_with(embedder, postgres.start(settings).owner, passages, say)
    except ModelError as error:
        raise LaunchFault(str(error)) from error


def bench_with(embedder: Embedder, url: str, passages: int, say: Say) -> Figures:
    """The same with an embedder and a server in hand."""
    say("Embedding real passages")
    material = gather(embedder, passages // 2)
    asked = questions()
    best = BestOfAll(embedder.embed(asked))
    with scratch_database(url) as address, psycopg.connect(address) as connection:
        filling = Filling(address, connection, embedder.recipe)
        filling.prepare()
        filling.load(material.passages(passages), _counting(best, passages, say))
        filling.build(passages, say)
        say(f"Asking {len(asked)} questions in {len(FILTERS)} ways")
        return {
            "passages": passages,
            "real_passages": len(material.titles),
            "questions": len(asked),
            "seconds": filling.seconds,
            "megabytes": filling.megabytes(),
            "searches": _searches(connection, embedder, asked, best),
            "codes_found_first": _codes(connection, embedder, passages),
        }


def table(figures: Figures) -> str:
    """The figures for a reader at a terminal."""
    built = ", ".join(
        f"{name.replace('_', ' ')} {s:,.0f}" for name, s in figures["seconds"].items()
    )
    kept = ", ".join(f"{n.replace('_', ' ')} {mb:,.0f}" for n, mb in figures["megabytes"].items())
    lines = [
        f"{figures['passages']:,} passages, made of {figures['real_passages']:,} real ones",
        f"Built in {sum(figures['seconds'].values()):,.0f} s: {built}",
        f"On disk {sum(figures['megabytes'].values()):,.0f} MB: {kept}",
        f"{'search':32}{'p50 ms':>8}{'p95 ms':>8}{'graph p95':>11}{'recall@10':>11}",
    ]
    for name, row in figures["searches"].items():
        shown = f"{name} ({row['share']:.0%} of the passages)"
        times = f"{row['p50']:8.1f}{row['p95']:8.1f}{row['graph p95']:11.1f}"
        lines.append(f"{shown:32}{times}{row['recall@10']:11.3f}")
    return "\n".join([*lines, f"Exact codes found first: {figures['codes_found_first']:.0%}"])


def _check_room(settings: Settings, passages: int) -> None:
    """Only the embedded database lies on a disk that can be looked at from here."""
    if settings.database_url:
        return
    settings.home.mkdir(parents=True, exist_ok=True)
    needed = passages * BYTES_ON_DISK + ROOM_LEFT
    free = shutil.disk_usage(settings.home).free
    if free < needed:
        raise LaunchFault(
            f"{passages:,} passages need {needed / 2**30:,.1f} GB for a while, and the disk that "
            f"holds {settings.home} has {free / 2**30:,.1f} GB left. Choose fewer passages."
        )


def _counting(best: BestOfAll, passages: int, say: Say) -> Callable[[Any], None]:
    told = time.monotonic()

    def done(made: Any) -> None:
        nonlocal told
        best.see(made)
        if time.monotonic() - told > WORD_EVERY:
            told = time.monotonic()
            say(f"{made.number + len(made.texts):,} of {passages:,} passages stored")

    return done


def _searches(
    connection: psycopg.Connection[Any], embedder: Embedder, asked: list[str], best: BestOfAll
) -> Figures:
    """Every second question warms the caches, the others are timed; all count for the recall."""
    base = KnowledgeBase(connection, embedder)
    store = PassageStore(connection, embedder.recipe)
    found: Figures = {}
    for name, reader in FILTERS.items():
        took: list[float] = []
        for question in asked[::2] + asked[1::2]:
            started = time.perf_counter()
            base.search(question, language=reader.language, audience=reader.audience)
            took.append((time.perf_counter() - started) * 1000)
            connection.rollback()
        timed = took[len(asked[::2]) :]
        near, walked = _walked(store, best, reader)
        found[name] = {
            "share": round(best.share(name), 3),
            "p50": _percentile(timed, 50),
            "p95": _percentile(timed, 95),
            "graph p50": _percentile(walked, 50),
            "graph p95": _percentile(walked, 95),
            "recall@10": round(best.recall(name, near), 4),
        }
    return found


def _percentile(milliseconds: list[float], share: int) -> float:
    return round(float(np.percentile(milliseconds, share)), 1)


def _walked(store: PassageStore, best: BestOfAll, reader: Reader) -> tuple[list[Any], list[float]]:
    """The nearest passages of each question, and the milliseconds that finding them alone took."""
    near, walked = [], []
    for vector in best.questions:
        started = time.perf_counter()
        found = store.nearest(
            vector, CANDIDATES, language=reader.language, audience=reader.audience
        )
        walked.append((time.perf_counter() - started) * 1000)
        near.append(found)
    return near, walked


def _codes(connection: psycopg.Connection[Any], embedder: Embedder, passages: int) -> float:
    """How often a passage's own code finds its article before all others."""
    base = KnowledgeBase(connection, embedder)
    step = max(1, passages // CODES_ASKED // CODED_EVERY) * CODED_EVERY
    numbers = range(0, passages, step)
    first = [
        base.search(f"what does {code_of(n)} mean", 1, audience=Audience.AGENTS) for n in numbers
    ]
    right = [
        bool(hits) and hits[0].article_id == article_of(number)
        for number, hits in zip(numbers, first, strict=True)
    ]
    return sum(right) / len(right)
