"""How each language's words are stemmed: one map, from which the database's own is made."""

from typing import LiteralString

CONFIGURATIONS: dict[LiteralString, LiteralString] = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
"""ISO 639-1 codes and PostgreSQL's text search configurations; all others are `simple`."""

_PAIRS: LiteralString = ", ".join(f"('{code}', '{name}')" for code, name in CONFIGURATIONS.items())

# An older PostgreSQL lacks a few of them, and a function that names one it lacks is refused.
CONFIGURATION_FUNCTION: LiteralString = f"""
DO $make$
DECLARE known text;
BEGIN
    SELECT string_agg(format('WHEN %L THEN %L::regconfig', code, 'pg_catalog.' || name), ' ')
    INTO known
    FROM (VALUES {_PAIRS}) AS stemmed (code, name)
    JOIN pg_ts_config ON cfgname = name AND cfgnamespace = 'pg_catalog'::regnamespace;
    EXECUTE format($body$
        CREATE OR REPLACE FUNCTION kb_configuration(language text) RETURNS regconfig
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE split_part(lower(language), '-', 1)
                %s ELSE 'pg_catalog.simple'::regconfig END
        $$ $body$, known);
END $make$;
"""  # noqa: S608 - built of the map above
