"""The phrases of what was said before, one of which a follow-up may mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

_FUNCTION_WORDS = """
a about after all also am an and any are as at be because been before being between but by can could
describe did do does doing done down during else for from get got had has have having he hello her
here hers hi him his how i if in instead into is it its just let like may me might mine more most
much many must my no not of off ok oh okay on one ones only or other others our ours out over please
same shall she should since so some still such sure tell than thank thanks that the their theirs
them then there these they this those to too under until up us very was we well were what when where
whether which while who whom whose why will with without would yes yet you your yours don't doesn't
didn't can't won't isn't aren't i'm i've i'd it's
"""
# A phrase begins and ends with another word than these.
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
LONGEST = 6  # words
_WORD = re.compile(r"[^\W_](?:[\w’'\-./&+#]*[\w+#])?")
_BREAK = re.compile(r"[?!;:,()\n]|\.\s")
_POSSESSIVE = re.compile(r"[’']s$")


@dataclass(frozen=True)
class Word:
    """A word with its place; `key` is how it is compared."""

    text: str
    start: int
    end: int

    @cached_property
    def key(self) -> str:
        return _POSSESSIVE.sub("", self.text.lower().replace("’", "'"))

    @cached_property
    def content(self) -> bool:
        return self.key not in FUNCTION_WORDS

    @cached_property
    def stem(self) -> str:
        """The key in its singular, near enough to know it again."""
        if self.key.endswith("ies") and len(self.key) > 4:
            return self.key[:-3] + "y"
        plural = self.key.endswith("s") and not self.key.endswith("ss") and len(self.key) > 3
        return self.key[:-1] if plural else self.key


@dataclass(frozen=True)
class Phrase:
    """Neighbouring words of an earlier turn; `turn` is its place among the earlier ones.

    `before` and `after` are the keys of the words around it, "" at the ends of the turn.
    """

    text: str
    turn: int
    words: tuple[Word, ...]
    before: str
    after: str

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(word.stem for word in self.words if word.content)


def words_of(text: str) -> list[Word]:
    """The words of a text.

    >>> [word.key for word in words_of("What's the refund’s date?")]
    ['what', 'the', 'refund', 'date']
    """
    return [Word(found.group(), *found.span()) for found in _WORD.finditer(text)]


def phrases_of(earlier: Sequence[str]) -> list[Phrase]:
    """Each phrase once, as it was said last.

    >>> [phrase.text for phrase in phrases_of(["Where is my parcel?"])]
    ['parcel']
    """
    found: dict[str, Phrase] = {}
    for turn in reversed(range(len(earlier))):
        for phrase in _within(earlier[turn], turn):
            found.setdefault(phrase.text.casefold(), phrase)
    return list(found.values())


def _within(text: str, turn: int) -> Iterator[Phrase]:
    words = words_of(text)
    for first, start in enumerate(words):
        for last in range(first, min(len(words), first + LONGEST)):
            if not (start.content and words[last].content):
                continue
            told = text[start.start : words[last].end]
            if _BREAK.search(told):
                break
            yield Phrase(
                _POSSESSIVE.sub("", told),
                turn,
                tuple(words[first : last + 1]),
                before=words[first - 1].key if first else "",
                after=words[last + 1].key if last + 1 < len(words) else "",
            )
