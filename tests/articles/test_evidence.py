"""Evidence: what answered a question, how surely, and when it stops counting."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.evidence import answered
from helpdesk.articles.evidence.answered import Asked, experience_of
from helpdesk.articles.models import AnsweredQuestion
from helpdesk.articles.rules import Strength
from helpdesk.articles.service.writing import archive_article, publish_article
from helpdesk.customers.service import prove_email
from helpdesk.platform import clock, events
from helpdesk.platform.audit import Actor
from tests.conftest import Standing
from tests.make import make_article, make_customer
from tests.people import Customer

LINKED, HELPFUL, ACCEPTED = Strength


def ask(source: str = "ticket:1", text: str = "Can I send it back?", **more: object) -> Asked:
    return Asked(source, text, clock.now(), **more)  # type: ignore[arg-type]


def known(session: Session) -> dict[str, dict[str, str]]:
    return {question.id: dict(question.articles) for question in experience_of(session).questions}


def test_an_answered_question_is_experience(session: Session, frozen: Standing) -> None:
    article = make_article(session)
    answered.record(session, ask(), article_id=article.id, strength=LINKED)
    [question] = experience_of(session).questions
    assert (question.id, question.text) == ("ticket:1", "Can I send it back?")
    assert question.articles == {str(article.id): "linked"}
    assert question.asked == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("first", "then", "kept"),
    [
        (LINKED, ACCEPTED, "accepted"),
        (LINKED, HELPFUL, "helpful"),
        (HELPFUL, LINKED, "helpful"),
        (ACCEPTED, HELPFUL, "accepted"),
    ],
)
def test_only_surer_knowledge_replaces_what_is_known(
    session: Session, first: Strength, then: Strength, kept: str
) -> None:
    article = make_article(session)
    for strength in (first, then):
        answered.record(session, ask(), article_id=article.id, strength=strength)
    assert known(session) == {"ticket:1": {str(article.id): kept}}


def test_a_question_may_have_several_answers_and_lose_one(session: Session) -> None:
    one, two = make_article(session), make_article(session, "Exchange an item")
    for article in (one, two):
        answered.record(session, ask(), article_id=article.id, strength=LINKED)
    answered.withdraw(session, "ticket:1", one.id)
    assert known(session) == {"ticket:1": {str(two.id): "linked"}}
    answered.withdraw(session, "ticket:1")
    assert known(session) == {}


def test_a_source_can_be_weighed_up_and_down_again(session: Session) -> None:
    article = make_article(session)
    for source in ("ticket:1", "ticket:2"):
        answered.record(session, ask(source), article_id=article.id, strength=LINKED)
    answered.weigh(session, "ticket:1", ACCEPTED)
    strengths = [
        question.articles[str(article.id)] for question in experience_of(session).questions
    ]
    assert strengths == ["accepted", "linked"]
    answered.weigh(session, "ticket:1", LINKED)
    assert known(session)["ticket:1"] == {str(article.id): "linked"}


def test_an_archived_article_is_no_evidence_until_it_is_published_again(session: Session) -> None:
    article = make_article(session)
    answered.record(session, ask(), article_id=article.id, strength=ACCEPTED)
    archive_article(session, article.id, actor=Actor.agent(1))
    session.flush()
    assert known(session) == {}
    publish_article(session, article.id, actor=Actor.agent(1))
    session.flush()
    assert known(session) == {"ticket:1": {str(article.id): "accepted"}}


def test_what_was_asked_first_comes_first(session: Session, frozen: Standing) -> None:
    article = make_article(session)
    for source in ("ticket:2", "ticket:1"):
        answered.record(session, ask(source), article_id=article.id, strength=LINKED)
        frozen.advance(timedelta(days=1))
    assert [question.id for question in experience_of(session).questions] == [
        "ticket:2",
        "ticket:1",
    ]


def test_a_visitors_questions_move_with_them_and_are_forgotten_with_them(session: Session) -> None:
    article, visitor, alice = make_article(session), make_customer(session), make_customer(session)
    other = make_customer(session, name="Dora")
    for source, customer in (("ticket:1", visitor), ("ticket:2", other)):
        asked = ask(source, customer_id=customer.id)
        answered.record(session, asked, article_id=article.id, strength=LINKED)
    answered.move_evidence(session, events.CustomerMerged(visitor.id, alice.id))
    answered.forget_customer(session, alice.id)
    session.expire_all()
    assert [row.source for row in session.query(AnsweredQuestion)] == ["ticket:2"]


def test_a_visitor_who_proves_an_address_takes_their_questions_along(
    alice: Customer, session: Session
) -> None:
    article, visitor = make_article(session), make_customer(session)
    asked = ask(customer_id=visitor.id)
    answered.record(session, asked, article_id=article.id, strength=LINKED)
    prove_email(session, visitor, "alice@example.org")
    session.expire_all()
    assert session.scalars(select(AnsweredQuestion.customer_id)).all() == [alice.id]
