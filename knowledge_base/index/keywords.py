"""Words in common: full text by language, where rare words and exact codes count most."""

from typing import LiteralString

from knowledge_base.documents.identifiers import MAX_WORDS

# Passages that a search fetches for its words' sake, rarest words first. More common words only
# tell apart what rarer ones or the meaning brought in; a small help centre has none so common.
MAX_FETCHED = 500
# Weighing all words of a passage costs more than fetching it, so it is done for the best only.
_WEIGHED_A_HIT = 3


def _zone(words: LiteralString, asked: LiteralString) -> LiteralString:
    """How much a word counts where it stands."""
    return (
        f"CASE WHEN {words} @@ {asked}.in_title THEN 1.0"
        f" WHEN {words} @@ {asked}.in_heading THEN 0.75 ELSE 0.5 END"
    )


def _asked() -> LiteralString:
    """What the query asks for: its stems in each language, their weights, and the rare ones."""
    return f"""
WITH spoken AS MATERIALIZED (
    SELECT language, passages AS total, kb_configuration(language) AS configuration
    FROM kb_language WHERE %(language)s::text IS NULL OR language = %(language)s
), stems AS MATERIALIZED (
    SELECT language, total, lexeme, coalesce(passages, 1) AS number,
        row_number() OVER (PARTITION BY language ORDER BY coalesce(passages, 0), lexeme) AS place
    FROM spoken CROSS JOIN LATERAL unnest(to_tsvector(configuration, %(query)s))
    LEFT JOIN kb_word USING (lexeme, language)
), weighed AS MATERIALIZED (
    SELECT language, lexeme, ln(1 + total / (0.5 + number)) AS weight,
        quote_literal(lexeme)::tsquery AS word,
        (quote_literal(lexeme) || ':A')::tsquery AS in_title,
        (quote_literal(lexeme) || ':AB')::tsquery AS in_heading
    FROM stems WHERE place <= {MAX_WORDS}
), rare AS MATERIALIZED (
    SELECT lexeme FROM (
        SELECT lexeme, sum(number) OVER (ORDER BY number, lexeme) AS fetched FROM (
            SELECT lexeme, coalesce(sum(passages), 0) AS number
            FROM (SELECT DISTINCT lexeme FROM weighed) AS asked LEFT JOIN kb_word USING (lexeme)
            GROUP BY lexeme) AS counted) AS cheapest
    WHERE fetched <= {MAX_FETCHED}
"""  # noqa: S608 - built of this package's constants; every value is a parameter


def matching_sql(*, columns: LiteralString, reader: LiteralString) -> LiteralString:
    """The search as one statement; its last two columns are what each passage is worth.

    The first is the share of the query's weight that a passage holds: a word weighs as much as
    it is rare in the passage's language, by whose rules the query is stemmed; in the text it
    counts half, in a heading three quarters, in the title in full. The second is the share of the
    query's identifiers that it holds letter for letter.
    """
    return f"{_asked()}{_found(reader)}{_weighed(columns, reader)}"


def _found(reader: LiteralString) -> LiteralString:
    """The passages that rare words and exact codes bring in."""
    return f"""
), worded AS MATERIALIZED (
    SELECT id FROM weighed JOIN rare USING (lexeme) CROSS JOIN LATERAL (
        SELECT id, {_zone("p.words", "weighed")} AS zone FROM kb_passage AS p
        WHERE words @@ word AND p.language = weighed.language AND {reader}
        LIMIT {MAX_FETCHED}) AS fetched
    GROUP BY id ORDER BY sum(weight * zone) DESC, id LIMIT {_WEIGHED_A_HIT} * %(limit)s
), codes AS MATERIALIZED (
    SELECT DISTINCT code, plainto_tsquery(configuration, code) AS query
    FROM spoken CROSS JOIN unnest(%(identifiers)s::text[]) AS code
), coded AS MATERIALIZED (
    SELECT fetched.id FROM codes CROSS JOIN LATERAL (
        SELECT id FROM kb_passage WHERE words @@ query AND {reader}
            AND position(lower(code) IN lower(title || ' ' || heading || ' ' || text)) > 0
        LIMIT {_WEIGHED_A_HIT} * %(limit)s) AS fetched
    WHERE EXISTS (
        SELECT FROM unnest(tsvector_to_array(to_tsvector('simple', code))) AS part (lexeme)
        LEFT JOIN kb_word USING (lexeme)
        GROUP BY lexeme HAVING coalesce(sum(passages), 0) <= {MAX_FETCHED})
"""  # noqa: S608 - built of this package's constants; every value is a parameter


def _weighed(columns: LiteralString, reader: LiteralString) -> LiteralString:
    """What all of the query is worth in these and in those found otherwise."""
    return f"""
), candidates AS MATERIALIZED (
    SELECT id FROM worded UNION SELECT id FROM coded UNION SELECT unnest(%(among)s::bigint[])
), looked_at AS MATERIALIZED (
    -- By their numbers as one list: whatever is known about the tables, nothing else is fetched.
    SELECT id, language, words, title, heading, text FROM kb_passage
    WHERE id = ANY (ARRAY(SELECT id FROM candidates)) AND {reader}
), wholes AS MATERIALIZED (
    SELECT language, greatest(sum(weight), 1e-9) AS whole FROM weighed GROUP BY language
), shares AS MATERIALIZED (
    SELECT id AS found, sum(weight * {_zone("words", "weighed")}) / min(whole) AS share
    FROM looked_at JOIN weighed USING (language) JOIN wholes USING (language)
    WHERE words @@ word GROUP BY id
), summed AS MATERIALIZED (
    SELECT found, share, (
        SELECT count(DISTINCT code) FROM codes
        WHERE position(lower(code) IN lower(title || ' ' || heading || ' ' || text)) > 0
            AND words @@ query) / greatest(cardinality(%(identifiers)s::text[]), 1)::float AS exact
    FROM shares JOIN looked_at ON id = found
    ORDER BY exact DESC, share DESC, found
    LIMIT %(limit)s + cardinality(%(among)s::bigint[])
)
SELECT {columns}, share, exact FROM summed JOIN kb_passage ON id = found
ORDER BY exact DESC, share DESC, id
"""  # noqa: S608 - built of this package's constants; every value is a parameter
