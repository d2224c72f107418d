"""Conversations with each turn written out: what is learned from and measured on."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

HELP_CENTRES = Path(__file__).with_name("help_centres.jsonl")
QUESTIONS = Path(__file__).parents[1] / "evaluation" / "questions"


class DialogueError(Exception):
    """The file cannot be read; the message names the line."""


@dataclass(frozen=True)
class Turn:
    """A turn as typed, and `alone` as it reads without the turns before it."""

    said: str
    alone: str

    @property
    def needs_context(self) -> bool:
        return _plain(self.said) != _plain(self.alone)


@dataclass(frozen=True)
class Dialogue:
    """One conversation in order."""

    topic: str
    turns: list[Turn]


def read_dialogues(file: Path) -> list[Dialogue]:
    """JSON lines with `topic`, `said`, `alone`, in order; neighbours of one topic belong together.

    DialogueError where the file cannot be read.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise DialogueError(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise DialogueError(f"{file} is not UTF-8. Save it as UTF-8 and try again.") from error
    read = [_turn(line, file, number) for number, line in enumerate(lines, 1) if line.strip()]
    if not read:
        raise DialogueError(f"{file} holds no turn.")
    return [
        Dialogue(topic, [turn for _, turn in together])
        for topic, together in groupby(read, key=lambda pair: pair[0])
    ]


def our_own() -> list[Dialogue]:
    """The conversations that come with Heed, and whole questions one after the other."""
    conversations = read_dialogues(HELP_CENTRES)
    firsts = in_pairs([one.turns[0] for one in conversations])
    changes = [Dialogue("changes", list(pair)) for pair in firsts]
    return [*conversations, *changes, *_whole_questions()]


def _whole_questions() -> Iterator[Dialogue]:
    """Labelled questions in pairs."""
    for file in sorted(QUESTIONS.glob("*.tsv")):
        lines = file.read_text(encoding="utf-8").splitlines()
        turns = [Turn(text, text) for line in lines if (text := line.partition("\t")[0])]
        yield from (Dialogue(file.stem, list(pair)) for pair in in_pairs(turns))


def in_pairs(asked: Sequence[T]) -> list[tuple[T, T]]:
    """Of one subject, as neighbours in a file are, and of two."""
    half = len(asked) // 2
    neighbours = zip(asked[::2], asked[1::2], strict=False)
    return [*neighbours, *zip(asked, asked[half:], strict=False)]


def _turn(line: str, file: Path, number: int) -> tuple[str, Turn]:
    try:
        found = json.loads(line)
        topic, said, alone = (found[name] for name in ("topic", "said", "alone"))
    except (ValueError, KeyError, TypeError) as error:
        raise DialogueError(f"Line {number} of {file} has no topic, said and alone.") from error
    if not all(isinstance(value, str) and value.strip() for value in (topic, said, alone)):
        raise DialogueError(f"Line {number} of {file} has an empty topic, said or alone.")
    return topic, Turn(said, alone)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", "", text.casefold()).split())
