"""How common each word is in each language, counted anew whenever the index has grown enough."""

from typing import Any, LiteralString

from psycopg import Connection

# Counts may lag behind by this share: how rare a word is changes slowly.
GROWTH = 0.2
# A word that stands twice among so many passages is common enough to be known.
SAMPLE = 50_000
_LOCK = 0x6B62_776F7264  # "kbword"

_DUE: LiteralString = """
SELECT last_value, coalesce(max(counted_to), 0), coalesce(sum(passages), 0),
    coalesce(bool_or(language = %s), false)
FROM kb_passage_id_seq LEFT JOIN kb_language ON true GROUP BY last_value
"""
# A passage's number says how many were ever stored, without a counter that writers would share.
_LANGUAGES: LiteralString = """
INSERT INTO kb_language (language, passages, counted_to)
SELECT language, count(*), (SELECT last_value FROM kb_passage_id_seq)
FROM kb_passage GROUP BY language
ON CONFLICT (language) DO UPDATE
    SET passages = excluded.passages, counted_to = excluded.counted_to
"""
_WORDS: LiteralString = """
INSERT INTO kb_word (lexeme, language, passages)
SELECT word, language, round(ndoc / %(share)s::float)
FROM kb_language CROSS JOIN LATERAL ts_stat(format(
    'SELECT words FROM kb_passage TABLESAMPLE SYSTEM (%%s) REPEATABLE (1) WHERE language = %%L',
    100 * %(share)s::float, language))
WHERE ndoc > 1
"""


def note_growth(connection: Connection[Any], language: str) -> bool:
    """Count anew when passages were stored that the counts know too little about; did it?"""
    found = connection.execute(_DUE, (language,)).fetchone() or (0, 0, 0, False)
    last, counted_to, counted, known = found
    if known and last - counted_to <= GROWTH * float(counted):
        return False
    # While another writer counts, waiting for it could mean waiting for a whole import; a language
    # it does not see is counted with the next article in it.
    return count(connection)


def count(connection: Connection[Any]) -> bool:
    """Count all words, from a sample where there are many passages; False if another does it."""
    if not _value(connection, "SELECT pg_try_advisory_xact_lock(%s)", _LOCK):
        return False
    connection.execute("DELETE FROM kb_word")
    connection.execute("DELETE FROM kb_language")
    connection.execute(_LANGUAGES)
    passages = float(_value(connection, "SELECT coalesce(sum(passages), 0) FROM kb_language"))
    connection.execute(_WORDS, {"share": min(1.0, SAMPLE / max(1.0, passages))})
    # The database plans a search by what it believes of these tables, so tell it at once.
    connection.execute("ANALYZE kb_word, kb_language, kb_passage")
    return True


def _value(connection: Connection[Any], query: LiteralString, *values: object) -> Any:
    row = connection.execute(query, values).fetchone()
    return row[0] if row else None
