"""A message word by word in English, which is what the sentence model was taught to read.

Its vectors of other languages tell little more than the language; those of a rough translation
stand near the English examples that mean the same.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("glossary.txt")
LANGUAGES = ("de", "fr", "es")
SHORTEST_STEM = 2
WORD = re.compile(r"[^\W\d_]+")
ELISION = re.compile(r"\b([cdjlmnst]|qu)['’](?=\w)", re.IGNORECASE)
# What stands in nearly every English sentence, beside the words that the table translates to.
ENGLISH = """
a about am an and are as at be but by can could did do does for from had has have he hello here how
i if in is it may me must my no not of ok okay on or our please she should stop thank thanks that
the their them there these they this those to us was we were what when where which who why will
with would yes you your
"""


class Glossary:
    """What words of one language mean in English."""

    def __init__(self) -> None:
        self._words: dict[str, str] = {}
        self._stems: dict[str, str] = {}

    def add(self, word: str, meaning: str) -> None:
        """The first meaning of a word stands."""
        known = self._stems if word.endswith("*") else self._words
        known.setdefault(_plain(word.rstrip("*")), meaning)

    def meaning(self, word: str) -> str | None:
        """What the word means, else its longest stem that is known."""
        plain = _plain(word)
        if plain in self._words:
            return self._words[plain]
        stems = (plain[:length] for length in range(len(plain), SHORTEST_STEM - 1, -1))
        return next((self._stems[stem] for stem in stems if stem in self._stems), None)


def in_english(text: str) -> str:
    """The text with each word of its language put into English; as it is where most are English."""
    words = WORD.findall(text.lower())
    glossaries, english = _table()
    known = {
        language: sum(glossary.meaning(word) is not None for word in words)
        for language, glossary in glossaries.items()
    }
    language = max(known, key=lambda each: known[each])
    if known[language] <= sum(word in english for word in words):
        return text
    meaning = glossaries[language].meaning
    apart = ELISION.sub(r"\1 ", text) if language == "fr" else text
    return WORD.sub(lambda found: meaning(found[0].lower()) or found[0], apart)


def digest() -> str:
    """Changes with the table and with how it is read."""
    return hashlib.sha256(TABLE.read_bytes() + Path(__file__).read_bytes()).hexdigest()


def rows() -> Iterator[list[str]]:
    """The table's rows: a meaning, and the words for it in each language, set apart by blanks."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [cell.strip().removeprefix("-") for cell in line.split("|")]


@cache
def _table() -> tuple[dict[str, Glossary], frozenset[str]]:
    glossaries = {language: Glossary() for language in LANGUAGES}
    english = set(ENGLISH.split())
    for meaning, *cells in rows():
        english.update(meaning.split())
        for glossary, cell in zip(glossaries.values(), cells, strict=True):
            for word in cell.split():
                glossary.add(word, meaning)
    return glossaries, frozenset(english)


@lru_cache(maxsize=20_000)
def _plain(word: str) -> str:
    """Without accents, and an umlaut alike however it is typed."""
    apart = unicodedata.normalize("NFD", word.lower().replace("ß", "ss"))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return re.sub(r"(?<![aeq])([aou])e", r"\1", bare)
