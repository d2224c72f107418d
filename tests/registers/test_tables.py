"""Tables for spreadsheets: whole, in UTF-8, and run by none."""

import csv
from io import StringIO

import pytest

from helpdesk.tables import as_cell, written


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_what_a_spreadsheet_would_run_is_text_there(sign: str) -> None:
    typed = f'{sign}HYPERLINK("https://evil.example")'
    assert as_cell(typed) == f"'{typed}"


@pytest.mark.parametrize("value", ["Partners = friends", "", None, -3, 2.5])
def test_anything_else_stays_as_it_is(value: object) -> None:
    assert as_cell(value) == value


def test_every_line_is_read_back_as_it_was_said() -> None:
    lines: list[list[object]] = [["Grün, „schön“", 'a "b"\nc'], [], [1, None]]
    with written(lines) as file:
        text = file.read().decode("utf-8-sig")
    assert list(csv.reader(StringIO(text))) == [["Grün, „schön“", 'a "b"\nc'], [], ["1", ""]]
