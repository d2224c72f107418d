"""Questions and articles that nobody would wish for: answered honestly, and in bounded time."""

import random
import time
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles import knowledge
from helpdesk.articles.demo import DEMO_ARTICLES
from helpdesk.articles.models import Question
from helpdesk.articles.service.imports import import_folder
from helpdesk.articles.service.questions import Found, Talk, find_answers
from helpdesk.articles.service.writing import LONGEST_QUESTION
from knowledge_base import OnnxEmbedder
from tests import models
from tests.make import make_article, make_conversation

SECONDS = 60
GIFT_CARD = "how long is a gift card valid?"


@pytest.fixture(scope="module")
def minilm() -> OnnxEmbedder:
    return OnnxEmbedder(models.sentence_model(), threads=2)


@pytest.fixture
def talk(session: Session, minilm: OnnxEmbedder, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """A conversation at a desk with some articles of the demo."""
    monkeypatch.setattr(knowledge, "embedder_in_use", minilm)
    import_folder(session, DEMO_ARTICLES / "payments-and-invoices")
    return make_conversation(session)[0].id


def ask(session: Session, talk: UUID, text: str) -> Found:
    return find_answers(session, text, asked_in="conversation", talk=Talk(talk), locale="en")


def only(found: Found) -> str:
    """The words of the one answer, which is given outright."""
    ((_, answer, _),) = found.answers
    assert answer.outcome == "answered"
    return answer.text


STORY = "So my aunt gave me a card for my birthday, and I wrote a long letter about it. "


@pytest.mark.parametrize(
    "text",
    [f"{GIFT_CARD} {STORY * 700}", STORY * 700, "gift card " * 6_000, "?" * 60_000, "🎁" * 30_000],
    ids=["a question and a story", "a story", "two words", "question marks", "pictures"],
)
def test_a_very_long_message_is_one_question_looked_up_in_bounded_time(
    session: Session, talk: UUID, text: str
) -> None:
    started = time.perf_counter()
    found = ask(session, talk, text)
    assert time.perf_counter() - started < SECONDS
    assert (len(found.answers), found.left_out) == (1, False)
    assert session.scalars(select(Question.text)).all() == [text[:LONGEST_QUESTION]]


def test_the_question_before_a_long_story_is_answered(session: Session, talk: UUID) -> None:
    assert "5 years" in only(ask(session, talk, f"{GIFT_CARD} {STORY * 3}"))


@pytest.mark.parametrize("quoted", ["{}", "> {}", "“{}”", "{} is that so?"])
def test_the_bots_own_words_find_the_article_they_are_from(
    session: Session, talk: UUID, quoted: str
) -> None:
    ((_, first, _),) = ask(session, talk, GIFT_CARD).answers
    assert first.hit is not None
    told = ask(session, talk, quoted.format(first.text))
    titles = [hit.title for _, one, _ in told.answers for hit in (one.hit, *one.nearest) if hit]
    assert titles[0] == first.hit.title


def test_of_a_table_of_200_rows_the_one_asked_for_is_said_with_its_columns(
    session: Session, talk: UUID
) -> None:
    towns = [f"{first}{last}" for first in FIRSTS for last in LASTS]
    rows = "\n".join(f"| {town} | €{9 + n}.50 | {n + 2} km |" for n, town in enumerate(towns))
    head = "| Town | Price | Distance |\n| --- | --- | --- |\n"
    make_article(session, "Delivery by bicycle", f"We ride to these towns.\n\n{head}{rows}")
    assert len(towns) == 200
    for number in (0, 77, 199):
        text = only(ask(session, talk, f"what is the price of a bicycle to {towns[number]}?"))
        assert "Town | Price | Distance" in text
        assert f"{towns[number]} | €{9 + number}.50" in text


FIRSTS = ("Ash", "Birch", "Cedar", "Elm", "Fern", "Hazel", "Ivy", "Linden", "Maple", "Oak")
LASTS = (
    *("bridge", "brook", "burn", "bury", "combe", "dale", "field", "ford", "gate", "grove"),
    *("ham", "hill", "hurst", "mere", "mill", "moor", "port", "stead", "ton", "wick"),
)


def test_in_a_paragraph_of_five_thousand_words_the_sentence_that_answers_is_found(
    session: Session, talk: UUID
) -> None:
    chance = random.Random(5)  # noqa: S311 - no secret
    told = [
        f"The {chance.choice(FIRSTS).lower()} by the {chance.choice(LASTS)} is watered by hand."
        for _ in range(500)
    ]
    told.insert(333, "A bonsai may travel for at most 3 days.")
    started = time.perf_counter()
    make_article(session, "All about our trees", " ".join(told))
    text = only(ask(session, talk, "how long may a bonsai travel?"))
    assert time.perf_counter() - started < SECONDS
    assert "A bonsai may travel for at most 3 days." in text
    assert len(text) <= 900


def test_of_fifty_questions_the_first_three_are_answered_and_the_rest_said_to_be_left(
    session: Session, talk: UUID
) -> None:
    asked = [GIFT_CARD, "which cards do you take?", "where is my invoice?"]
    found = ask(session, talk, " ".join([*asked, *asked * 16]))
    assert [question for question, _, _ in found.answers] == asked
    assert found.left_out
