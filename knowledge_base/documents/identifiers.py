"""The words of a question, and the codes among them that only an exact match satisfies."""

import re
from dataclasses import dataclass

# A question longer than this says nothing new to a keyword search, and costs a lookup a word.
MAX_CHARACTERS = 2_000
MAX_WORDS = 40
_SHORTEST_CODE = 3
_IDENTIFIER = re.compile(r"[A-Za-z0-9]+(?:[._\-/][A-Za-z0-9]+)*")
_MIXED = re.compile(r"(?=.*\d)(?=.*[A-Za-z])|.*[A-Za-z]_|\d{5,}$")


@dataclass(frozen=True)
class Terms:
    """What a query offers to a word search."""

    text: str
    identifiers: list[str]


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
