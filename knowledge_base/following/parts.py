"""The questions of one message, where it asks more than one."""

import re

# What a question begins with, in English, German, French and Spanish at once.
_ASKING = (
    r"(?:(?:on|in|at|for|to|from|with|by|until|since)\s+)?"
    r"(?:what|which|who|whom|whose|when|where|why|how)(?:['’]?s|['’]re)?\b"
    r"|(?:can|could|do|does|did|is|are|was|were|will|would|should|shall|may|must|has|have|am)\s+"
    r"(?!not\b)[^\W\d_]+"
    r"|(?:i|we)\s+(?:\w+\s+){0,2}(?:know|ask|wonder|wondering)\b"
    r"|(?:(?:can|could)\s+you\s+)?(?:please\s+)?tell\s+me\b"
    r"|(?:was|wer|wen|wem|wann|wo|wohin|woher|warum|wieso|weshalb|wie|wieviel|welche[nmrs]?)\b"
    r"|[^\W\d_]+\s+(?:ich|wir|man|ihr|sie|es)\b"
    r"|(?:kann|kannst|können|darf|muss|ist|sind|gibt|hat|haben|wird|werden)\s+[^\W\d_]+"
    r"|(?:comment|combien|quand|où|pourquoi|qui|que|quoi|quel(?:le)?s?)\b|est-ce\b|qu['’]\w"
    r"|[^\W\d_]+-(?:t-)?(?:je|tu|il|elle|on|nous|vous|ils|elles|ce)\b"
    r"|(?:cómo|como|cuánt[oa]s?|cuándo|dónde|adónde|por\s+qué|quién(?:es)?|qué|cuál(?:es)?)\b"
    r"|(?:puedo|puede|pueden|podéis|se|hay|tengo|tienen|tenéis|es|son|está|debo|hacéis|hacen"
    r"|aceptan|aceptáis|envían|enviáis)\s+[^\W\d_]+"
)
# Counted, so that no row of them takes more than one look at each.
_JOINT = (
    r"(?:(?:and|also|plus|but|or|so|und|auch|außerdem|et|aussi|y|e|además|también)\b[\s,]{0,3})"
    r"{0,3}[\s¿¡]{0,3}"
)
_ASKS = re.compile(rf"[\s¿¡]*{_JOINT}(?:{_ASKING})", re.IGNORECASE)
_LEADING = re.compile(rf"[\s,;:¿¡]*{_JOINT}[\s,;:]*", re.IGNORECASE)
# Where one question may end and the next begin: at the end of a sentence, or before words that ask.
_CUT = re.compile(
    r"(?<=[.!?…])\s+|\n+|(?<=[。！？])"
    rf"|(?:[,;:]\s*|(?<!\s)\s+(?=(?:and|plus|und|et|y)\b))(?={_JOINT}(?:{_ASKING}))",
    re.IGNORECASE,
)
_MARKED = re.compile(r"[?？]\s*$")
# Whoever writes more tells a story, which is looked up as a whole.
_LONGEST = 8_000


def questions_in(text: str) -> list[str]:
    """What a message asks, each in its own words; what else it tells stays with the next question.

    One alone is the text as it was typed. Where the cuts are is a guess by the words, so that
    whoever uses them should look whether the parts find something of their own.

    >>> questions_in("How long do refunds take, and do you deliver to Norway?")
    ['How long do refunds take', 'do you deliver to Norway?']
    """
    asked: list[tuple[int, int]] = []
    begin = 0
    for start, end in _pieces(text):
        if _asks(text[start:end]):
            asked.append((begin, end))
            begin = end
    if len(asked) < 2:
        return [text]
    asked[-1] = (asked[-1][0], len(text))
    return [_plain(text[start:end]) for start, end in asked]


def asked_beside(text: str) -> str:
    """What is asked beside what is told; empty where it is all the one or all the other.

    >>> asked_beside("Your courier was rude and I want to know where my parcel is.")
    'I want to know where my parcel is.'
    """
    pieces = [text[start:end] for start, end in _pieces(text) if text[start:end].strip()]
    asked = [_plain(piece) for piece in pieces if _asks(piece)]
    return "\n".join(asked) if len(asked) < len(pieces) else ""


def _pieces(text: str) -> list[tuple[int, int]]:
    cuts = [found.span() for found in _CUT.finditer(text)] if len(text) <= _LONGEST else []
    begins, ends = [end for _, end in cuts], [start for start, _ in cuts]
    return list(zip([0, *begins], [*ends, len(text)], strict=True))


def _asks(piece: str) -> bool:
    return bool(_ASKS.match(piece) or _MARKED.search(piece))


def _plain(piece: str) -> str:
    """Without the words that join it to the one before."""
    return _LEADING.sub("", piece, count=1).strip()
