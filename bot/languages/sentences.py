"""The bot's own sentences in the customer's language; each is named by its English words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent
SOURCE = "en"
LANGUAGES = (SOURCE, "de", "fr", "es")


def N_(sentence: str) -> str:  # noqa: N802 # gettext's own name for it
    """Mark a sentence that is put into words later."""
    return sentence


def said(sentence: str, language: str, **values: object) -> str:
    """The sentence in this language, with each `{name}` filled in; English where it has none."""
    words = _catalogue(language).get(sentence, sentence)
    return words.format(**values) if values else words


def next_of(sentences: Sequence[str], before: Iterable[str], *, start: int = 0) -> int:
    """The number of the sentence to say now: the one after what was said last.

    `before` is what was said, the latest first; `start` counts where none of them was said yet.
    """
    for text in before:
        for number, sentence in enumerate(sentences):
            if sentence in text:
                return (number + 1) % len(sentences)
    return start % len(sentences)


@cache
def _catalogue(language: str) -> dict[str, str]:
    if language == SOURCE or language not in LANGUAGES:
        return {}
    with (FOLDER / f"{language}.po").open("rb") as file:
        return {str(each.id): str(each.string) for each in read_po(file) if each.id and each.string}
