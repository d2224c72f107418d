"""Two questions of one message are two questions of the desk: each answered and remembered."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles import knowledge
from helpdesk.articles.demo import DEMO_ARTICLES
from helpdesk.articles.models import Question
from helpdesk.articles.service.imports import import_folder
from helpdesk.articles.service.questions import Found, Talk, find_answers, rate_question
from knowledge_base import OnnxEmbedder
from tests import models
from tests.make import make_conversation
from tests.people import Customer, bearer

TWO = "How long do I have to return a pot, and how long is a gift card valid?"


@pytest.fixture(scope="module")
def minilm() -> OnnxEmbedder:
    return OnnxEmbedder(models.sentence_model(), threads=2)


@pytest.fixture(autouse=True)
def shelves(session: Session, minilm: OnnxEmbedder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some articles of the demo."""
    monkeypatch.setattr(knowledge, "embedder_in_use", minilm)
    for folder in ("returns-and-refunds", "payments-and-invoices"):
        import_folder(session, DEMO_ARTICLES / folder)


@pytest.fixture
def talk(session: Session) -> UUID:
    return make_conversation(session)[0].id


def ask(session: Session, talk: UUID, text: str, locale: str = "en") -> Found:
    return find_answers(session, text, asked_in="conversation", talk=Talk(talk), locale=locale)


def test_both_are_answered_each_with_its_source(session: Session, talk: UUID) -> None:
    found = ask(session, talk, TWO)
    told = [
        (one.outcome, one.hit.title if one.hit else "", one.text) for _, one, _ in found.answers
    ]
    assert [(outcome, title) for outcome, title, _ in told] == [
        ("answered", "Return something you don't want"),
        ("answered", "Buy, use and check a gift card"),
    ]
    assert "30 days" in told[0][2]
    assert "5 years" in told[1][2]


def test_each_is_remembered_and_rated_alone(session: Session, talk: UUID) -> None:
    (_, _, first), (_, _, second) = ask(session, talk, TWO).answers
    rate_question(session, second, helpful=False)
    kept = {row.id: (row.text, row.helpful) for row in session.scalars(select(Question))}
    assert kept == {
        first: ("How long do I have to return a pot", None),
        second: ("how long is a gift card valid?", False),
    }


def test_the_next_turn_follows_up_what_was_asked_last(session: Session, talk: UUID) -> None:
    ask(session, talk, TWO)
    ((_, found, _),) = ask(session, talk, "and can I get cash for it?").answers
    assert found.hit is not None
    assert found.hit.title == "Buy, use and check a gift card"


def test_fifty_questions_get_three_answers(session: Session, talk: UUID) -> None:
    found = ask(session, talk, " ".join([*TWO.split(", and "), *["Is that so?"] * 48]))
    assert (len(found.answers), found.left_out) == (3, True)
    assert len(session.scalars(select(Question)).all()) == 3


def test_the_bot_is_told_each_question_with_its_answer(alice: Customer) -> None:
    body = {"conversation_id": str(alice.conversation.id), "question": TWO}
    answers = told(alice, body)
    assert [one["question"] for one in answers] == [
        "How long do I have to return a pot",
        "how long is a gift card valid?",
    ]
    assert [len(one["sources"]) for one in answers] == [1, 1]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (
            "Your courier was rude. How long is a gift card valid?",
            ["How long is a gift card valid?"],
        ),
        ("Your courier was rude.", []),
    ],
)
def test_beside_a_complaint_only_what_is_asked_is_looked_up(
    alice: Customer, session: Session, words: str, asked: list[str]
) -> None:
    body = {"conversation_id": str(alice.conversation.id), "question": words, "beside": True}
    assert [one["question"] for one in told(alice, body)] == asked
    assert session.scalars(select(Question.text)).all() == asked


def told(customer: Customer, body: dict[str, Any]) -> list[dict[str, Any]]:
    """What the bot is told."""
    headers = bearer(customer.client.application.config["BOT_TOKEN"])
    answer = customer.client.post("/api/internal/answers", headers=headers, json=body)
    assert answer.status_code == 200
    return list(answer.get_json()["answers"])
