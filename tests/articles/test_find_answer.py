"""Looking a question up: answered or not, it is remembered with what was offered."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.models import Question
from helpdesk.articles.service.questions import Talk, rate_question
from helpdesk.articles.service.writing import Draft, publish_article, write_article
from helpdesk.platform.audit import Actor
from tests.make import make_article, make_conversation, make_question


def test_a_good_match_is_the_answer(session: Session) -> None:
    article = make_article(session)
    found, _ = make_question(session, "return an item within 30 days", asked_in="portal")
    assert found.outcome == "answered"
    assert found.hit is not None
    assert found.hit.article_id == article.id


def test_no_match_is_no_answer(session: Session) -> None:
    found, key = make_question(session, "zxqv", asked_in="portal")
    assert (found.outcome, found.text, found.hit) == ("unknown", "", None)
    assert session.get_one(Question, key).offered == []


@pytest.mark.parametrize(
    ("locale", "title"),
    [
        ("de-AT", "Rückgabe Return"),
        ("DE", "Rückgabe Return"),
        ("de_DE", "Rückgabe Return"),
        ("en", "Return an item"),
        ("", "Return an item"),
        ("fr-FR", "Return an item"),
        ("deu", "Return an item"),
    ],
)
def test_articles_in_the_readers_language_come_first(
    session: Session, locale: str, title: str
) -> None:
    make_article(session)
    german = Draft("Rückgabe Return", "Within 30 days send it.", language="de")
    publish_article(
        session, write_article(session, german, actor=Actor.agent(1)).id, actor=Actor.agent(1)
    )
    words = "return an item within 30 days"
    found, _ = make_question(session, words, asked_in="conversation", locale=locale)
    assert found.hit is not None
    assert found.hit.title == title


def test_what_the_own_language_does_not_know_another_one_may(session: Session) -> None:
    make_article(session)
    german = Draft("Konto", "Hier geht es um Konten.", language="de")
    publish_article(
        session, write_article(session, german, actor=Actor.agent(1)).id, actor=Actor.agent(1)
    )
    words = "return an item within 30 days"
    found, _ = make_question(session, words, asked_in="conversation", locale="de")
    assert found.hit is not None
    assert found.hit.title == "Return an item"


def test_the_question_is_kept_with_what_was_offered(session: Session) -> None:
    article = make_article(session)
    conversation, _ = make_conversation(session)
    _, key = make_question(
        session, "return an item", asked_in="conversation", talk=Talk(conversation.id)
    )
    question = session.get_one(Question, key)
    assert (question.text, question.conversation_id) == ("return an item", conversation.id)
    assert question.offered[0]["article_id"] == article.id
    assert question.helpful is None


def test_a_very_long_question_is_kept_in_part(session: Session) -> None:
    make_question(session, "x" * 100_000, asked_in="portal")
    assert len(session.scalars(select(Question)).one().text) == 4000


def test_whether_it_helped_is_remembered(session: Session) -> None:
    _, key = make_question(session, "return", asked_in="portal")
    rate_question(session, key, helpful=True)
    assert session.get_one(Question, key).helpful is True


def test_rating_a_question_that_is_gone_changes_nothing(session: Session) -> None:
    rate_question(session, 999, helpful=True)
    assert session.scalars(select(Question)).all() == []
