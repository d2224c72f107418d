"""An article's safe HTML as the plain blocks that a reader sees one below the other."""

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Literal

from knowledge_base.documents.splitting import BETWEEN_CELLS

Kind = Literal["heading", "text", "item", "row", "code"]
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BREAKS = {"p", "div", "blockquote", "figure", "figcaption", "summary", "details", "dt", "dd", "hr"}
_BREAKS |= {"ul", "ol", "table", "thead", "tbody", "center", "caption", "dl", "section", "aside"}
_DEEPEST = 4


@dataclass(frozen=True)
class Block:
    """A paragraph, a list item with its marker, a table row, a code sample or a heading."""

    kind: Kind
    text: str
    anchor: str = ""
    level: int = 0
    leads_away: bool = False
    """True when all its words are one link."""


def blocks_of(page: str) -> list[Block]:
    """Every block of `to_html`'s output, in order; list markers and line breaks stay."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    reader.finish()
    return reader.blocks


class _Reader(HTMLParser):
    """Walks the page once; it keeps a stack instead of recursing, so depth cannot break it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._lists: list[int | None] = []
        self._marker = ""
        self._heading: tuple[int, str] | None = None
        self._code = 0
        self._row: list[str] | None = None
        self._link = 0
        self._linked: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "br":
            self._parts.append("\n")
        elif tag in _HEADINGS:
            self.finish()
            self._heading = (int(tag[1]), values.get("id") or "")
        elif tag in {"ul", "ol"}:
            self.finish()
            start = values.get("start") or "1"
            first = int(start) if start.isdecimal() and len(start) < 9 else 1
            self._lists.append(first if tag == "ol" else None)
        elif tag == "li":
            self.finish()
            self._marker = self._next_marker()
        else:
            self._start_other(tag)

    def _start_other(self, tag: str) -> None:
        if tag == "a":
            self._link += 1
        elif tag == "pre":
            self.finish()
            self._code += 1
        elif tag == "tr":
            self.finish()
            self._row = []
        elif tag in {"td", "th"}:
            self._parts = []
        elif tag in _BREAKS and self._row is None:
            self.finish()

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._link = max(0, self._link - 1)
        elif tag in {"td", "th"} and self._row is not None:
            self._row.append(_tidy("".join(self._parts)).replace("\n", " "))
            self._parts = []
        elif tag == "tr" and self._row is not None:
            cells, self._row = self._row, None
            self._add("row", BETWEEN_CELLS.join(cell for cell in cells if cell))
        elif tag in {"ul", "ol"}:
            self.finish()
            if self._lists:
                self._lists.pop()
            self._marker = ""
        elif tag in _HEADINGS or tag in {"li", "pre"} or (tag in _BREAKS and self._row is None):
            self.finish()
            self._marker = "" if tag == "li" else self._marker

    def handle_data(self, data: str) -> None:
        self._parts.append(data if self._code else data.replace("\n", " "))
        if data.strip():
            self._linked.append(self._link > 0)

    def finish(self) -> None:
        """Close the block being read, whatever it is."""
        raw = "".join(self._parts)
        self._parts = []
        leads_away, self._linked = all(self._linked), []
        code, self._code = self._code, 0
        heading, self._heading = self._heading, None
        text = raw.strip("\n").rstrip() if code else _tidy(raw)
        if not text.strip():
            return
        if heading:
            self.blocks.append(Block("heading", text.replace("\n", " "), heading[1], heading[0]))
        elif self._marker:
            self.blocks.append(Block("item", self._marker + text, leads_away=leads_away))
            self._marker = ""
        else:
            inside = "  " * min(len(self._lists), _DEEPEST) if self._lists else ""
            self._add("code" if code else "item" if inside else "text", inside + text)

    def _add(self, kind: Kind, text: str) -> None:
        if text.strip():
            self.blocks.append(Block(kind, text))

    def _next_marker(self) -> str:
        indent = "  " * (min(len(self._lists), _DEEPEST) - 1 if self._lists else 0)
        number = self._lists[-1] if self._lists else None
        if number is None:
            return f"{indent}- "
        self._lists[-1] = number + 1
        return f"{indent}{number}. "


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
