"""A database of its own for a measurement, filled in bulk and dropped whatever happens."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psutil
import psycopg
from psycopg import sql

from helpdesk.bench.passages import AN_ARTICLE, Made, article_of
from helpdesk.launch.postgres import migrate_scratch
from knowledge_base import Recipe
from knowledge_base.index import hnsw, word_counts
from knowledge_base.index.passages import COPY_PASSAGES
from knowledge_base.index.schema import WORDS_INDEX
from knowledge_base.index.vectors import adapt, packed

PREFIX = "heed_bench_"
# A graph is built several times faster while all of it fits into memory. A quarter of the machine
# leaves the rest for the desk, and 4 GB hold two million passages.
MEMORY_SHARE = 4
MOST_MEMORY = 4 * 2**30
LEAST_MEMORY = 64 * 2**20
BYTES_IN_A_GRAPH = 2_000
MEGABYTE = 2**20
Say = Callable[[str], None]
Connection = psycopg.Connection[Any]


@contextmanager
def scratch_database(url: str) -> Iterator[str]:
    """The address of a new, empty database on the same server."""
    name = f"{PREFIX}{uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as server:
        _drop_left_over(server)
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield _named(url, name)
        finally:
            _drop(server, name)


def _named(url: str, name: str) -> str:
    """The address of another database on the server of this one."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def _drop_left_over(server: Connection) -> None:
    """What a killed measurement could not drop; one that runs has a session in its database."""
    found = server.execute(
        "SELECT datname FROM pg_database d WHERE starts_with(datname, %s)"
        " AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datname = d.datname)",
        (PREFIX,),
    )
    for (name,) in found.fetchall():
        _drop(server, name)


def _drop(server: Connection, name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@dataclass
class Filling:
    """Fills the index of an empty database and notes how long each part took."""

    address: str
    connection: Connection
    recipe: Recipe
    seconds: dict[str, float] = field(default_factory=dict)

    def prepare(self) -> None:
        """The tables, without the indexes that are faster to build afterwards."""
        migrate_scratch(self.address)
        graph = f"DROP INDEX IF EXISTS {hnsw.graph_name(self.recipe.dimension)}"
        self.connection.execute(f"{graph}; DROP INDEX kb_passage_words".encode())
        self.connection.commit()

    def load(self, batches: Iterator[Made], done: Callable[[Made], None]) -> None:
        """Store what comes; `done` sees each batch after it was sent."""
        adapt(self.connection)
        with self._timed("load"), self.connection.cursor().copy(COPY_PASSAGES) as copy:
            for made in batches:
                for row in _rows(made, self.recipe):
                    copy.write_row(row)
                done(made)

    def build(self, passages: int, say: Say) -> None:
        """Both indexes and the counts, with as much memory and as many processes as are there."""
        memory = graph_memory(passages)
        self.connection.execute(f"SET maintenance_work_mem = '{memory // MEGABYTE}MB'".encode())
        for name, statement in (
            ("words_index", WORDS_INDEX),
            ("graph", hnsw.graph_sql(self.recipe.dimension)),
        ):
            say(f"Building the {name.replace('_', ' ')}")
            with self._timed(name):
                self._build(statement)
        with self._timed("count"):
            word_counts.count(self.connection)
        with self._timed("graphs_of_rare_languages"):
            hnsw.make_graphs_of_rare_languages(self.connection, self.recipe.dimension)
        self.connection.autocommit = True
        with self._timed("vacuum"):
            self.connection.execute("VACUUM ANALYZE")
        self.connection.autocommit = False

    def megabytes(self) -> dict[str, float]:
        """What lies on the disk."""
        size = self.recipe.dimension
        indexes = {"graph": hnsw.graph_name(size), "words_index": "kb_passage_words"}
        found = {name: self._size("pg_relation_size", index) for name, index in indexes.items()}
        found["table"] = self._size("pg_table_size", "kb_passage")
        found["other_indexes"] = self._size("pg_indexes_size", "kb_passage") - sum(
            found[name] for name in indexes
        )
        return {name: round(size / MEGABYTE, 1) for name, size in found.items()}

    def _build(self, statement: str) -> None:
        """In parallel, or alone where the system gives PostgreSQL too little shared memory."""
        try:
            with self.connection.transaction():
                self.connection.execute("SET LOCAL max_parallel_maintenance_workers = 2")
                self.connection.execute(statement.encode())
        except (psycopg.errors.DiskFull, psycopg.errors.InsufficientResources):
            with self.connection.transaction():
                self.connection.execute("SET LOCAL max_parallel_maintenance_workers = 0")
                self.connection.execute(statement.encode())

    def _size(self, function: str, name: str) -> float:
        query = f"SELECT {function}(%s::regclass)".encode()
        row = self.connection.execute(query, (name,)).fetchone()
        return float(row[0]) if row else 0.0

    @contextmanager
    def _timed(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.connection.commit()
        self.seconds[name] = round(time.perf_counter() - started, 1)


def graph_memory(passages: int) -> int:
    """Bytes for building a graph of so many passages on this machine."""
    share = psutil.virtual_memory().total // MEMORY_SHARE
    return max(LEAST_MEMORY, min(share, MOST_MEMORY, passages * BYTES_IN_A_GRAPH))


def _rows(made: Made, recipe: Recipe) -> Iterator[tuple[object, ...]]:
    columns = (made.languages, made.audiences, made.titles, made.texts, made.vectors)
    for number, (language, audience, title, text, vector) in enumerate(
        zip(*columns, strict=True), made.number
    ):
        place = (article_of(number), 1, number % AN_ARTICLE, language, audience, title)
        told = ("/articles/made", "", "", text)
        yield (*place, *told, recipe.stamp, recipe.dimension, packed(vector), None)
