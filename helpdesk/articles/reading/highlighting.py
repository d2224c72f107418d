"""The part of a passage that fits a search, with the words that were searched for marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from markupsafe import Markup, escape
from sqlalchemy.orm import Session

from helpdesk.platform.db import raw_connection
from knowledge_base.index.headlines import headlines
from knowledge_base.search.results import Hit

LONGEST = 260
_LIST_MARK = re.compile(r"^\s*(?:[-*+•]|\d{1,2}[.)])\s+", re.MULTILINE)
_CELL_BORDER = re.compile(r"\s*\|\s*")
_BETWEEN = " ·"


@dataclass(frozen=True)
class Shown:
    """A part of a passage, in pieces of which every second one was searched for."""

    pieces: list[str]

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(self.pieces)

    @property
    def html(self) -> Markup:
        """Escaped, with what was searched for in `<mark>`."""
        return Markup("").join(
            Markup("<mark>{}</mark>").format(piece) if number % 2 else escape(piece)
            for number, piece in enumerate(self.pieces)
        )


def shown(
    session: Session, hits: Sequence[Hit], query: str, *, longest: int = LONGEST
) -> list[Shown]:
    """Of each hit's passage at most so many characters, around its first match."""
    passages = [(hit.language, _one_line(hit.text)) for hit in hits]
    found = headlines(raw_connection(session), query, passages)
    return [Shown(list(_around(pieces, longest))) for pieces in found]


def _one_line(text: str) -> str:
    """Lists and tables without their marks, one entry after the other."""
    lines = _CELL_BORDER.sub(": ", _LIST_MARK.sub("", text)).splitlines()
    return " · ".join(" ".join(line.split()) for line in lines if line.strip())


def _around(pieces: Sequence[str], longest: int) -> Iterator[str]:
    """The pieces, cut where the window begins and ends."""
    text = "".join(pieces)
    matched = len(pieces[0]) if len(pieces) > 1 else 0
    begin, end = _window(text, matched, longest)
    for number, (first, last) in enumerate(pairwise(accumulate(map(len, pieces), initial=0))):
        piece = text[max(first, begin) : max(0, min(last, end))]
        before = "… " if number == 0 and begin else ""
        after = " …" if number == len(pieces) - 1 and end < len(text) else ""
        yield before + piece + after


def _window(text: str, matched: int, longest: int) -> tuple[int, int]:
    """Where to cut: at blanks where there are any, from shortly before the first match."""
    if len(text) <= longest:
        return 0, len(text)
    late = matched > longest * 2 // 3
    begin = min(matched - longest // 3, len(text) - longest) if late else 0
    end = begin + longest
    if begin:
        begin = text.find(" ", begin, matched) + 1 or begin
    begin += len(text[begin:]) - len(text[begin:].lstrip(_BETWEEN))
    if end < len(text):
        blank = text.rfind(" ", begin + 1, end)
        end = blank if blank > matched else end
    return begin, end
