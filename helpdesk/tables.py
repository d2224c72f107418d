"""Tables for other programs, as comma-separated values that a spreadsheet shows and never runs."""

import csv
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from tempfile import TemporaryFile
from typing import IO

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_cell(value: object) -> object:
    """A value as a table holds it; text that could be taken for a formula is marked as text."""
    if isinstance(value, str) and value.startswith(FORMULAS):
        return f"'{value}"
    return value


def written(lines: Iterable[Sequence[object]]) -> IO[bytes]:
    """The lines in a file of its own, at its beginning: however many, few are held at a time.

    It begins with the mark by which spreadsheets know that it is UTF-8.
    """
    file = TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    csv.writer(text).writerows([as_cell(each) for each in line] for line in lines)
    text.flush()
    text.detach()
    file.seek(0)
    return file
