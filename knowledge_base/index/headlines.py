"""Which words of a passage a question asks for, by the stems of the passage's own language."""

from collections.abc import Sequence
from typing import Any

from psycopg import Connection

# Private characters: they stand in no language's words, and no markup is made of them.
_BEGIN, _END, _LESS = "\ue000", "\ue001", "\ue002"
_OURS = str.maketrans("", "", _BEGIN + _END + _LESS)

# PostgreSQL leaves out what looks like a tag, such as the name of a key in `press <Enter>`.
_HEADLINES = f"""
SELECT ts_headline(configuration, replace(passage, '<', '{_LESS}'), any_word,
    'HighlightAll=true, StartSel={_BEGIN}, StopSel={_END}')
FROM unnest(%(languages)s::text[], %(passages)s::text[])
    WITH ORDINALITY AS shown (language, passage, place)
CROSS JOIN LATERAL kb_configuration(language) AS configuration
CROSS JOIN LATERAL CAST(
    replace(plainto_tsquery(configuration, %(query)s)::text, ' & ', ' | ') AS tsquery) AS any_word
ORDER BY place
""".encode()  # noqa: S608 - built of the constants above


def headlines(
    connection: Connection[Any], query: str, passages: Sequence[tuple[str, str]]
) -> list[list[str]]:
    """Each passage, given with its language, in pieces: every second one is a word asked for.

    >>> headlines(connection, "returning", [("en", "Is a return free?")])
    [['Is a ', 'return', ' free?']]
    """
    shown = {
        "query": query,
        "languages": [language for language, _ in passages],
        "passages": [passage.translate(_OURS) for _, passage in passages],
    }
    return [_pieces(marked) for (marked,) in connection.execute(_HEADLINES, shown)]


def _pieces(marked: str) -> list[str]:
    return marked.replace(_LESS, "<").replace(_END, _BEGIN).split(_BEGIN)
