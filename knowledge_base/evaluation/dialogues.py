"""Dialogues with the facts that their last answer must hold, and how often it does."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from knowledge_base.embedding.embedder import Embedder
from knowledge_base.evaluation.datasets import DatasetError, text_of
from knowledge_base.evaluation.facts import QUESTIONS, Truths, read_facts
from knowledge_base.evaluation.help_centre import HelpCentre
from knowledge_base.following.dialogues import in_pairs
from knowledge_base.following.learning import Example, learn_needs, learn_trust
from knowledge_base.following.model import Weights, shipped
from knowledge_base.ranking import metrics
from knowledge_base.search.answers import Answer, answer
from knowledge_base.search.follow_up import Before, Look, Reply, readings
from knowledge_base.search.several import replies

SEED = 20240601


@dataclass(frozen=True)
class Dialogue:
    """What a customer types, turn by turn, and all that must be said at the last one."""

    say: Sequence[str]
    facts: Sequence[re.Pattern[str]]

    def told_by(self, *found: Answer) -> bool:
        """Whether somebody who reads these answers learns every fact."""
        return all(any(fact.search(one.text) for one in found) for fact in self.facts)

    def stand_in(self, words: str) -> bool:
        """Whether these words hold every fact."""
        return all(fact.search(words) for fact in self.facts)


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
    *earlier, last = say
    known = before(earlier, embedder, look)
    return [found for _, found in replies(last, known, embedder, look).replies]


def before(turns: Sequence[str], embedder: Embedder, look: Look) -> Before:
    """What a chat knows after replying to these turns."""
    known = Before()
    for turn in turns:
        for asked, one in replies(turn, known, embedder, look).replies:
            known = known.followed_by(asked, one)
    return known


def teaching(centre: str) -> list[Dialogue]:
    """The dialogues of a help centre that are learned from, and its labelled questions in pairs."""
    files = sorted(QUESTIONS.glob(f"{centre}.dialogues.*.json"))
    pairs = in_pairs(read_facts(QUESTIONS / f"{centre}.tsv"))
    whole = [Dialogue([one.question, two.question], [two.pattern]) for one, two in pairs]
    return [*(dialogue for file in files for dialogue in read_dialogues(file)), *whole]


def lessons_of(
    dialogues: Sequence[Dialogue], embedder: Embedder, look: Look, weights: Weights
) -> list[tuple[dict[str, float], bool]]:
    """The signs of each reading of last turns that may lean on others, and whether it was right."""
    lessons = []
    for dialogue in dialogues:
        *earlier, last = dialogue.say
        known = before(earlier, embedder, look)
        for reading in readings(last, known, embedder, look, weights):
            spans = reading.results.spoken.spans
            if reading.signs:
                right = bool(spans) and dialogue.stand_in(spans[0].text)
                lessons.append((reading.signs, right))
    return lessons


def refit_trust(
    centres: Mapping[str, HelpCentre], taught: Mapping[str, Sequence[Example]]
) -> dict[str, float]:
    """Weights of trust from what each help centre's dialogues find.

    `taught` are turns by the help centre that they are about, or any other name: whether a turn
    needs context is told by those about others, as it will be told of turns never seen.
    """
    lessons = []
    for name, centre in centres.items():
        others = [one for other, turns in taught.items() if other != name for one in turns]
        weights = learn_needs(others, shipped().phrase)
        lessons += lessons_of(teaching(name), centre.embedder, centre.results, weights)
    return learn_trust([signs for signs, _ in lessons], [right for _, right in lessons])


def _interval(truths: Truths) -> tuple[float, float] | None:
    return metrics.interval(lambda drawn: float(truths[drawn].mean()), len(truths), seed=SEED)
