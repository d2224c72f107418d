"""How what an agent typed is looked for."""

import re
from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST_WORDS = 8
SHORTEST_MISTYPED = 4
SHORTEST_BEGUN = 2
_WORD = re.compile(r"[^\W_]+")


def words_in(typed: str) -> tuple[str, ...]:
    """The words and numbers to look for, cut as the index cuts them."""
    found = (word.lower()[:60] for word in _WORD.findall(typed))
    return tuple(dict.fromkeys(found))[:MOST_WORDS]


def as_query(words: Sequence[str]) -> str:
    """Cases that hold all of them, or longer words that begin so, as PostgreSQL reads it.

    A letter or a number before other words is meant as it stands: so much begins with it that
    looking through that takes longer than all the rest.

    >>> as_query(("fern", "broken"))
    "'fern':* & 'broken':*"
    >>> as_query(("t", "2026", "000123"))
    "'t' & '2026' & '000123':*"
    """
    *before, last = words
    return " & ".join([*(_begun(word) for word in before), f"'{last}':*"])


def _begun(word: str) -> str:
    return f"'{word}'" if len(word) < SHORTEST_BEGUN or word.isdigit() else f"'{word}':*"


def may_be_mistyped(typed: str) -> bool:
    """Is it long enough to guess at? Numbers are never corrected."""
    return len(typed) >= SHORTEST_MISTYPED and typed.isalpha()


def nearest_word(typed: str, known: Sequence[str]) -> str | None:
    """The known word that a typing error or two away was meant; None where none is near.

    `known` has the most frequent first, which wins among equals. A swap of two letters is one
    error.
    """
    if not may_be_mistyped(typed):
        return None
    most = 1 if len(typed) < 7 else 2
    found = process.extractOne(typed, known, scorer=OSA.distance, score_cutoff=most)
    return str(found[0]) if found else None
