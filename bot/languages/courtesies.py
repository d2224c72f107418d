"""A greeting or thanks with which a message begins, beside what it is about (pure)."""

from __future__ import annotations

import re
from typing import Literal

Courtesy = Literal["greet", "thank"]

_WORDS: dict[Courtesy, str] = {
    "greet": r"(?:hi+|hello|hey+|hiya|good (?:morning|afternoon|evening|day)|greetings"
    r"|hallo|moin|servus|guten (?:tag|morgen|abend)|grüß (?:gott|dich)|grüezi"
    r"|bonjour|bonsoir|salut|coucou|hola|buen(?:os|as) (?:días|dias|tardes|noches))"
    r"(?: (?:there|again|all|everyone|team|bot|zusammen|ihr lieben|à tous|a todos))?",
    "thank": r"(?:(?:ok(?:ay)?|great|perfect|super|gut|parfait|perfecto|genial)[,.!]? )?"
    r"(?:(?:many )?thanks|thank you|thx|cheers|danke(?:schön)?|vielen dank|merci|gracias"
    r"|muchas gracias)(?: (?:(?:so|very) much|a lot|again|sehr|schön|beaucoup|bien"
    r"|for (?:that|the help|your help|the answer)))?"
    r"(?:[,.!]* (?:(?:that|this|it) (?:really )?(?:helped|helps|worked|works|was helpful|is great)"
    r"|das (?:hat geholfen|hilft)|ça m['’]a aidé|me ayudó)(?: a lot| sehr| beaucoup| mucho)?)?",
}
_COURTESY = {
    kind: re.compile(rf"[\s¡]*{words}\s*(?:[.,!;:…]+\s*|[–—]\s*|-\s+|\n+|$)", re.IGNORECASE)
    for kind, words in _WORDS.items()
}
# "hi how long does it take": only a greeting goes on without a mark, and with more than a name.
_GREETING_AND_MORE = re.compile(rf"\s*{_WORDS['greet']}\s+(?=\S+\s+\S+\s+\S)", re.IGNORECASE)


def without_courtesy(text: str) -> tuple[Courtesy | None, str]:
    """How the message begins and what it is about; a courtesy alone is what it is about.

    >>> without_courtesy("Thanks, that helped. And what about gift cards?")
    ('thank', 'And what about gift cards?')
    """
    begun: Courtesy | None = None
    rest = text
    for kind in ("greet", "thank", "greet"):
        found = _COURTESY[kind].match(rest) or (
            _GREETING_AND_MORE.match(rest) if kind == "greet" else None
        )
        if found and re.search(r"\w", rest[found.end() :]):
            begun, rest = kind, rest[found.end() :]
    return begun, rest
