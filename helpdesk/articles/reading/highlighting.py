"""The part of a passage that fits a search, with the words that were searched for marked."""

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

LONGEST = 260
SHORTEST_WORD = 3
MOST_WORDS = 24
_WORD = re.compile(r"\w+")
_LIST_MARK = re.compile(r"^\s*[-*•]\s+", re.MULTILINE)
_CELL_BORDER = re.compile(r"\s*\|\s*")
_ENDINGS = ("ing", "ies", "ed", "es", "s", "y", "e")
_COMMON = re.compile(
    r"the|and|for|are|was|were|but|not|you|your|our|with|from|that|this|these|those|have|has|had|"
    r"can|could|will|would|shall|should|may|might|how|what|when|where|who|why|which|does|did|"
    r"want|need|get|got|there|their|they|them|its|about|into|any|all"
)


def marked(text: str, query: str, *, longest: int = LONGEST) -> Markup:
    """The text around its first match, escaped, with the query's words in `<mark>`.

    >>> marked("Returns are <free>.", "return")
    Markup('<mark>Returns</mark> are &lt;free&gt;.')
    """
    pattern = _pattern(query)
    shown = _around(_one_line(text), pattern, longest)
    return Markup("").join(_pieces(shown, pattern))


def _one_line(text: str) -> str:
    """Lists and tables without their marks, one entry after the other."""
    lines = _CELL_BORDER.sub(": ", _LIST_MARK.sub("", text)).splitlines()
    return " · ".join(" ".join(line.split()) for line in lines if line.strip())


def _pattern(query: str) -> re.Pattern[str] | None:
    """The query's telling words as beginnings of words, so that `return` finds `returned`."""
    words = [word.lower() for word in _WORD.findall(query)][:MOST_WORDS]
    telling = {w for w in words if len(w) >= SHORTEST_WORD and not _COMMON.fullmatch(w)}
    if not telling:
        return None
    stems = "|".join(re.escape(stem) for stem in sorted(map(_stem, telling), key=len, reverse=True))
    return re.compile(rf"\b(?:{stems})\w*", re.IGNORECASE)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def _around(text: str, pattern: re.Pattern[str] | None, longest: int) -> str:
    """At most `longest` characters, whole words only, from shortly before the first match."""
    if len(text) <= longest:
        return text
    match = pattern.search(text) if pattern else None
    late = match is not None and match.end() > longest * 2 // 3
    start = max(0, min(match.start() - longest // 3, len(text) - longest)) if match and late else 0
    piece = text[start : start + longest]
    if start:
        piece = "… " + piece.partition(" ")[2]
    if start + longest < len(text):
        piece = piece.rpartition(" ")[0] + " …"
    return piece


def _pieces(text: str, pattern: re.Pattern[str] | None) -> Iterator[Markup]:
    end = 0
    for match in pattern.finditer(text) if pattern else ():
        yield escape(text[end : match.start()])
        yield Markup("<mark>{}</mark>").format(match.group())
        end = match.end()
    yield escape(text[end:])
