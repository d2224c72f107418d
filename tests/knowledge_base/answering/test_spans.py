"""What is said is a stretch of the article as it stands, whole where half would mislead."""

import numpy as np
import pytest

from knowledge_base.answering.candidates import Candidate
from knowledge_base.answering.spans import (
    HALF,
    LONGEST,
    Span,
    answer_of,
    row_asked_for,
    spans_of,
    widened,
)
from tests.knowledge_base.answering.candidates import candidate

STEPS = "Do this:\n1. Open the app.\n2. Press Return.\n3. Print the label."
TABLE = "What we keep:\nData | Kept for\nName | 14 days\nOrders | 10 years"


def said(text: str, best: int, *, longest: int = LONGEST, heading: str = "") -> str:
    """What is said when one sentence alone is likely to answer."""
    passage = candidate(text, heading=heading)
    chances = np.full(len(passage.sentences), 0.0001)
    chances[best] = 0.9
    return spans_of([passage], chances, longest=longest)[0].text


def test_the_likely_sentence_is_said_and_what_is_left_out_is_marked() -> None:
    text = "We deliver.\nIt costs 4 euros to Germany.\nIt is quick."
    assert said(text, 1, longest=40) == "… It costs 4 euros to Germany. …"


def test_neighbours_that_may_answer_too_are_said_with_it() -> None:
    passage = candidate("It costs 4 euros.\nFrom 50 euros it is free.\nWe are kind.")
    chances = np.array([0.5, 0.4, 0.0])
    assert spans_of([passage], chances)[0].words == "It costs 4 euros.\nFrom 50 euros it is free. …"


def test_steps_are_said_from_the_first_to_the_last() -> None:
    assert said(STEPS, 2) == STEPS


def test_steps_that_find_no_room_end_with_a_mark() -> None:
    found = said(STEPS, 1, longest=40)
    assert found.startswith("Do this:\n1. Open the app.")
    assert found.endswith(".\n…")


def test_a_row_comes_with_the_names_of_its_columns() -> None:
    assert said(TABLE, 3, longest=20) == "…\nData | Kept for\n…\nOrders | 10 years"


def test_an_item_comes_with_the_line_that_announces_it() -> None:
    found = said("Never send back:\n- Food\n- Gift cards", 2, longest=20)
    assert found == "Never send back:\n…\n- Gift cards"


def test_a_heading_that_gives_the_sense_stands_above() -> None:
    found = said("- Military IDs", 0, heading="Which ID? > We do not accept:")
    assert found == "We do not accept:\n- Military IDs"


def test_a_sentence_longer_than_all_room_is_said_alone() -> None:
    long = "word " * 200 + "end."
    assert said(f"First.\n{long}", 1).strip("… ") == long


def test_the_more_likely_passage_comes_first() -> None:
    passages = [candidate("One. Two.", article=1), candidate("Three.", article=2)]
    found = spans_of(passages, np.array([0.1, 0.1, 0.7]))
    assert [span.candidate.article_id for span in found] == [2, 1]
    assert found[0].chance == pytest.approx(0.7)


def test_the_order_of_passages_depends_on_no_scale() -> None:
    passages = [candidate("One. Two. Three.")]
    chances = np.array([0.3, 0.6, 0.01])
    (sure,), (unsure,) = spans_of(passages, chances), spans_of(passages, chances / 1000)
    assert sure.text == unsure.text


@pytest.mark.parametrize(
    ("longest", "words"),
    [
        (20, "… It costs 4 euros. …"),
        (45, "… It costs 4 euros.\nFrom 50 it is free.\nAsk us."),
        (60, "We deliver.\nIt costs 4 euros.\nFrom 50 it is free.\nAsk us."),
    ],
)
def test_what_was_chosen_is_said_with_what_follows_and_precedes_as_far_as_there_is_room(
    longest: int, words: str
) -> None:
    passage = candidate("We deliver.\nIt costs 4 euros.\nFrom 50 it is free.\nAsk us.")
    assert widened(Span(passage, 1, 1, 0.5), longest).words == words


def answer(passages: list[Candidate], *chances: float) -> list[Span]:
    likely = np.array(chances)
    return answer_of(spans_of(passages, likely)[0], spans_of(passages, likely, longest=HALF))


def test_another_section_of_the_article_that_may_well_answer_is_said_too() -> None:
    passages = [candidate("It takes 5 days."), candidate("It costs 4 euros.")]
    assert [span.words for span in answer(passages, 0.2, 0.6)] == [
        "It costs 4 euros.",
        "It takes 5 days.",
    ]
    assert [span.words for span in answer(passages, 0.1, 0.6)] == ["It costs 4 euros."]


def test_what_another_article_says_is_no_part_of_the_answer() -> None:
    passages = [candidate("It takes 5 days.", article=2), candidate("It costs 4 euros.")]
    assert len(answer(passages, 0.4, 0.5)) == 1


def test_two_sections_are_said_within_the_room_for_one() -> None:
    lines = [f"Line {number} says something of about fifty letters." for number in range(11)]
    passages = [candidate("\n".join(lines)), candidate(f"{lines[0]} And more.")]
    chances = [0.05] * len(lines)
    alone, beside = answer(passages, *chances, 0.2, 0.2), answer(passages, *chances, 0.01, 0.01)
    assert len(alone) == 2
    assert sum(len(span.words) for span in alone) <= LONGEST
    assert len(beside[0].words) > HALF
    assert len(beside) == 1


PRICES = "Country | Price\nGermany, France | 7 euros\nSpain by sea | 9 euros\nNorway | 14 euros"


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ({"how", "much", "germani"}, (1, 1)),
        ({"price", "euro"}, (0, 3)),
        ({"norway", "spain"}, (0, 3)),
        ({"9"}, (0, 3)),
        ({"deliv", "by", "mail"}, (0, 3)),
        ({"country", "norway"}, (3, 3)),
    ],
)
def test_of_a_table_the_row_that_the_question_names_is_said(
    asked: set[str], rows: tuple[int, int]
) -> None:
    found = row_asked_for(Span(candidate(PRICES), 0, 3, 0.9), asked)
    assert (found.first, found.last) == rows


def test_what_is_no_table_or_one_row_alone_stays_as_it_is() -> None:
    for text in ("Germany is near.\nFrance is near.", "Country | Price\nGermany | 7 euros"):
        span = Span(candidate(text), 0, 1, 0.9)
        assert row_asked_for(span, {"germani"}) is span
