"""Dialogues: how files of them are read, how they are played, and what is said at last."""

import json
from pathlib import Path

import pytest

from knowledge_base import OnnxEmbedder, passages_of
from knowledge_base.answering.model import Spoken
from knowledge_base.answering.spans import Span
from knowledge_base.evaluation.datasets import DatasetError
from knowledge_base.evaluation.dialogues import Dialogue, measure, play, read_dialogues
from knowledge_base.evaluation.facts import QUESTIONS
from knowledge_base.evaluation.help_centre import HelpCentre
from knowledge_base.evaluation.labelled_centres import CENTRES
from knowledge_base.search.results import Hit, Results
from tests.fakes import FakeEmbedder
from tests.knowledge_base.answering.candidates import candidate
from tests.knowledge_base.conftest import shared

FLOOR_OF_DOUBLES = 0.5
OF_THE_DEMO = sorted(QUESTIONS.glob("demo.dialogues*.json"))


def dialogues_file(folder: Path, *rows: object) -> Path:
    file = folder / "dialogues.json"
    file.write_text(json.dumps(rows))
    return file


def test_a_dialogue_has_its_turns_and_the_facts_of_the_last(tmp_path: Path) -> None:
    rows = [
        {"say": ["refunds?", "how long?"], "last": "five.{0,9}days"},
        {"say": ["how long? who pays?"], "last": "five", "also": "we do"},
    ]
    one, two = read_dialogues(dialogues_file(tmp_path, *rows))
    assert one.say == ["refunds?", "how long?"]
    assert [fact.pattern for fact in two.facts] == ["five", "we do"]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("how long?", "dialogue 2 needs `say`"),
        ({"say": [], "last": "five"}, "dialogue 2 needs `say`"),
        ({"say": "how long?", "last": "five"}, "dialogue 2 needs `say`"),
        ({"say": ["how long?", " "], "last": "five"}, "dialogue 2 needs `say`"),
        ({"say": ["how long?"]}, "dialogue 2 needs `last`"),
        ({"say": ["how long?"], "last": "five", "also": None}, "dialogue 2 needs `last`"),
        ({"say": ["how long?"], "last": "(five"}, "dialogue 2 has no valid regular expression"),
    ],
)
def test_a_dialogue_that_cannot_be_read_is_named(tmp_path: Path, row: object, fault: str) -> None:
    with pytest.raises(DatasetError, match=fault):
        read_dialogues(dialogues_file(tmp_path, {"say": ["good?"], "last": "good"}, row))


@pytest.mark.parametrize("text", ["[]", "{}", "[", "null"])
def test_a_file_without_dialogues_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "dialogues.json"
    file.write_text(text)
    with pytest.raises(DatasetError, match="is not JSON|holds no list"):
        read_dialogues(file)


def look(words: str) -> Results:
    """Refunds for whatever names them, else how long shops are open."""
    text = "A refund takes five days." if "refund" in words else "We are open for six hours."
    span = Span(candidate(text, article=1 if "refund" in words else 2), 0, 0, 0.8)
    place = span.candidate
    hit = Hit(place.article_id, place.title, None, "", "", text, 0.5, 0.5)
    certainty = 0.9 if "refund" in words else 0.6
    return Results([hit], spoken=Spoken([span], certainty, [span]), spoken_threshold=0.5)


def test_each_turn_comes_after_the_ones_before_it() -> None:
    (found,) = play(["How do I get a refund?", "how long does it take?"], FakeEmbedder(), look)
    assert "refund" in found.question
    assert found.answer.text == "A refund takes five days."


def test_a_turn_of_two_questions_is_replied_to_twice() -> None:
    found = play(["How long are you open? How do I get a refund?"], FakeEmbedder(), look)
    assert [one.answer.text for one in found] == [
        "We are open for six hours.",
        "A refund takes five days.",
    ]


def test_the_figures_are_those_of_what_is_said_last(tmp_path: Path) -> None:
    rows = [
        {"say": ["How do I get a refund?", "how long does it take?"], "last": "FIVE"},
        {"say": ["How do I get a refund?", "how long does it take?"], "last": "five", "also": "7"},
        {"say": ["How long are you open?"], "last": "six.{0,9}hours"},
    ]
    figures = measure(read_dialogues(dialogues_file(tmp_path, *rows)), FakeEmbedder(), look)
    assert figures["questions"] == 3
    assert figures["said"] == pytest.approx(2 / 3)
    assert figures["said_as_typed"] == figures["answered_lacking"] == pytest.approx(1 / 3)
    assert figures["answered"] == 1.0
    low, high = figures["intervals"]["said"]
    assert (low, high) == pytest.approx((0.0, 1.0))
    assert set(figures["intervals"]) <= set(figures)


def missing(dialogues: list[Dialogue], centre: str, data: Path) -> list[str]:
    """What must be said but stands in no article."""
    texts = [
        f"{part.heading}\n{part.text}"
        for document in CENTRES[centre](data)
        for part in passages_of(document)
    ]
    return [
        fact.pattern
        for dialogue in dialogues
        for fact in dialogue.facts
        if not any(fact.search(text) for text in texts)
    ]


@pytest.mark.parametrize("file", OF_THE_DEMO, ids=lambda file: file.name)
def test_what_must_be_said_stands_in_an_article_of_the_demo(file: Path) -> None:
    dialogues = read_dialogues(file)
    assert len(dialogues) == 10
    assert all(2 <= len(dialogue.say) <= 4 for dialogue in dialogues)
    assert missing(dialogues, "demo", file.parent) == []


@pytest.mark.parametrize("part", ["dialogues", "dialogues.development", "doubles"])
@pytest.mark.parametrize(
    ("centre", "folder"), [("logingov", "logingov_help"), ("arduino", "arduino_help_center")]
)
def test_what_must_be_said_stands_in_an_article_of_theirs(
    centre: str, folder: str, part: str
) -> None:
    dialogues = read_dialogues(QUESTIONS / f"{centre}.{part}.json")
    assert len(dialogues) == 10
    assert missing(dialogues, centre, shared(folder).parent) == []


def test_what_is_asked_twice_at_once_stands_in_the_demo() -> None:
    doubles = read_dialogues(QUESTIONS / "demo.doubles.json")
    assert [len(double.facts) for double in doubles] == [2] * 20
    assert missing(doubles, "demo", QUESTIONS) == []


def test_two_questions_at_once_get_both_facts_far_more_often_than_as_one(
    minilm: OnnxEmbedder,
) -> None:
    centre = HelpCentre.of(CENTRES["demo"](QUESTIONS), minilm)
    doubles = read_dialogues(QUESTIONS / "demo.doubles.json")
    figures = measure(doubles, minilm, centre.results)
    assert figures["said"] >= FLOOR_OF_DOUBLES
    assert figures["said"] >= figures["said_as_typed"] + 0.2


def test_the_bot_follows_the_dialogues_of_the_demo(minilm: OnnxEmbedder) -> None:
    centre = HelpCentre.of(CENTRES["demo"](QUESTIONS), minilm)
    played = [dialogue for file in OF_THE_DEMO for dialogue in read_dialogues(file)]
    figures = measure(played, minilm, centre.results)
    assert figures["said"] >= figures["said_as_typed"] + 0.1
