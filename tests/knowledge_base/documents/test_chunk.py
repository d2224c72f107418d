"""Articles are cut into passages that make sense alone, and nothing is lost."""

import time

import pytest

from knowledge_base import ArticleTooLong, Document, Passage, passages_of, read_folder
from knowledge_base.documents.splitting import size_of
from tests.knowledge_base.conftest import shared


def passages(body: str, title: str = "Title") -> list[Passage]:
    return passages_of(Document("slug", title, body))


def test_each_heading_starts_a_passage_that_knows_its_place() -> None:
    found = passages("Intro.\n\n## Paint\n\n### Dry\n\nWait a day.\n\n## Wood\n\nSand it.")
    assert [(passage.heading, passage.text) for passage in found] == [
        ("", "Intro."),
        ("Paint > Dry", "Wait a day."),
        ("Wood", "Sand it."),
    ]
    assert found[1].for_embedding("Care") == "Care > Paint > Dry\nWait a day."


def test_steps_stay_with_the_sentence_before_them() -> None:
    filler = "Many other words stand here before the steps begin. " * 16
    steps = "\n".join(f"{number}. Press the button number {number}" for number in range(1, 9))
    found = passages(f"{filler}\n\nDo this:\n\n{steps}")
    assert len(found) == 2
    assert found[1].text.startswith("Do this:\n1. Press the button number 1\n2. Press")
    assert found[1].text.endswith("8. Press the button number 8")


def test_list_markers_numbers_and_levels_stay() -> None:
    text = passages("3. Third\n   - inner\n4. Fourth\n\nEnd")[0].text
    assert text == "3. Third\n  - inner\n4. Fourth\nEnd"


def test_formatting_links_and_pictures_become_plain_text() -> None:
    text = passages("Press **Save** in [settings](/s).  \nThen ![lid](x.png) `go`.<br>Done")[0].text
    assert text == "Press Save in settings.\nThen go.\nDone"


def test_table_rows_are_lines() -> None:
    text = passages("| Size | Price |\n|---|---|\n| S | 4 € |")[0].text
    assert text == "Size | Price\nS | 4 €"


def test_each_piece_of_a_long_table_names_its_columns() -> None:
    rows = "\n".join(f"| Town {number} | {number} km | €{number}.50 |" for number in range(200))
    head = "| Place | Distance | Price |\n|---|---|---|\n"
    found = passages(f"What it costs:\n\n{head}{rows}")
    assert found[0].text.startswith("What it costs:\nPlace | Distance | Price\nTown 0 |")
    assert {passage.text.split("\n")[0] for passage in found[1:]} == {"Place | Distance | Price"}
    told = "\n".join(passage.text for passage in found)
    assert [f"Town {n} | {n} km" in told for n in range(200)] == [True] * 200
    assert max(size_of(passage.text) for passage in found) <= 180


def test_names_of_columns_that_would_fill_every_piece_are_said_once() -> None:
    wide = " | ".join(f"the column number {number}" for number in range(30))
    rows = "\n".join("| " + " | ".join(["cell"] * 30) + " |" for _ in range(20))
    found = passages(f"| {wide} |\n|{'---|' * 30}\n{rows}")
    assert [passage.text.count("the column number 1 |") for passage in found][1:] == [0] * (
        len(found) - 1
    )


def test_lists_of_links_elsewhere_are_no_passages() -> None:
    found = passages("Text.\n\n## Related\n\n- [One](/1)\n- [Two](/2)")
    assert [passage.heading for passage in found] == [""]


def test_an_article_of_links_only_can_still_be_found() -> None:
    assert passages("## Topics\n\n- [One](/1)\n- [Two](/2)")[0].text == "- One\n- Two"


def test_headings_without_text_are_kept() -> None:
    found = passages("## Opening hours\n\n## Parking\n\nBehind the house.\n\n## Lifts")
    assert [passage.text for passage in found] == ["Opening hours", "Behind the house.", "Lifts"]


def test_an_article_without_text_has_no_passages() -> None:
    assert passages("<!-- nothing -->") == []


def test_indented_html_is_read_and_not_shown_as_code() -> None:
    text = passages("Do this:\n\n    <ol>\n      <li>Open it.</li>\n    </ol>")[0].text
    assert text == "Do this:\n1. Open it."


def test_scripts_never_become_text() -> None:
    found = passages("Before\n\n<script>alert('x')</script>\n\n<style>p{}</style>\n\nAfter")
    assert found[0].text == "Before\nAfter"


def test_a_passage_has_a_size_to_be_read_and_no_word_is_lost() -> None:
    sentences = [f"Sentence number{number} says a little more." for number in range(400)]
    found = passages(" ".join(sentences))
    assert all(size_of(passage.text) <= 180 for passage in found)
    assert " ".join(passage.text for passage in found).split() == " ".join(sentences).split()


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"# Heading {number}\n\ntext\n\n" for number in range(10_000)),
        "word " * 200_000,
        "x" * 1_000_000,
        "语" * 330_000,
        "<div>" * 150_000 + "text",
        "- point\n" * 60_000,
    ],
    ids=["headings", "words", "one word", "ideographs", "open tags", "points"],
)
def test_a_huge_article_is_cut_quickly_into_a_bounded_number(body: str) -> None:
    start = time.perf_counter()
    found = passages(body)
    assert 0 < len(found) <= 5_000
    assert all(size_of(passage.text) <= 400 for passage in found)
    assert time.perf_counter() - start < 30


def test_ten_thousand_headings_keep_their_words() -> None:
    text = "\n".join(
        passage.heading + passage.text
        for passage in passages("".join(f"# Part{n}\n\ntext{n}\n\n" for n in range(10_000)))
    )
    assert all(f"Part{number}" in text and f"text{number}" in text for number in range(10_000))


def test_more_than_a_megabyte_can_hold_is_refused_with_advice() -> None:
    with pytest.raises(ArticleTooLong, match="Split it"):
        passages("word " * 1_000_000)


def test_no_template_or_html_tag_of_logingov_is_in_a_passage() -> None:
    documents = read_folder(shared("logingov_help") / "content").documents
    texts = [passage.text for document in documents for passage in passages_of(document)]
    assert len(texts) > 400
    tags = ("{%", "{{", "{:", "<li", "<ol", "<div", "<p>")
    assert not [text for text in texts if any(tag in text for tag in tags)]
