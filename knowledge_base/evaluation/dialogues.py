"""Dialogues with the facts that their last answer must hold, and how often it does."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge_base.embedding.embedder import Embedder
from knowledge_base.evaluation.datasets import DatasetError, text_of
from knowledge_base.ranking import metrics
from knowledge_base.search.answers import Answer, answer
from knowledge_base.search.follow_up import Before, Look, Reply
from knowledge_base.search.several import replies

Truths = NDArray[np.bool_]

SEED = 20240601


@dataclass(frozen=True)
class Dialogue:
    """What a customer types, turn by turn, and all that must be said at the last one."""

    say: Sequence[str]
    facts: Sequence[re.Pattern[str]]

    def told_by(self, *found: Answer) -> bool:
        """Whether somebody who reads these answers learns every fact."""
        return all(any(fact.search(one.text) for one in found) for fact in self.facts)


def read_dialogues(path: Path) -> list[Dialogue]:
    """Dialogues of a JSON file: a list of objects with `say`, `last` and, if there is one, `also`.

    `say` holds the turns, `last` and `also` are regular expressions of what must be said at the
    last of them. Raises DatasetError with the file and the dialogue.
    """
    try:
        rows = json.loads(text_of(path))
    except (ValueError, RecursionError) as error:
        raise DatasetError(f"{path} is not JSON.") from error
    if not isinstance(rows, list) or not rows:
        raise DatasetError(f"{path} holds no list of dialogues.")
    return [_dialogue(row, f"{path}, dialogue {number}") for number, row in enumerate(rows, 1)]


def _dialogue(row: object, place: str) -> Dialogue:
    found = row if isinstance(row, dict) else {}
    say, facts = found.get("say"), [found[name] for name in ("last", "also") if name in found]
    if not isinstance(say, list) or not say or not all(map(_is_word, say)):
        raise DatasetError(f"{place} needs `say`, a list of what is said turn by turn.")
    if "last" not in found or not all(map(_is_word, facts)):
        raise DatasetError(f"{place} needs `last`, the regular expression of what must be said.")
    try:
        patterns = [re.compile(fact, re.IGNORECASE | re.DOTALL) for fact in facts]
    except re.error as error:
        raise DatasetError(f"{place} has no valid regular expression: {error}.") from error
    return Dialogue(say, patterns)


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def measure(dialogues: Sequence[Dialogue], embedder: Embedder, look: Look) -> dict[str, Any]:
    """The report on what is said last; `look` looks words up.

    `said` and `said_as_typed`: the last answer holds the facts, as the chat gives it and as it
    would be without the turns before; `answered` and `answered_lacking`: one answer was given, and
    one without the facts. Each share has its 95 % bootstrap interval over dialogues.
    """
    rows = []
    for dialogue in dialogues:
        last = [one.answer for one in play(dialogue.say, embedder, look)]
        typed = answer(dialogue.say[-1], look(dialogue.say[-1]))
        told = dialogue.told_by(*last)
        outright = any(one.outcome == "answered" for one in last)
        rows.append((told, dialogue.told_by(typed), outright, outright and not told))
    names = ("said", "said_as_typed", "answered", "answered_lacking")
    shares = dict(zip(names, np.array(rows, dtype=np.bool_).T, strict=True))
    return {
        "questions": len(dialogues),
        **{name: float(truths.mean()) for name, truths in shares.items()},
        "intervals": {name: _interval(truths) for name, truths in shares.items()},
    }


def play(say: Sequence[str], embedder: Embedder, look: Look) -> list[Reply]:
    """What a chat replies to each question of the last turn, after replying to the others."""
    before = Before()
    for text in say[:-1]:
        for asked, found in replies(text, before, embedder, look).replies:
            before = before.followed_by(asked, found)
    return [found for _, found in replies(say[-1], before, embedder, look).replies]


def _interval(truths: Truths) -> tuple[float, float] | None:
    return metrics.interval(lambda drawn: float(truths[drawn].mean()), len(truths), seed=SEED)
