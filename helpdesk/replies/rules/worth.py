"""Which replies are worth keeping, and which two are the same."""

import hashlib
import re

from helpdesk.replies.rules.blanks import BLANKS, MARKS
from helpdesk.replies.rules.phrases import FAREWELLS, GREETINGS, SMALL_TALK

FEWEST_WORDS, LONGEST, MOST_BLANKS = 5, 4_000, 4
LONGEST_SMALL_TALK = 14  # words; a longer sentence says something, however it begins
WORST_KEPT = 3  # of 5: who gave less was not helped by what they read
ALIKE = 0.75  # of the words of both

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"[^\W_]+")
_SMALL_TALK = re.compile(rf"(?:{'|'.join(map(re.escape, SMALL_TALK))})\b")
_FRAME = frozenset((*GREETINGS, *FAREWELLS))


def is_worth_keeping(reply: str) -> bool:
    """Does the reply, its private words taken out, say something that could help somebody else?"""
    blanks = sum(mark in BLANKS for mark in MARKS.findall(reply))
    if len(reply) > LONGEST or blanks > MOST_BLANKS:
        return False
    told = [words_of(part) for part in _SENTENCE.split(reply) if not _is_small_talk(part)]
    return sum(map(len, told)) >= FEWEST_WORDS


def was_of_no_use(score: int | None) -> bool:
    """Did the customer, asked from 1 to 5, say that it went badly?"""
    return score is not None and score < WORST_KEPT


def digest_of(reply: str) -> str:
    """The same for two replies of the same words."""
    return hashlib.sha256(" ".join(words_of(reply)).encode()).hexdigest()


def is_alike(one: str, other: str) -> bool:
    """Would an agent read the two as the same reply?"""
    words, others = set(words_of(one)), set(words_of(other))
    return len(words & others) >= ALIKE * len(words | others)


def words_of(reply: str) -> list[str]:
    """Its words in small letters, without marks."""
    return [word.lower() for word in _WORD.findall(MARKS.sub(" ", reply))]


def _is_small_talk(sentence: str) -> bool:
    words = words_of(sentence)
    plain = sentence.strip().lower().replace("’", "'")
    short = len(words) <= LONGEST_SMALL_TALK
    return " ".join(words) in _FRAME or (short and bool(_SMALL_TALK.match(plain)))
