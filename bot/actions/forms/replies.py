"""Reads what a customer answers while a form is open (pure)."""

import re
from dataclasses import dataclass
from typing import Literal

from bot.actions.forms.wording import BACK, CORRECTION, SKIP

Meaning = Literal["answer", "skip", "stop", "person", "back", "correction"]

LEAVING: dict[str, Meaning] = {"stop": "stop", "talk_to_human": "person"}
CONTACT_DETAILS = re.compile(r"@|\d{4}")  # an address or a number is always an answer
SHORT = 8
SURE = 0.55  # cross-validated: 9 in 10 short wishes to leave reach it, and 1 in 1,000 others


@dataclass(frozen=True)
class Heard:
    """What an answer was meant as, and the words that count."""

    meaning: Meaning
    words: str


def hear(text: str, *, intent: str, confidence: float, step: str | None) -> Heard:
    """An answer may tell a long story: only a short or a sure message leaves the form."""
    words = text.strip()
    meant = CORRECTION.match(words)
    if meant and words[meant.end() :].strip():
        return Heard("correction", words[meant.end() :].strip())
    if intent in LEAVING and _leaves(words, confidence):
        return Heard(LEAVING[intent], words)
    if step == "back" or BACK.search(words):
        return Heard("back", words)
    return Heard("skip" if step == "skip" or SKIP.match(words) else "answer", words)


def _leaves(words: str, confidence: float) -> bool:
    if words.startswith("/"):
        return True
    short = len(words.split()) <= SHORT and not CONTACT_DETAILS.search(words)
    return short and confidence >= SURE
