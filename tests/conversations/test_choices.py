"""What the bot offers for a question: one place is taken, another one follows, or none fits."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.evidence.answered import experience_of
from helpdesk.articles.models import Article, Question
from helpdesk.articles.service.writing import archive_article
from helpdesk.articles.settings import Answers
from helpdesk.conversations.models import Message
from helpdesk.conversations.rules import Choice, Floor, HandoffReason, choice_of
from helpdesk.feedback.models import Feedback
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import RuleBroken
from helpdesk.settings.service import Edit, change_section
from tests.conversations.bot_calls import ask
from tests.make import make_article, make_bot_answer
from tests.people import Customer, Staff

WORDS = "how do I return a pot with a crack, and the postage"


@pytest.fixture
def articles(session: Session) -> list[Article]:
    return [
        make_article(session, "Return a pot", "Return it within 30 days. We pay the postage."),
        make_article(session, "A pot with a crack", "Take two photos of the crack."),
        make_article(session, "Gift cards", "A gift card is valid for three years."),
    ]


def offered(session: Session, person: Customer, words: str = WORDS) -> dict[str, Any]:
    """The bot looks it up and says what it found, as a choice."""
    told = ask(
        person.client, "answers", conversation_id=str(person.conversation.id), question=words
    ).get_json()
    found: dict[str, Any] = told["answers"][0]
    _say(session, person, {**found, "outcome": "suggested"})
    return found


def _say(session: Session, person: Customer, found: dict[str, Any]) -> Message:
    view = {key: found[key] for key in ("question_id", "outcome", "confidence")}
    return make_bot_answer(
        session,
        person.conversation,
        found["text"] or "?",
        view={**view, "intent": "ask_knowledge", "intent_confidence": 0.9},
        sources=found["sources"],
    )


def choose(person: Customer, key: str) -> Any:
    body = {"conversation_id": str(person.conversation.id), "choice": key}
    return ask(person.client, "answers/chosen", **body)


def another(person: Customer, question_id: int) -> dict[str, Any]:
    body = {"conversation_id": str(person.conversation.id), "question_id": question_id}
    found: dict[str, Any] = ask(person.client, "answers/another", **body).get_json()
    return found


def evidence(session: Session) -> list[tuple[str, dict[str, str]]]:
    return [(each.text, dict(each.articles)) for each in experience_of(session).questions]


def test_what_is_offered_can_be_told_apart_and_chosen(
    alice: Customer, session: Session, articles: list[Article]
) -> None:
    change_section(session, Answers, {"target_precision": "0.99"}, Edit(Actor.agent(1), seen=0))
    key = str(alice.conversation.id)
    asked = (
        "return pot crack card",
        "do I return a gift card with a crack",
        "a card, a pot, years",
    )
    told = [
        ask(alice.client, "answers", conversation_id=key, question=words).get_json()["answers"][0]
        for words in asked
    ]
    found = next(each for each in told if each["outcome"] == "suggested")
    titles = {article.title: article.id for article in articles}
    assert len(found["choices"]) >= 2
    for choice in found["choices"]:
        chosen = choose(alice, choice["key"]).get_json()
        assert [each["article_id"] for each in chosen["sources"]] == [titles[choice["title"]]]


def test_the_choice_is_said_in_full_and_is_evidence_like_a_thumb_up(
    alice: Customer, session: Session, articles: list[Article]
) -> None:
    pot = articles[0]
    question_id = offered(session, alice)["question_id"]
    choice = Choice(question_id, pot.id, "")
    for _ in range(2):
        found = choose(alice, choice.key).get_json()
        assert (found["outcome"], found["question_id"]) == ("answered", question_id)
        assert "We pay the postage." in found["text"]
        assert [source["article_id"] for source in found["sources"]] == [pot.id]
    assert evidence(session) == [(WORDS, {str(pot.id): "helpful"})]
    assert session.get_one(Question, question_id).helpful is True
    assert [row.kind for row in session.scalars(select(Feedback))] == ["compliment"]
    assert alice.get().get_json()["messages"][-1]["helpful"] is True


def test_a_choice_that_was_withdrawn_answers_nothing_and_is_no_evidence(
    alice: Customer, session: Session, articles: list[Article]
) -> None:
    question_id = offered(session, alice)["question_id"]
    archive_article(session, articles[0].id, actor=Actor.agent(1))
    found = choose(alice, Choice(question_id, articles[0].id, "").key).get_json()
    assert (found["outcome"], found["text"], found["sources"]) == ("unknown", "", [])
    assert evidence(session) == []
    assert session.get_one(Question, question_id).helpful is None


def test_nobody_chooses_for_somebody_else(
    alice: Customer, dora: Customer, session: Session, articles: list[Article]
) -> None:
    question_id = offered(session, alice)["question_id"]
    assert choose(dora, Choice(question_id, articles[0].id, "").key).status_code == 404
    assert evidence(session) == []


@pytest.mark.parametrize("key", ["", "7", "7:x:", "a:1:", "1:2", f"{'9' * 30}:1:"])
def test_a_key_that_is_none_is_refused(alice: Customer, key: str) -> None:
    with pytest.raises(RuleBroken):
        choice_of(key)
    assert choose(alice, key).status_code == 422


@pytest.mark.parametrize("anchor", ["", "large-pots", "a:b:c", "größe", 'x"y'])
def test_a_key_names_question_article_and_place(anchor: str) -> None:
    choice = Choice(12, 45, anchor)
    assert choice_of(choice.key) == choice


def test_another_answer_is_none_of_those_read_and_there_are_two_at_most(
    alice: Customer, session: Session, articles: list[Article]
) -> None:
    told = ask(
        alice.client, "answers", conversation_id=str(alice.conversation.id), question=WORDS
    ).get_json()
    first = told["answers"][0]
    _say(session, alice, {**first, "outcome": "answered", "sources": first["sources"][:1]})
    second = another(alice, first["question_id"])
    assert second["outcome"] == "answered"
    assert second["sources"][0]["article_id"] != first["sources"][0]["article_id"]
    _say(session, alice, second)
    assert another(alice, first["question_id"])["outcome"] == "unknown"


def test_what_was_offered_but_not_chosen_may_be_the_next_answer(
    alice: Customer, session: Session, articles: list[Article]
) -> None:
    question_id = offered(session, alice)["question_id"]
    chosen = choose(alice, Choice(question_id, articles[0].id, "").key).get_json()
    _say(session, alice, chosen)
    next_best = another(alice, question_id)
    assert [source["article_id"] for source in next_best["sources"]] == [articles[1].id]


def test_none_of_these_leads_to_a_person_who_sees_what_was_asked_and_offered(
    alice: Customer, bob: Staff, session: Session, articles: list[Article]
) -> None:
    question_id = offered(session, alice)["question_id"]
    key = str(alice.conversation.id)
    for _ in range(2):
        told = ask(alice.client, "answers/refused", conversation_id=key).get_json()
        assert told == {"floor": "waiting"}
    view = {"intent": "deny", "intent_confidence": 1.0}
    make_bot_answer(session, alice.conversation, "A person gets your question.", view=view)
    assert alice.conversation.handoff_reason is HandoffReason.MISSING_KNOWLEDGE
    assert session.get_one(Question, question_id).helpful is False
    assert [row.kind for row in session.scalars(select(Feedback))] == ["survey_comment"]
    page = bob.client.get(f"/console/conversations/{key}/context").text
    for words in ("No article answers the question.", WORDS, "it did not help", "Return a pot"):
        assert words in page


def test_nothing_offered_is_nothing_refused_but_a_person_comes(alice: Customer) -> None:
    key = str(alice.conversation.id)
    ask(alice.client, "answers/refused", conversation_id=key)
    assert alice.conversation.floor is Floor.WAITING
