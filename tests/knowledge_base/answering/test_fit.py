"""Weights are fitted to labelled questions, and written so that they are read again."""

import re
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.answering.candidates import Candidate
from knowledge_base.answering.features import FEATURES, Floats
from knowledge_base.answering.fitting import Lesson, Truths, fit, fit_certainty, fit_sentences
from knowledge_base.answering.interaction import Interact, interacting
from knowledge_base.answering.model import SIGNS, read
from tests.fakes import FakeEmbedder
from tests.knowledge_base.answering.candidates import candidate

TOPICS = ["codes", "parcels", "plants", "lamps", "invoices", "chairs"]


def lesson(topic: str) -> Lesson:
    text = f"We sell things. You get 10 {topic} a day. The shop is red."
    question = f"how many {topic}"
    other = candidate("The moon is round. It shines.", question, article=2)
    found = [other, candidate(text, question)]
    return Lesson.of_fact(question, found, reading(question, found), re.compile("10 "))


def off_topic(question: str) -> Lesson:
    found = [candidate("We sell lamps. They shine.", question)]
    return Lesson.of_article(question, found, reading(question, found), None)


def reading(question: str, found: list[Candidate]) -> Interact:
    return interacting(question, found, FakeEmbedder())


def taught(lessons: list[Lesson]) -> list[tuple[Floats, Truths]]:
    return [(one.features, one.holds) for one in lessons if one.holds is not None]


def test_what_was_taught_finds_the_fact_in_other_words() -> None:
    weights, nothing = fit_sentences(taught([lesson(topic) for topic in TOPICS[:4]]), FEATURES)
    asked = lesson(TOPICS[4])
    scores = asked.features @ weights
    assert asked.holds is not None
    assert asked.holds[int(scores.argmax())]
    assert scores.max() > nothing


def test_a_code_never_counts_less_than_it_does_at_the_start() -> None:
    weights, _ = fit_sentences(taught([lesson(topic) for topic in TOPICS]), FEATURES)
    assert weights[FEATURES.index("codes")] >= 2.99


def test_lessons_off_the_topic_teach_that_nothing_may_answer() -> None:
    on = [lesson(topic) for topic in TOPICS]
    off = [off_topic(f"who won cup {n}") for n in range(12)]
    weights, alone = fit_sentences(taught(on), FEATURES)
    others, beside = fit_sentences(taught(on + off), FEATURES)
    asked = off_topic("who sang it")
    assert (asked.features @ others - beside).max() < (asked.features @ weights - alone).max()


def test_certainty_rises_with_what_made_answers_right() -> None:
    signs = np.zeros((40, len(SIGNS)))
    signs[:, 0] = 1
    signs[:20, 1] = 2
    weights = fit_certainty(signs, np.arange(40) < 20)
    assert weights[1] > 0 > weights[0]


def test_a_model_is_written_and_read_again(tmp_path: Path) -> None:
    centres = {name: [lesson(topic) for topic in TOPICS[n::3]] for n, name in enumerate("abc")}
    centres["a"] = [*centres["a"], off_topic("who won"), off_topic("tell a joke")]
    model = fit(centres)
    model.write(tmp_path / "weights.json")
    again = read(tmp_path / "weights.json")
    assert again.shortlist == pytest.approx(model.shortlist, abs=1e-4)
    assert again.sentence == pytest.approx(model.sentence, abs=1e-4)
    assert again.certainty == pytest.approx(model.certainty, abs=1e-4)
    assert again.nothing == pytest.approx(model.nothing, abs=1e-4)
