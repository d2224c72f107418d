"""What a macro may be, where it is offered, and how its variables are filled in."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import StrEnum

from helpdesk.languages.catalogues import CUSTOMERS
from helpdesk.platform.errors import RuleBroken
from helpdesk.tickets.conditions.rules import Condition, Conditions, Seen, unmet
from helpdesk.tickets.rules import AFTER_REPLY, TicketState

LONGEST_NAME, LONGEST_TEXT, MOST = 80, 4_000, 500
VARIABLES = ("customer", "number", "agent", "company")
STILL_IN_IT = 0.5  # of its words: with less of them an answer is the agent's own
_ID = re.compile(r"\d{1,18}", re.ASCII)
_BRACES = re.compile(r"\{(\w*)\}")
# A word that has nothing to stand for goes with the space before it: "Hello {customer}," is
# "Hello," to somebody whose name nobody knows.
_VARIABLE = re.compile(r"(\s?)\{(\w+)\}")


class Where(StrEnum):
    """Beside which answers a macro is offered."""

    EVERYWHERE = "everywhere"
    CONVERSATIONS = "conversations"
    TICKETS = "tickets"


class Elsewhere(StrEnum):
    """What keeps a macro from all answers of a kind."""

    ELSEWHERE = "offered_beside"


class MacroRefused(RuleBroken):
    """A macro cannot be kept as it was typed, or not by this person."""


@dataclass(frozen=True)
class Words:
    """A macro as it is typed, and where all of which it is offered.

    `translations` are what it says to customers of other languages, by their codes.
    """

    name: str
    text: str
    where: Where = Where.EVERYWHERE
    then: TicketState | None = None
    translations: Mapping[str, str] = field(default_factory=dict)
    conditions: Conditions = Conditions()

    @property
    def texts(self) -> tuple[str, ...]:
        """What it says, in every language."""
        return self.text, *self.translations.values()


def check_words(words: Words) -> Words:
    """The macro as it is kept; raise MacroRefused."""
    name, text = " ".join(words.name.split()), _kept(words.text)
    others = {code: _kept(said) for code, said in words.translations.items() if said.strip()}
    if not name or len(name) > LONGEST_NAME:
        raise MacroRefused(
            "Give the macro a name of %(most)s characters at most.", most=LONGEST_NAME
        )
    for said in (text, *others.values()):
        _check_text(said)
    if not others.keys() <= set(CUSTOMERS):
        raise MacroRefused("Choose one of the languages that this page offers.")
    if words.then is not None and words.then not in AFTER_REPLY:
        raise MacroRefused("Choose one of the states that this page offers.")
    return replace(words, name=name, text=text, translations=others)


def _kept(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _check_text(text: str) -> None:
    if not text or len(text) > LONGEST_TEXT:
        raise MacroRefused("Write what it says, in %(most)s characters at most.", most=LONGEST_TEXT)
    unknown = [each for each in _BRACES.findall(text) if each not in VARIABLES]
    if unknown:
        raise MacroRefused(
            "{%(name)s} stands for nothing. What is filled in: %(known)s.",
            name=unknown[0],
            known=", ".join(f"{{{each}}}" for each in VARIABLES),
        )


def said_to(words: Words, spoken: str | None) -> str:
    """What it says to a customer of that language."""
    return words.translations.get(spoken or "", words.text)


def names_its_sender(words: Words) -> bool:
    """Does it speak for the person who sends it, in whatever language?"""
    return any("agent" in _BRACES.findall(said) for said in words.texts)


def filled_in(text: str, values: Mapping[str, str | None]) -> str:
    """The text with what its variables stand for.

    >>> filled_in("Hello {customer}, {number} is done.", {"customer": None, "number": "T-1"})
    'Hello, T-1 is done.'
    """

    def value(found: re.Match[str]) -> str:
        known = values.get(found[2])
        return f"{found[1]}{known}" if known else ""

    return _VARIABLE.sub(value, text)


def why_not_offered(words: Words, beside: Where, seen: Seen) -> list[Elsewhere | Condition]:
    """What keeps the macro from an answer there; nothing where it is offered.

    `seen` says in `language` what the customer is answered in.
    """
    elsewhere = [] if words.where in {Where.EVERYWHERE, beside} else [Elsewhere.ELSEWHERE]
    return [*elsewhere, *unmet(words.conditions, seen)]


def ids_of(kind: str, inserted: Iterable[str]) -> set[int]:
    """The ids of what was inserted of one kind: 3 of the macros in `macro:3`."""
    named = [name.partition(":") for name in inserted]
    return {int(key) for what, _, key in named if what == kind and _ID.fullmatch(key)}


def began_with(offered: str, sent: str) -> bool:
    """Is at least half of what was offered still in what was sent?

    >>> began_with("Hello {customer}, any box will do.", "Any box will do")
    True
    """
    words, kept = _words(_BRACES.sub(" ", offered)), _words(sent)
    blocks = SequenceMatcher(None, words, kept, autojunk=False).get_matching_blocks()
    return bool(words) and sum(block.size for block in blocks) >= STILL_IN_IT * len(words)


def was_changed(offered: str, sent: str) -> bool:
    """Does what was sent say anything but what was offered, its variables filled in?"""
    parts = [" ".join(part.split()) for part in _BRACES.split(offered)[::2]]
    rest, at = " ".join(sent.split()), 0
    for part in parts:
        at = rest.find(part, at)
        if at < 0:
            return True
        at += len(part)
    return not (rest.startswith(parts[0]) and rest.endswith(parts[-1]))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
