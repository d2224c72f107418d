"""Spans: the stretch of each passage that most probably holds the answer, and how it is said."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from knowledge_base.answering.asking import ITEM
from knowledge_base.answering.candidates import Candidate
from knowledge_base.answering.features import Floats
from knowledge_base.answering.words import stems_of
from knowledge_base.documents.excerpts import heading_above
from knowledge_base.documents.splitting import BETWEEN_CELLS

LONGEST, HALF, LEADING, SHORT = 600, 290, 440, 240
"""Characters that are said at once, and those of each of two sections that are said together; of
several to choose from those of the first, which is most likely, and of each other. The rest is
behind the link."""
LEFT_OUT = "…"
# What a character more must promise, so that what answers nothing is left out.
_COST = 0.00002
# So likely beside the best that a second section of its article is said with it.
_BESIDE = 0.25
# Shorter words, such as "by", are in names of rows by chance.
_TELLING = 3
_STEP = re.compile(r"^\s*\d+\. ")


@dataclass(frozen=True)
class Span:
    """Some sentences of one passage, one after the other."""

    candidate: Candidate
    first: int
    last: int
    chance: float
    """That the answer stands in it, among all candidates."""

    @property
    def sentences(self) -> Sequence[str]:
        """Those of the passage that it holds."""
        return self.candidate.sentences[self.first : self.last + 1]

    @property
    def words(self) -> str:
        """As they stand in the passage; what is left out before and after them is marked.

        An item or a row comes with the line that announces its list or names its columns.
        """
        sentences = self.candidate.sentences
        lead, words = _lead(sentences, self.first), self.candidate.between(self.first, self.last)
        if lead < self.first:
            between = f"{LEFT_OUT}\n" if lead + 1 < self.first else ""
            words = f"{sentences[lead]}\n{between}{words}"
        before = LEFT_OUT + _gap(sentences[lead]) if lead else ""
        after = _gap(sentences[self.last]) + LEFT_OUT if self.last < len(sentences) - 1 else ""
        return f"{before}{words}{after}"

    @property
    def text(self) -> str:
        """The words below their heading."""
        words = self.words
        heading = heading_above(words, self.candidate.heading, self.candidate.title)
        return f"{heading}\n{words}" if heading else words


def spans_of(
    candidates: Sequence[Candidate], chances: Floats, *, longest: int = LONGEST
) -> list[Span]:
    """The best span of each candidate that is at most so many characters long, the best first.

    `chances` has one number for each sentence of all candidates in order.
    """
    found, start = [], 0
    # However unsure it is that any answers, which of them would is the same.
    shares = chances / max(float(chances.sum()), 1e-12)
    for candidate in candidates:
        end = start + len(candidate.sentences)
        if end > start:
            first, last = _stretch(candidate, shares[start:end], longest)
            if any(_STEP.match(sentence) for sentence in candidate.sentences[first : last + 1]):
                first, last = _all_steps(candidate, first, last, longest)
            promise = float(chances[start + first : start + last + 1].sum())
            found.append(Span(candidate, first, last, min(1.0, promise)))
        start = end
    return sorted(found, key=lambda span: -span.chance)


def widened(span: Span, longest: int = LONGEST) -> Span:
    """With the sentences after and before it, as far as there is room."""
    first, last = span.first, span.last
    end = len(span.candidate.sentences) - 1
    while last < end and _length(span.candidate, first, last + 1) <= longest:
        last += 1
    while first and _length(span.candidate, first - 1, last) <= longest:
        first -= 1
    return replace(span, first=first, last=last)


def answer_of(best: Span, halves: Sequence[Span]) -> list[Span]:
    """What is said as the answer: the best span, with another section that may well hold it.

    `halves` are the best short spans of all candidates. The second one is of the same article;
    the first is said shorter where both would be too long together.
    """
    own = [half for half in halves if half.candidate.article_id == best.candidate.article_id]
    beside = next((half for half in own if half.candidate is not best.candidate), None)
    if beside is None or beside.chance < _BESIDE * best.chance:
        return [best]
    if len(best.words) + len(beside.words) <= LONGEST:
        return [best, beside]
    return [next(half for half in own if half.candidate is best.candidate), beside]


def row_asked_for(span: Span, stems: Set[str]) -> Span:
    """The one row of a table whose first cell, its name, has a word of the question alone.

    The span as it is where it says something below the table, or has no two rows below the names
    of the columns, or the question names none of them or several.
    """
    sentences, language = span.candidate.sentences, span.candidate.language
    rows = [
        number
        for number in range(span.first, span.last + 1)
        if BETWEEN_CELLS in sentences[number] and _lead(sentences, number) < number
    ]
    telling = {stem for stem in stems if len(stem) >= _TELLING}
    names = [sentences[row].partition(BETWEEN_CELLS)[0] for row in rows]
    named = [telling & stems_of(name, language) for name in names]
    shared = frozenset.intersection(*map(frozenset, named)) if named else frozenset()
    asked = [row for row, words in zip(rows, named, strict=True) if words - shared]
    if len(rows) < 2 or len(asked) != 1 or rows[-1] != span.last:
        return span
    return replace(span, first=asked[0], last=asked[0])


def _stretch(candidate: Candidate, shares: Floats, longest: int) -> tuple[int, int]:
    """The most promising; of a passage that promises nothing its beginning."""
    if shares.any():
        return _best(candidate, shares, longest)
    return 0, widened(Span(candidate, 0, 0, 0.0), longest).last


def _best(candidate: Candidate, shares: Floats, longest: int) -> tuple[int, int]:
    best, found = -1.0, (0, 0)
    likely = shares.tolist()
    for first in range(len(likely)):
        promise = 0.0
        for last in range(first, len(likely)):
            length = _length(candidate, first, last)
            if length > longest and last > first:
                break
            promise += likely[last]
            worth = promise - _COST * length
            if worth > best:
                best, found = worth, (first, last)
    return found


def _gap(sentence: str) -> str:
    """A mark beside an item or a row has a line of its own."""
    return "\n" if BETWEEN_CELLS in sentence or ITEM.match(sentence) else " "


def _all_steps(candidate: Candidate, first: int, last: int, longest: int) -> tuple[int, int]:
    """With the steps before and after, as far as there is room."""
    sentences = candidate.sentences
    begin, end = first, last
    while begin and any(_STEP.match(sentence) for sentence in sentences[:begin]):
        begin -= 1
    while any(_STEP.match(sentence) for sentence in sentences[end + 1 :]):
        end += 1
    while first > begin and _length(candidate, first - 1, last) <= longest:
        first -= 1
    while last < end and _length(candidate, first, last + 1) <= longest:
        last += 1
    return first, last


def _lead(sentences: Sequence[str], first: int) -> int:
    """The sentence that announces the list or table in which the span begins."""
    row = BETWEEN_CELLS in sentences[first]
    if not (row or ITEM.match(sentences[first])):
        return first
    lead = first
    while lead and (BETWEEN_CELLS in sentences[lead - 1] if row else ITEM.match(sentences[lead])):
        lead -= 1
    return lead


def _length(candidate: Candidate, first: int, last: int) -> int:
    end = candidate.starts[last] + len(candidate.sentences[last])
    return end - candidate.starts[first]
