"""Articles cut into passages: short enough to be an answer, long enough to make sense alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from knowledge_base.documents.blocks import Block, blocks_of
from knowledge_base.documents.folder import Document
from knowledge_base.documents.rendering import to_html
from knowledge_base.documents.splitting import BETWEEN_CELLS, pieces_of, sentences_in, size_of

# In words. A model reads 256 tokens, about 190 English words, the rest is for title and heading.
TARGET = 120
LARGEST = 180
# A short list belongs to the sentence before it even when both together pass LARGEST by a little.
LARGEST_WITH_LIST = 210
# A table's columns are named anew in each of its pieces, unless their names fill it.
LONGEST_COLUMNS = 60
MAX_PASSAGES = 5_000
# From here on neighbouring short sections are joined: such a file is no article made by hand.
MANY_PASSAGES = 400
_BETWEEN_HEADINGS = " > "


class ArticleTooLong(Exception):
    """An article that would not fit the index; the message says what to do."""


@dataclass(frozen=True)
class Passage:
    """One piece of an article: plain text under one heading, with the heading's anchor."""

    ordinal: int
    heading: str
    anchor: str
    text: str

    def for_embedding(self, title: str) -> str:
        """The text a model should read: the passage in its place."""
        return in_place(title, self.heading, self.text)

    def sentences(self) -> "list[Passage]":
        """Each of its sentences as a passage in the same place."""
        return [replace(self, text=sentence) for sentence in sentences_in(self.text)]


@dataclass
class _Section:
    path: list[str] = field(default_factory=list)
    anchor: str = ""
    blocks: list[Block] = field(default_factory=list)

    @property
    def only_leads_away(self) -> bool:
        return bool(self.path) and all(block.leads_away for block in self.blocks)


def in_place(title: str, heading: str, text: str) -> str:
    """A text below its article's title and its headings."""
    place = [title] if heading in ("", title) else [title, heading]
    return f"{' > '.join(place)}\n{text}"


def innermost(heading: str) -> str:
    """The last of a passage's headings, which stands right above it."""
    return heading.rsplit(_BETWEEN_HEADINGS, 1)[-1]


def passages_of(document: Document) -> list[Passage]:
    """The passages of one article, in reading order.

    A passage never crosses a heading; steps stay with the sentence that introduces them where
    they fit. An article of nothing but headings gives its headings as text, so that it can be
    found. Raises ArticleTooLong past 5,000 passages (more than a megabyte of text needs).

    >>> [passage.heading for passage in passages_of(document)]
    ['', 'Before you start', 'Send it back']
    """
    found: list[tuple[str, str, str]] = []
    sections = list(_sections(blocks_of(to_html(document.body_markdown))))
    # "Related articles" lists answer nothing themselves and would win over the articles they name.
    told = [section for section in sections if not section.only_leads_away] or sections
    for section in told:
        heading = _BETWEEN_HEADINGS.join(section.path)
        found += [(heading, section.anchor, text) for text in _packed(section.blocks)]
    if len(found) > MANY_PASSAGES:
        found = list(_joined(found))
    if len(found) > MAX_PASSAGES:
        raise ArticleTooLong(
            f"This article would become {len(found):,} passages; {MAX_PASSAGES:,} is the most. "
            "Split it into several articles."
        )
    return [Passage(number, *parts) for number, parts in enumerate(found)]


def _sections(blocks: Iterable[Block]) -> Iterator[_Section]:
    """Blocks by heading; a heading without text of its own is kept as the path of the next."""
    current = _Section()
    path: list[tuple[int, str]] = []
    for block in blocks:
        if block.kind != "heading":
            current.blocks.append(block)
            continue
        if current.blocks:
            yield current
        elif path and block.level <= path[-1][0]:
            yield _Section(current.path, current.anchor, [Block("text", path[-1][1])])
        path = [(level, name) for level, name in path if level < block.level]
        path.append((block.level, block.text))
        current = _Section([name for _, name in path], block.anchor)
    if current.blocks:
        yield current
    elif path:
        yield _Section(current.path, current.anchor, [Block("text", path[-1][1])])


def _packed(blocks: list[Block]) -> Iterator[str]:
    """Blocks gathered until a passage is long enough; groups stay whole where they fit."""
    held: list[str] = []
    held_size = 0
    for group in _groups(blocks):
        text = "\n".join(block.text for block in group)
        size = size_of(text)
        if held and held_size + size > LARGEST:
            yield "\n".join(held)
            held, held_size = [], 0
        if size > LARGEST_WITH_LIST:
            yield from _cut(text, next((block.text for block in group if block.kind == "row"), ""))
            continue
        held.append(text)
        held_size += size
    if held:
        yield "\n".join(held)


def _groups(blocks: list[Block]) -> Iterator[list[Block]]:
    """What belongs together: a list or table with the line that introduces it, or one block."""
    group: list[Block] = []
    for block in blocks:
        goes_on = bool(group) and block.kind in ("item", "row", "code")
        if group and not goes_on:
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _cut(text: str, columns: str) -> Iterator[str]:
    """Pieces of a group that is too long; each that goes on with a table names its columns."""
    if size_of(columns) > LONGEST_COLUMNS:
        columns = ""
    for number, piece in enumerate(pieces_of(text, LARGEST - size_of(columns))):
        goes_on = number and columns and BETWEEN_CELLS in piece.partition("\n")[0]
        yield f"{columns}\n{piece}" if goes_on else piece


def _joined(found: list[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Neighbours joined up to the target size; a swallowed heading becomes a line of text."""
    held: tuple[str, str, str] | None = None
    held_size = 0
    for heading, anchor, text in found:
        size = size_of(heading) + size_of(text)
        if held and held_size + size <= TARGET:
            line = "" if heading == held[0] or text == heading else f"{heading}\n"
            held = (held[0], held[1], f"{held[2]}\n{line}{text}")
            held_size += size
            continue
        if held:
            yield held
        held, held_size = (heading, anchor, text), size
    if held:
        yield held
