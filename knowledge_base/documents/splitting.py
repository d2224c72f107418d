"""How long a text is for a reader and a model, and where it may be cut."""

import re
from collections.abc import Iterator
from functools import lru_cache

# Chinese and Japanese put no spaces between words; a character there weighs about half a word.
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])")
_LIST_MARK = re.compile(r"\s*(?:-|\d+\.)\s+")
_LONG_WORD = 60
_LETTERS_A_WORD = 6
BETWEEN_CELLS = " | "


def size_of(text: str) -> int:
    """The length in words, with unbroken runs and unspaced scripts counted fairly."""
    words = text.split()
    long = sum(len(word) // _LETTERS_A_WORD for word in words if len(word) > _LONG_WORD)
    return len(words) + max(len(_IDEOGRAPH.findall(text)) // 2, long)


def pieces_of(text: str, largest: int) -> Iterator[str]:
    """Pieces of at most `largest` words, cut at lines, else sentences, else words, else letters."""
    yield from _gathered(_cut(text, largest), largest)


def sentences_of(line: str) -> list[str]:
    """One line's sentences, each with its own end mark; the first keeps the mark of a list.

    >>> sentences_of("1. Open the lid. Press the button.")
    ['1. Open the lid.', 'Press the button.']
    """
    mark = _LIST_MARK.match(line)
    start = mark.end() if mark else 0
    parts = [part for part in _SENTENCE_END.split(line[start:]) if part.strip()]
    return [line[:start] + parts[0], *parts[1:]] if parts else []


# Passages come up again and again; one takes some 2 KB.
@lru_cache(maxsize=2_000)
def sentences_in(text: str) -> tuple[str, ...]:
    """A passage's sentences, list items and table rows in order; a row is never cut.

    >>> sentences_in("You may send it back. It is free.\nData | Kept for")
    ('You may send it back.', 'It is free.', 'Data | Kept for')
    """
    found: list[str] = []
    for line in text.split("\n"):
        found += [line] if BETWEEN_CELLS in line else sentences_of(line)
    return tuple(found)


def _cut(text: str, largest: int) -> Iterator[tuple[str, str]]:
    """Small parts with what joins each to the one before."""
    for line in text.split("\n"):
        if size_of(line) <= largest:
            yield "\n", line
            continue
        joint = "\n"
        for sentence in sentences_of(line):
            for part in _cut_hard(sentence, largest):
                yield joint, part
                joint = " "


def _cut_hard(sentence: str, largest: int) -> Iterator[str]:
    if size_of(sentence) <= largest:
        yield sentence
        return
    step = largest * (2 if _IDEOGRAPH.search(sentence) else _LETTERS_A_WORD)
    held: list[str] = []
    held_size = 0
    for word in sentence.split():
        for part in (word[at : at + step] for at in range(0, len(word), step)):
            size = size_of(part)
            if held and held_size + size > largest:
                yield " ".join(held)
                held, held_size = [], 0
            held.append(part)
            held_size += size
    if held:
        yield " ".join(held)


def _gathered(parts: Iterator[tuple[str, str]], largest: int) -> Iterator[str]:
    held = ""
    held_size = 0
    for joint, part in parts:
        size = size_of(part)
        if held and held_size + size > largest:
            yield held
            held, held_size = "", 0
        held = f"{held}{joint}{part}" if held else part
        held_size += size
    if held.strip():
        yield held
