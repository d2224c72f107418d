"""Words in common: full text by language, where rare words and exact codes count most."""

import re
from dataclasses import dataclass
from typing import LiteralString

# A question longer than this says nothing new to a keyword search, and costs a lookup a word.
MAX_CHARACTERS = 2_000
MAX_WORDS = 40
_CONFIGURATIONS = {"en": "english", "es": "spanish", "fr": "french"}
_IDENTIFIER = re.compile(r"[A-Za-z0-9]+(?:[._\-/][A-Za-z0-9]+)*")
_MIXED = re.compile(r"(?=.*\d)(?=.*[A-Za-z._\-/])|.*[a-z][A-Z]|.*_|\d{4,}")


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
    return len(word) >= 3 and bool(_MIXED.match(word))


def matching_sql(*, columns: LiteralString, reader: LiteralString) -> LiteralString:
    """The search as one statement: the share of the query's weight that a passage holds.

    A word weighs as much as it is rare among the passages; in a heading or title it counts up to
    double, but a passage that holds every word in its text alone already has a share of 1/2.
    An identifier found letter for letter weighs as much as the rarest word, on top.
    """
    return f"""
WITH passages AS (
    SELECT count(*)::float AS total FROM kb_passage WHERE {reader}
), stems AS (
    SELECT DISTINCT lexeme, quote_literal(lexeme)::tsquery AS word
    FROM unnest(to_tsvector(%(configuration)s::regconfig, %(query)s))
), counted AS (
    SELECT lexeme, word, (SELECT count(*) FROM kb_passage p WHERE p.words @@ stems.word) AS number
    FROM stems
), weighed AS (
    SELECT lexeme, word, number, ln(1 + total / (0.5 + number)) AS weight
    FROM counted, passages WHERE number < total ORDER BY weight DESC LIMIT {MAX_WORDS}
), codes AS (
    SELECT code, ln(1 + 2 * total) AS weight FROM unnest(%(identifiers)s::text[]) AS code, passages
), whole AS (
    SELECT coalesce((SELECT sum(weight) FROM weighed), 0)
        + coalesce((SELECT sum(weight) FROM codes), 0) AS weight
), shares AS (
    SELECT p.id, sum(weighed.weight * CASE
            WHEN p.words @@ (quote_literal(lexeme) || ':A')::tsquery THEN 1.0
            WHEN p.words @@ (quote_literal(lexeme) || ':B')::tsquery THEN 0.75
            ELSE 0.5 END) AS weight
    FROM weighed JOIN kb_passage p ON p.words @@ weighed.word
    WHERE weighed.number > 0 GROUP BY p.id
    UNION ALL
    SELECT p.id, codes.weight FROM codes JOIN kb_passage p
        ON p.words @@ plainto_tsquery(%(configuration)s::regconfig, codes.code)
        AND position(lower(codes.code) IN lower(p.title || ' ' || p.heading || ' ' || p.text)) > 0
), summed AS (
    SELECT id AS found, sum(weight) AS weight FROM shares GROUP BY id
)
SELECT {columns}, summed.weight / greatest(whole.weight, 1e-9)
FROM summed JOIN kb_passage ON kb_passage.id = summed.found, whole
WHERE {reader} ORDER BY summed.weight DESC, id LIMIT %(limit)s
"""
