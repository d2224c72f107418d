"""What the bot may ask of conversations and the help centre."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.models import Question
from helpdesk.articles.service.writing import Draft, publish_article, write_article
from helpdesk.conversations.rules import HandoffReason
from helpdesk.platform.audit import Actor
from tests.conversations.bot_calls import BOT, ask
from tests.make import make_article
from tests.people import Browser, Customer, bearer


def test_a_question_is_answered_with_its_source_and_remembered(
    alice: Customer, session: Session
) -> None:
    article = make_article(session)
    found = ask(
        alice.client,
        "answers",
        conversation_id=str(alice.conversation.id),
        question="return an item within 30 days",
        intent="ask_knowledge",
        intent_confidence=0.9,
    ).get_json()["answers"][0]
    assert found["outcome"] == "answered"
    assert "30 days" in found["text"]
    assert found["sources"][0]["article_id"] == article.id
    assert found["sources"][0]["url"].startswith("/help/return-an-item")
    question = session.get_one(Question, found["question_id"])
    assert (question.conversation_id, question.outcome) == (alice.conversation.id, "answered")


def test_a_question_is_searched_in_its_own_language_first(dora: Customer, session: Session) -> None:
    make_article(session)
    german = Draft("Rückgabe Return", "Within 30 days send it.", language="de")
    publish_article(
        session, write_article(session, german, actor=Actor.agent(1)).id, actor=Actor.agent(1)
    )
    dora.conversation.language = "de"
    session.commit()
    found = ask(
        dora.client,
        "answers",
        conversation_id=str(dora.conversation.id),
        question="return an item within 30 days",
    ).get_json()["answers"][0]
    assert found["sources"][0]["title"] == "Rückgabe Return"


def test_an_unanswered_question_is_remembered_too(alice: Customer, session: Session) -> None:
    found = ask(
        alice.client, "answers", conversation_id=str(alice.conversation.id), question="zxqv?"
    ).get_json()["answers"][0]
    assert (found["outcome"], found["text"], found["sources"]) == ("unknown", "", [])
    assert session.scalars(select(Question)).one().text == "zxqv?"


@pytest.mark.parametrize("question", ["", "x" * 100_000, "🧑‍🚀", "\x00", "' or 1=1", "؟ مرحبا"])
def test_any_text_may_be_asked(alice: Customer, session: Session, question: str) -> None:
    make_article(session)
    answer = ask(
        alice.client, "answers", conversation_id=str(alice.conversation.id), question=question
    )
    assert answer.status_code in {200, 422}
    assert "detail" in answer.get_json() or "answers" in answer.get_json()


@pytest.mark.parametrize("reason", list(HandoffReason))
def test_the_bot_asks_for_a_person_with_a_reason(alice: Customer, reason: str) -> None:
    key = str(alice.conversation.id)
    for _ in range(2):
        found = ask(alice.client, "handoffs", conversation_id=key, reason=reason).get_json()
        assert found["floor"] == "waiting"
    assert alice.conversation.handoff_reason == reason
    (told,) = alice.reads()
    assert "person answers here" in told


@pytest.mark.parametrize(
    "body",
    [
        {"reason": "boredom"},
        {"reason": None},
        {},
        {"reason": "complaint", "extra": 1},
        {"reason": "complaint", "conversation_id": "7"},
    ],
)
def test_a_handoff_that_makes_no_sense_is_refused(alice: Customer, body: dict[str, Any]) -> None:
    sent = {"conversation_id": str(alice.conversation.id), **body}
    assert ask(alice.client, "handoffs", **sent).status_code == 422
    assert alice.reads() == []


def test_a_conversation_that_does_not_exist_is_not_found(client: Browser, session: Session) -> None:
    answer = ask(client, "handoffs", conversation_id=str(uuid4()), reason="complaint")
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "answers",
        "answers/another",
        "answers/chosen",
        "answers/refused",
        "handoffs",
        "complaints",
        "cases",
        "codes",
        "codes/check",
        "feedback",
    ],
)
def test_only_the_bot_may_call(alice: Customer, path: str) -> None:
    for headers in ({}, bearer(alice.token), bearer("forged")):
        answer = alice.client.post(f"{BOT}/{path}", headers=headers, json={})
        assert answer.status_code == 401


def test_the_part_that_answers_is_said_and_not_repeated_beside_its_source(
    dora: Customer, session: Session
) -> None:
    steps = "\n".join(f"{number}. Take photo {number} of the box." for number in range(1, 20))
    make_article(session, "A broken pot", f"{steps}\n20. Send the photographs to us.")
    found = ask(
        dora.client,
        "answers",
        conversation_id=str(dora.conversation.id),
        question="Where do I send photographs of a broken pot?",
    ).get_json()["answers"][0]
    assert found["text"].endswith("Send the photographs to us.")
    assert [source["excerpt"] for source in found["sources"]] == [""]


def test_a_source_of_what_is_not_known_shows_a_part_that_fits(
    dora: Customer, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge_base.search.answers.NEAR", 0.0)
    make_article(session, "Lamps", "\n".join(f"{n}. Turn lamp {n} off." for n in range(1, 30)))
    conversation = str(dora.conversation.id)
    words = "whose zebra sang for the moon beside those lamps"
    told = ask(dora.client, "answers", conversation_id=conversation, question=words).get_json()
    (found,) = told["answers"]
    assert (found["outcome"], found["text"]) == ("unknown", "")
    assert 0 < len(found["sources"][0]["excerpt"]) <= 164
