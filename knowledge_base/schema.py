"""The table of passages, as SQL for the migration of whoever owns the database."""

from typing import LiteralString

# Title above heading above text. The configurations are constants, so the column can be generated.
_WORDS: LiteralString = "\n        || ".join(
    f"setweight(to_tsvector(kb_configuration(language), {column}), '{weight}')"
    for column, weight in (("title", "A"), ("heading", "B"), ("text", "C"))
)

SCHEMA: LiteralString = f"""
CREATE EXTENSION IF NOT EXISTS vector;

CREATE FUNCTION kb_configuration(language text) RETURNS regconfig
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE language
        WHEN 'en' THEN 'pg_catalog.english'::regconfig
        WHEN 'es' THEN 'pg_catalog.spanish'::regconfig
        WHEN 'fr' THEN 'pg_catalog.french'::regconfig
        ELSE 'pg_catalog.simple'::regconfig
    END
$$;

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

CREATE INDEX kb_passage_words ON kb_passage USING gin (words);
CREATE INDEX kb_passage_nearest_384 ON kb_passage
    USING hnsw ((embedding::halfvec(384)) halfvec_cosine_ops) WHERE dimension = 384;
"""
