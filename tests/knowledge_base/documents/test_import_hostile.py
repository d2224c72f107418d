"""Files made to take a reader's time for ever are read in one go, or refused with a sentence."""

from pathlib import Path

import pytest

from knowledge_base import read_document
from tests.knowledge_base.documents.files import fault_of, write

SIZE = 900_000
UNCLOSED = {
    "tags": "{% a ",
    "values": "{{ a ",
    "attributes": "{: a ",
    "captures": "{% capture a %}",
    "comments": "{% comment %}",
    "shown": "{% include a items=",
    "one tag": "items=",
    "backticks": "`",
    "tildes": "~",
    "blanks": " ",
    "hashes": " #",
    "brackets": "[",
}
ENDLESS = ["<a ", '<a href="', "<!--", "<x@", "</", "<", "<b>", "&amp;", ">"]
CODE = [
    "```\n{{ kept }}\n```",
    "~~~~\n{{ kept }}\n~~~\n~~~~",
    "`{{ kept }}`",
    "```\n{{ kept }}\n\nText",
]


@pytest.mark.parametrize("name", UNCLOSED)
def test_a_file_of_marks_that_nothing_closes_is_read_in_one_go(tmp_path: Path, name: str) -> None:
    start = "{% include a " if name == "one tag" else "# T "
    text = (start + UNCLOSED[name] * SIZE)[:SIZE]
    document = read_document(write(tmp_path, "a.md", f"{text} end\n\nThe last line."), tmp_path)
    assert document.body_markdown.endswith("The last line.")


@pytest.mark.parametrize("mark", ENDLESS)
def test_a_page_of_tags_without_end_is_refused(tmp_path: Path, mark: str) -> None:
    assert "tags" in fault_of(tmp_path, mark * (SIZE // len(mark)), "a.html")


@pytest.mark.parametrize("mark", ["<!-- a -->", " ", "word "])
def test_a_long_page_of_little_markup_is_read(tmp_path: Path, mark: str) -> None:
    page = "<h1>T</h1><p>" + mark * (SIZE // len(mark)) + "The end"
    document = read_document(write(tmp_path, "a.html", page), tmp_path)
    assert document.body_markdown.endswith("The end")


def test_front_matter_has_its_limit(tmp_path: Path) -> None:
    assert "64,000" in fault_of(tmp_path, "---\na:\n" + "- x\n" * 100_000 + "---\nText")


@pytest.mark.parametrize(
    ("line", "title"),
    [("# Send it #", "Send it"), ("# C#", "C#"), ("#\tF ## ", "F"), ("# A # B", "A # B")],
)
def test_marks_behind_a_heading_are_not_its_words(tmp_path: Path, line: str, title: str) -> None:
    assert read_document(write(tmp_path, "a.md", f"{line}\n\nText"), tmp_path).title == title


@pytest.mark.parametrize("code", CODE)
def test_template_tags_in_code_stay(tmp_path: Path, code: str) -> None:
    path = write(tmp_path, "a.md", f"# T\n\n{{{{ gone }}}}Text\n\n{code}")
    body = read_document(path, tmp_path).body_markdown
    assert "{{ kept }}" in body
    assert "gone" not in body
