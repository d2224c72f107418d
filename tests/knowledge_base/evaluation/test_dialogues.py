"""Dialogues: how files of them are read, how they are played, and what is said at last."""

import json
import re
from pathlib import Path

import pytest

from knowledge_base import OnnxEmbedder, passages_of
from knowledge_base.answering.model import Spoken
from knowledge_base.answering.spans import Span
from knowledge_base.evaluation.datasets import DatasetError
from knowledge_base.evaluation.dialogues import (
    Dialogue,
    before,
    lessons_of,
    measure,
    play,
    read_dialogues,
    refit_trust,
    teaching,
)
from knowledge_base.evaluation.facts import QUESTIONS
from knowledge_base.evaluation.help_centre import HelpCentre
from knowledge_base.evaluation.labelled_centres import CENTRES
from knowledge_base.following.dialogues import HELP_CENTRES
from knowledge_base.following.dialogues import read_dialogues as read_conversations
from knowledge_base.following.learning import examples_of
from knowledge_base.following.model import shipped
from knowledge_base.following.trust import signs_of, trust
from knowledge_base.search.results import Hit, Results
from tests.fakes import FakeEmbedder
from tests.knowledge_base.answering.candidates import candidate
from tests.knowledge_base.conftest import shared

FLOOR_OF_DOUBLES = 0.5
OF_THE_DEMO = [
    QUESTIONS / f"demo.dialogues{part}.json" for part in ("", ".development", ".training")
]


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
    return Results([hit], spoken=Spoken([span], certainty, [span], [span]), spoken_threshold=0.5)


def test_what_a_chat_knows_is_what_was_asked_and_what_it_meant() -> None:
    known = before(["How do I get a refund?", "how long does it take?"], FakeEmbedder(), look)
    assert known.turns == ["How do I get a refund?", "how long does it take?"]
    assert known.article_id == 1
    assert known.meaning is not None
    assert "refund" in known.meaning


def test_each_reading_of_a_turn_that_leans_on_others_teaches_whether_it_was_right() -> None:
    say = ["How do I get a refund?", "how long does it take?"]
    taught = Dialogue(say, [re.compile("five days")])
    lessons = lessons_of([taught], FakeEmbedder(), look, shipped())
    assert [("together" in signs, right) for signs, right in lessons] == [
        (False, False),
        (True, True),
    ]
    whole = Dialogue(["Where is my parcel?"], taught.facts)
    assert lessons_of([whole], FakeEmbedder(), look, shipped()) == []


def test_trust_is_learned_from_the_dialogues_of_help_centres(minilm: OnnxEmbedder) -> None:
    centres = {"demo": HelpCentre.of(CENTRES["demo"](QUESTIONS), minilm)}
    own = read_conversations(HELP_CENTRES)
    taught = dict(zip((one.topic for one in own), examples_of(own, minilm), strict=True))
    learned = refit_trust(centres, taught)
    alone, together = (
        trust(signs_of(together=read, sure=0.9, needs=0.99, agreed=False), learned)
        for read in (False, True)
    )
    assert together > alone


def test_what_is_measured_is_not_taught() -> None:
    for centre in ("demo", "logingov", "arduino"):
        measured = read_dialogues(QUESTIONS / f"{centre}.dialogues.json")
        taught = [dialogue.say for dialogue in teaching(centre)]
        assert not [dialogue.say for dialogue in measured if dialogue.say in taught]


def test_a_turn_of_two_questions_is_replied_to_twice() -> None:
    found = play(["How long are you open? How do I get a refund?"], FakeEmbedder(), look)
    opening, refund = (one.answer.text for one in found)
    assert "We are open for six hours." in opening
    assert refund == "A refund takes five days."


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
    assert figures["answered"] == 1
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
    assert len(dialogues) >= 10
    assert all(2 <= len(dialogue.say) <= 4 for dialogue in dialogues)
    assert missing(dialogues, "demo", file.parent) == []


@pytest.mark.parametrize(
    "part", ["dialogues", "dialogues.development", "dialogues.training", "doubles"]
)
@pytest.mark.parametrize(
    ("centre", "folder"), [("logingov", "logingov_help"), ("arduino", "arduino_help_center")]
)
def test_what_must_be_said_stands_in_an_article_of_theirs(
    centre: str, folder: str, part: str
) -> None:
    dialogues = read_dialogues(QUESTIONS / f"{centre}.{part}.json")
    assert len(dialogues) >= 10
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
    played = [dialogue for file in OF_THE_DEMO[:2] for dialogue in read_dialogues(file)]
    figures = measure(played, minilm, centre.results)
    assert figures["said"] >= figures["said_as_typed"] + 0.2
    assert figures["answered_lacking"] <= 0.25
