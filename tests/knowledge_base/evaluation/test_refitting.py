"""What chooses the sentences is fitted to several help centres and measured on others."""

import json
import re
from pathlib import Path

import pytest

from knowledge_base import Document
from knowledge_base.evaluation.facts import QUESTIONS, Fact, read_facts
from knowledge_base.evaluation.help_centre import HelpCentre
from knowledge_base.evaluation.labelled_centres import CENTRES, off_topic
from knowledge_base.evaluation.refitting import (
    OFF_TOPIC_TAUGHT,
    TITLES_TAUGHT,
    Material,
    material_of,
    refit,
    without_each,
)
from tests.fakes import FakeEmbedder
from tests.knowledge_base.conftest import shared

THINGS = ("lamp", "chair", "table", "shelf", "carpet", "mirror")
ASIDE = [f"weather {number} tomorrow" for number in range(OFF_TOPIC_TAUGHT + 5)]


def material(shop: str) -> Material:
    """A shop's articles each say one price among other sentences; each is asked for."""
    documents = [
        Document(
            thing, f"{shop} {thing}", f"We like this {thing}. The {thing} price is {n} euros. Buy."
        )
        for n, thing in enumerate(THINGS, start=10)
    ]
    facts = [
        Fact(f"what is the {thing} price", re.compile(f"{n} euros"))
        for n, thing in enumerate(THINGS, start=10)
    ]
    return material_of(HelpCentre.of(documents, FakeEmbedder()), facts, ASIDE)


@pytest.fixture(scope="module")
def centres() -> dict[str, Material]:
    return {shop: material(shop) for shop in ("red", "blue", "green")}


def test_what_is_fitted_finds_the_sentence_that_holds_the_fact(
    centres: dict[str, Material],
) -> None:
    model = refit(centres)
    for lesson in centres["red"].asked:
        spoken = model.speak(lesson.question, lesson.candidates, lesson.interaction.take)
        assert lesson.answers(spoken.spans[0])


def test_each_help_centre_is_measured_with_what_the_others_teach(
    centres: dict[str, Material],
) -> None:
    figures = without_each(centres)
    assert list(figures) == ["red", "blue", "green", "all"]
    assert figures["all"]["questions"] == 3 * len(THINGS)
    assert figures["red"]["first_span"] == figures["all"]["first_span"] == 1.0
    assert figures["all"]["off_topic_answered"] == 0.0


def test_a_help_centre_teaches_questions_titles_and_what_is_off_its_topic(
    centres: dict[str, Material],
) -> None:
    red = centres["red"]
    titles = min(TITLES_TAUGHT, len(THINGS))
    assert len(red.taught) == len(THINGS) + OFF_TOPIC_TAUGHT + titles
    assert all(lesson.holds is not None and not lesson.holds.any() for lesson in red.off_topic)
    assert all(lesson.holds is None for lesson in red.titles)


def test_entries_are_read_from_lektor_and_from_a_table(tmp_path: Path) -> None:
    entry = tmp_path / "tor_support_faq" / "content" / "about" / "relays" / "contents.lr"
    entry.parent.mkdir(parents=True)
    entry.write_text("title: What is a relay?\n---\ndescription:\n\nA computer: it forwards.\n")
    (entry.parents[1] / "contents.lr").write_text("title: About\n---\nbody: nothing\n")
    [relay] = CENTRES["tor"](tmp_path)
    assert (relay.slug, relay.title) == ("about/relays", "What is a relay?")
    assert relay.body_markdown == "A computer: it forwards."
    table = tmp_path / "covid_faq" / "faq_covidbert.csv"
    table.parent.mkdir()
    table.write_text('question,answer\n"Is it new?","Yes, it is."\n')
    [row] = CENTRES["covid"](tmp_path)
    assert (row.slug, row.title, row.body_markdown) == ("0", "Is it new?", "Yes, it is.")


def test_sentences_off_the_topic_come_in_the_same_order_each_time(tmp_path: Path) -> None:
    file = tmp_path / "clinc150" / "data_small_train.json"
    file.parent.mkdir()
    rows = [[f"sentence {number}", "intent"] for number in range(20)]
    file.write_text(json.dumps({"train": rows, "oos_train": [["aside", "oos"]]}))
    chosen = off_topic(tmp_path, 21)
    assert chosen == off_topic(tmp_path, 21)
    assert set(chosen) == {text for text, _ in rows} | {"aside"}
    assert chosen[:5] == off_topic(tmp_path, 5)


@pytest.mark.parametrize("name", ["tor", "covid", "logingov", "thunderbird", "arduino"])
def test_the_questions_name_articles_that_the_help_centre_has(name: str) -> None:
    data = shared("tor_support_faq").parent
    documents = CENTRES[name](data)
    known = {one.slug for one in documents} | {one.source for one in documents}
    facts = read_facts(QUESTIONS / f"{name}.tsv")
    assert {fact.article for fact in facts} <= known
