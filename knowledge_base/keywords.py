"""Words in common: full text by language, where rare words and exact codes count most."""

import re
from dataclasses import dataclass
from typing import LiteralString

# A question longer than this says nothing new to a keyword search, and costs a lookup a word.
MAX_CHARACTERS = 2_000
MAX_WORDS = 40
_SHORTEST_CODE = 3
_CONFIGURATIONS = {"en": "english", "es": "spanish", "fr": "french"}
_IDENTIFIER = re.compile(r"[A-Za-z0-9]+(?:[._\-/][A-Za-z0-9]+)*")
_MIXED = re.compile(r"(?=.*\d)(?=.*[A-Za-z])|.*[A-Za-z]_|\d{5,}$")


@dataclass(frozen=True)
class Terms:
    """What a query offers to a word search."""

    text: str
    identifiers: list[str]


def configuration(language: str | None) -> str:
    """PostgreSQL's name for how a language stems its words."""
    return _CONFIGURATIONS.get(language or "en", "simple")


def terms_of(query: str) -> Terms:
    """The words of a query, and those among them that only an exact match satisfies."""
    text = query[:MAX_CHARACTERS].replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    found = [word for word in _IDENTIFIER.findall(text) if is_identifier(word)]
    return Terms(text.strip(), list(dict.fromkeys(found))[:MAX_WORDS])


def is_identifier(word: str) -> bool:
    """True for codes such as `E-1042`, `0x80070005`, `STM32H747_update` and `BLE2`.

    >>> is_identifier("password")
    False
    """
    return len(word) >= _SHORTEST_CODE and bool(_MIXED.match(word))


def matching_sql(*, columns: LiteralString, reader: LiteralString) -> LiteralString:
    """The search as one statement; its last two columns are what each passage is worth.

    The first is the share of the query's weight that a passage holds: a word weighs as much as
    it is rare; in the text it counts half, in a heading three quarters, in the title in full.
    The second is the share of the query's identifiers that it holds letter for letter.
    """
    return f"""
WITH passages AS MATERIALIZED (
    SELECT count(*)::float AS total FROM kb_passage WHERE {reader}
), counted AS MATERIALIZED (
    SELECT lexeme, word, (SELECT count(*) FROM kb_passage p WHERE p.words @@ word) AS number
    FROM (SELECT DISTINCT lexeme, quote_literal(lexeme)::tsquery AS word
        FROM unnest(to_tsvector(%(configuration)s::regconfig, %(query)s))) AS stems
), weighed AS MATERIALIZED (
    SELECT lexeme, word, ln(1 + total / (0.5 + number)) AS weight,
        (quote_literal(lexeme) || ':A')::tsquery AS in_title,
        (quote_literal(lexeme) || ':AB')::tsquery AS in_heading
    FROM counted, passages ORDER BY weight DESC LIMIT {MAX_WORDS}
), shares AS MATERIALIZED (
    SELECT id AS found, 0 AS codes, sum(weight * CASE WHEN words @@ in_title THEN 1.0
        WHEN words @@ in_heading THEN 0.75 ELSE 0.5 END) AS weight
    FROM weighed JOIN kb_passage ON words @@ word WHERE {reader} GROUP BY id
    UNION ALL
    SELECT id, 1, 0 FROM unnest(%(identifiers)s::text[]) AS code JOIN kb_passage
        ON words @@ plainto_tsquery(%(configuration)s::regconfig, code)
        AND position(lower(code) IN lower(title || ' ' || heading || ' ' || text)) > 0
    WHERE {reader}
), summed AS MATERIALIZED (
    SELECT found, sum(weight) / greatest((SELECT sum(weight) FROM weighed), 1e-9) AS share,
        sum(codes) / greatest(cardinality(%(identifiers)s::text[]), 1)::float AS exact
    FROM shares GROUP BY found ORDER BY 3 DESC, 2 DESC, 1 LIMIT %(limit)s
)
SELECT {columns}, share, exact FROM summed JOIN kb_passage ON id = found
ORDER BY exact DESC, share DESC, id
"""  # noqa: S608 - built of this package's constants; every value is a parameter
