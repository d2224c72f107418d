"""Questions with their facts: how files of them are read, and what is said to them."""

from pathlib import Path

import pytest

from knowledge_base import Document, OnnxEmbedder, passages_of
from knowledge_base.answering.model import Spoken
from knowledge_base.answering.spans import Span
from knowledge_base.evaluation.datasets import DatasetError, read_documents
from knowledge_base.evaluation.facts import QUESTIONS, measure, read_facts
from knowledge_base.evaluation.help_centre import HelpCentre
from knowledge_base.search.lookup import OPENED, PASSAGES_OPENED
from knowledge_base.search.results import Hit, Results
from tests.fakes import FakeEmbedder
from tests.knowledge_base.answering.candidates import candidate

DEMO = Path(__file__).parents[3] / "knowledge_base" / "demo"


def facts_file(folder: Path, *lines: str) -> Path:
    file = folder / "facts.tsv"
    file.write_text("\n".join(lines) + "\n")
    return file


def test_a_fact_is_found_in_words_of_any_case_and_over_lines(tmp_path: Path) -> None:
    file = facts_file(tmp_path, "how long?\tfive.{0,9}days", "", "who?\tada\tteam.md\tname")
    long, who = read_facts(file)
    assert long.stands_in("Within FIVE\nworking days.")
    assert not long.stands_in("Within six days.")
    assert (who.question, who.article, who.kind) == ("who?", "team.md", "name")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("how long?", "facts.tsv, line 2 needs a question, a tab"),
        ("\tfive days", "facts.tsv, line 2 needs a question, a tab"),
        ("how long?\t", "facts.tsv, line 2 needs a question, a tab"),
        ("how long?\t(five", "facts.tsv, line 2 has no valid regular expression: missing"),
        ("a\tb\tc\td\te", "facts.tsv, line 2 has 5 columns; there are 4 at most"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str, fault: str) -> None:
    with pytest.raises(DatasetError, match=fault.replace("(", r"\(")):
        read_facts(facts_file(tmp_path, "good?\tgood", line))


def test_a_file_without_questions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="holds no question"):
        read_facts(facts_file(tmp_path, ""))
    with pytest.raises(DatasetError, match="no file"):
        read_facts(tmp_path / "nowhere.tsv")


@pytest.mark.parametrize("file", sorted(QUESTIONS.glob("*.tsv")), ids=lambda file: file.stem)
def test_every_question_of_our_own_is_asked_once_and_names_its_article(file: Path) -> None:
    facts = read_facts(file)
    assert len({fact.question for fact in facts}) == len(facts) >= 40
    assert all(fact.article and fact.kind for fact in facts)


def test_every_fact_of_the_demo_stands_in_the_article_it_names() -> None:
    articles = {
        document.source: " ".join(f"{part.heading}\n{part.text}" for part in passages_of(document))
        for document in read_documents(DEMO)
    }
    missing = [
        fact.question
        for fact in read_facts(QUESTIONS / "demo.tsv")
        if not fact.stands_in(articles[fact.article])
    ]
    assert missing == []


def test_the_figures_are_those_of_what_is_said(tmp_path: Path) -> None:
    facts = read_facts(facts_file(tmp_path, "found?\tgreen", "lacking?\tblue", "nothing?\tred"))
    said = {"found?": "The lamp is green.", "lacking?": "The lamp is green.", "nothing?": ""}

    def find(question: str) -> Results:
        return spoken(said[question], certainty=0.9)

    figures = measure(facts, find)
    assert figures["questions"] == 3
    assert figures["answered"] == pytest.approx(2 / 3)
    assert figures["answered_precision"] == pytest.approx(1 / 2)
    for name in ("said", "answered_lacking", "first_span", "three_spans"):
        assert figures[name] == pytest.approx(1 / 3), name
    low, high = figures["intervals"]["said"]
    assert low == 0.0
    assert high == pytest.approx(1.0)


def test_a_choice_that_holds_the_fact_says_it_without_answering(tmp_path: Path) -> None:
    facts = read_facts(facts_file(tmp_path, "found?\tgreen"))
    figures = measure(facts, lambda _: spoken("The lamp is green.", certainty=0.2))
    assert figures["said"] == figures["choice"] == 1.0
    assert figures["answered"] == 0.0
    assert figures["answered_precision"] is None


def spoken(text: str, *, certainty: float) -> Results:
    """What a search returns that found one passage, or none."""
    if not text:
        return Results()
    span = Span(candidate(text), 0, 0, certainty)
    place = span.candidate
    hit = Hit(place.article_id, place.title, place.url, "", "", text, 0.5, 0.5)
    return Results([hit], spoken=Spoken([span], certainty, [span], [span]), spoken_threshold=0.5)


def test_a_help_centre_opens_the_first_articles_at_their_nearest_passages() -> None:
    body = "\n\n".join(f"## Part {n}\n\nLamp number {n} is green." for n in range(12))
    centre = HelpCentre.of([Document(f"a{n}", f"Lamp {n}", body) for n in range(7)], FakeEmbedder())
    found = centre.candidates("Lamp number 3")
    opened = list(dict.fromkeys(one.article_id for one in found))
    assert len(opened) == OPENED
    assert len(found) == OPENED * PASSAGES_OPENED
    parts = [int(one.heading.split()[-1]) for one in found[:PASSAGES_OPENED]]
    assert parts == sorted(parts)
    assert all(len(one.meanings) == len(one.sentences) for one in found)
    assert [hit.article_id for hit in centre.results("Lamp number 3").hits] == opened


def test_articles_come_from_a_folder_or_the_fault_is_said(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="holds no article"):
        read_documents(tmp_path)
    (tmp_path / "empty.md").write_text("# Only a title\n")
    with pytest.raises(DatasetError, match=r"empty.md cannot be read"):
        read_documents(tmp_path)


def test_the_bot_says_the_facts_of_the_demo(minilm: OnnxEmbedder) -> None:
    centre = HelpCentre.of(read_documents(DEMO), minilm)
    figures = measure(read_facts(QUESTIONS / "demo.tsv"), centre.results)
    assert figures["said"] >= 0.78
    assert figures["answered_lacking"] <= 0.10
