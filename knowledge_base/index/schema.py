"""The table of passages, as SQL for the migration of whoever owns the database."""

from typing import LiteralString

from knowledge_base.index.hnsw import LINKS
from knowledge_base.index.languages import CONFIGURATION_FUNCTION

# Title above heading above text. The configurations are constants, so the column can be generated.
_WORDS: LiteralString = "\n        || ".join(
    f"setweight(to_tsvector(kb_configuration(language), {column}), '{weight}')"
    for column, weight in (("title", "A"), ("heading", "B"), ("text", "C"))
)

_FIRST_FUNCTION: LiteralString = """
CREATE FUNCTION kb_configuration(language text) RETURNS regconfig
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE language
        WHEN 'en' THEN 'pg_catalog.english'::regconfig
        WHEN 'es' THEN 'pg_catalog.spanish'::regconfig
        WHEN 'fr' THEN 'pg_catalog.french'::regconfig
        ELSE 'pg_catalog.simple'::regconfig
    END
$$;
"""

_FIRST_INDEXES: LiteralString = """
CREATE INDEX kb_passage_words ON kb_passage USING gin (words);
CREATE INDEX kb_passage_nearest_384 ON kb_passage
    USING hnsw ((embedding::halfvec(384)) halfvec_cosine_ops) WHERE dimension = 384;
"""

SCHEMA: LiteralString = f"""
CREATE EXTENSION IF NOT EXISTS vector;

{_FIRST_FUNCTION}
CREATE TABLE kb_passage (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    article_id bigint NOT NULL,
    version integer NOT NULL,
    ordinal integer NOT NULL,
    language text NOT NULL,
    audience text NOT NULL,
    title text NOT NULL,
    url text,
    heading text NOT NULL,
    anchor text NOT NULL,
    text text NOT NULL,
    recipe text NOT NULL,
    dimension integer NOT NULL,
    embedding halfvec NOT NULL,
    words tsvector GENERATED ALWAYS AS (
        {_WORDS}
    ) STORED,
    UNIQUE (article_id, ordinal, recipe),
    CHECK (vector_dims(embedding) = dimension)
);

{_FIRST_INDEXES}
"""

# A list of pending words would be read through by every search.
WORDS_INDEX: LiteralString = (
    "CREATE INDEX kb_passage_words ON kb_passage USING gin (words) WITH (fastupdate = off)"
)

SCHEMA_BY_LANGUAGE: LiteralString = f"""
DROP INDEX kb_passage_nearest_384;
ALTER TABLE kb_passage DROP COLUMN words;
{CONFIGURATION_FUNCTION}
ALTER TABLE kb_passage
    ADD COLUMN words tsvector GENERATED ALWAYS AS (
        {_WORDS}
    ) STORED,
    -- Kept in the row: a search looks at the words of hundreds of passages, and never at one's
    -- text or vector without having chosen it.
    ALTER COLUMN words SET STORAGE MAIN;

{WORDS_INDEX};
CREATE INDEX kb_passage_nearest_384 ON kb_passage USING hnsw
    ((embedding::halfvec(384)) halfvec_cosine_ops) WITH ({LINKS}) WHERE dimension = 384;

CREATE TABLE kb_language (
    language text PRIMARY KEY,
    passages bigint NOT NULL,
    counted_to bigint NOT NULL
);
CREATE TABLE kb_word (
    lexeme text,
    language text,
    passages bigint NOT NULL,
    PRIMARY KEY (lexeme, language)
);
"""
"""The second shape: every language's own stems, and how common each word is in each of them."""

SENTENCES: LiteralString = """
ALTER TABLE kb_passage ADD COLUMN sentences bytea;
ALTER TABLE kb_passage ALTER COLUMN sentences SET STORAGE EXTERNAL;
"""
"""The third shape: the vector of each sentence beside its passage, until then none."""

FIRST_WORDS: LiteralString = f"""
DROP TABLE kb_word;
DROP TABLE kb_language;
DROP INDEX kb_passage_nearest_384;
ALTER TABLE kb_passage DROP COLUMN words;
DROP FUNCTION kb_configuration(text);
{_FIRST_FUNCTION}
ALTER TABLE kb_passage ADD COLUMN words tsvector GENERATED ALWAYS AS (
    {_WORDS}
) STORED;
{_FIRST_INDEXES}
"""
"""The way back from the second shape to the first."""
