"""The graphs that find the nearest vectors: one for each length, and one for each rare language."""

import re
from typing import Any, LiteralString

from psycopg import Connection

# The default's is 64. Twice as many candidates for each link find more of the true nearest at the
# same cost of a search; more links (m) do not.
LINKS: LiteralString = "m = 16, ef_construction = 128"
# Of a language that few passages have, a graph of all finds few on its way; its own finds only
# them. Below the first number a walk through all is quick, above the share most of it is seen.
FEWEST = 2_000
RARE = 0.2
# What a graph of half-precision vectors can hold; longer ones are compared one by one.
LONGEST = 4_000
_CODE = re.compile(r"[a-z]{2,3}(-[a-z]{2,4})?")

# Filters are applied to what the walk over the graph emits, so let it go on until enough are left,
# in the order it finds them: sorted afterwards, nothing that was seen is thrown away. With
# ef_search 600 it finds .95 of the true ten nearest among a million passages, with 250 .91.
WALK: LiteralString = ", ".join(
    f"set_config('hnsw.{name}', '{value}', true)"
    for name, value in (
        ("iterative_scan", "relaxed_order"),
        ("ef_search", "600"),
        ("scan_mem_multiplier", "8"),
    )
)


def graph_name(dimension: int, language: str | None = None) -> str:
    """The index of all vectors of this length, or of those in one language."""
    name = f"kb_passage_nearest_{dimension:d}"
    return f"{name}_{language.replace('-', '_')}" if language else name


def graph_sql(dimension: int, language: str | None = None) -> str:
    """What makes it."""
    spoken = f" AND {in_language(language)}" if language else ""
    return (
        f"CREATE INDEX IF NOT EXISTS {graph_name(dimension, language)} ON kb_passage USING hnsw"
        f" ((embedding::halfvec({dimension:d})) halfvec_cosine_ops)"
        f" WITH ({LINKS}) WHERE dimension = {dimension:d}{spoken}"
    )


def in_language(language: str | None) -> str:
    """The filter, with an ordinary code spelled out: only so its own graph is seen to fit."""
    if not language:
        return "true"
    plain = _CODE.fullmatch(language)
    return f"language = '{language}'" if plain else "language = %(language)s"


def make_graph(connection: Connection[Any], dimension: int, language: str | None = None) -> None:
    """Make the index unless it is there; nobody else writes passages until the caller commits."""
    if dimension > LONGEST:
        return
    name = graph_name(dimension, language)
    there = connection.execute("SELECT to_regclass(%s)", (name,)).fetchone()
    if not (there and there[0]):
        connection.execute(graph_sql(dimension, language).encode())


def make_graphs_of_rare_languages(connection: Connection[Any], dimension: int) -> None:
    """A graph for each language that has many passages, yet a small part of all."""
    found = connection.execute(
        "SELECT language FROM kb_language WHERE passages >= %s"
        " AND passages < %s * (SELECT sum(passages) FROM kb_language)",
        (FEWEST, RARE),
    )
    for (language,) in found.fetchall():
        if _CODE.fullmatch(language):
            make_graph(connection, dimension, language)
