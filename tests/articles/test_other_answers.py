"""What else answers a question that was asked: the place chosen in full, or the next best one."""

from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from helpdesk.articles.knowledge import Place
from helpdesk.articles.models import Article, Question
from helpdesk.articles.service.answers import (
    NOTHING,
    chosen_answer,
    next_answer,
    question_in,
    short_names,
)
from helpdesk.articles.service.questions import Talk
from helpdesk.articles.service.writing import Draft, archive_article, write_article
from helpdesk.platform.audit import Actor
from helpdesk.platform.erasure import ERASED
from helpdesk.platform.errors import NotFound
from knowledge_base import Hit
from tests.make import make_article, make_conversation, make_question

POT = "## Small pots\n\nReturn a small pot within 30 days.\n\n## Large pots\n\n{large}"
LARGE = "Return a large pot within 14 days. We fetch it from your door and you pay nothing."
WORDS = "how do I return a large pot"


@pytest.fixture
def pots(session: Session) -> Article:
    return make_article(session, "Return a pot", POT.format(large=LARGE))


def asked(session: Session, words: str = WORDS) -> Question:
    conversation, _ = make_conversation(session)
    talk = Talk(conversation.id)
    _, key = make_question(session, words, asked_in="conversation", talk=talk)
    return session.get_one(Question, key)


def test_what_was_chosen_is_said_in_full(session: Session, pots: Article) -> None:
    found = chosen_answer(session, asked(session), (pots.id, "section-large-pots"))
    assert found.outcome == "answered"
    assert LARGE in found.text
    assert found.hit is not None
    assert (found.hit.article_id, found.hit.anchor) == (pots.id, "section-large-pots")


def test_a_heading_that_was_renamed_meanwhile_is_answered_by_its_article(
    session: Session, pots: Article
) -> None:
    found = chosen_answer(session, asked(session), (pots.id, "section-tiny-pots"))
    assert found.hit is not None
    assert found.hit.article_id == pots.id


def test_an_article_that_customers_cannot_read_answers_nothing(
    session: Session, pots: Article
) -> None:
    question = asked(session)
    draft = write_article(session, Draft("Draft", LARGE), actor=Actor.agent(1))
    archive_article(session, pots.id, actor=Actor.agent(1))
    for article_id in (pots.id, draft.id, 999):
        assert chosen_answer(session, question, (article_id, "section-large-pots")) == NOTHING


def test_the_next_best_answer_is_none_of_those_shown(session: Session, pots: Article) -> None:
    exchange = make_article(session, "Exchange a pot", "Exchange or return a large pot at a shop.")
    question, shown = asked(session), set[Place]()
    found = []
    while (answer := next_answer(session, question, shown)).hit is not None:
        found.append((answer.hit.article_id, answer.hit.anchor))
        shown.add(found[-1])
    assert {(pots.id, "section-large-pots"), (exchange.id, "")} <= set(found)
    assert len(found) == len(set(found)) <= 3


def test_what_hardly_fits_is_no_next_best_answer(session: Session, pots: Article) -> None:
    make_article(session, "Opening hours", "We open at nine.")
    shown = {(pots.id, "section-large-pots"), (pots.id, "section-small-pots")}
    assert next_answer(session, asked(session), shown) == NOTHING


def test_a_follow_up_is_answered_by_what_it_meant(session: Session, pots: Article) -> None:
    question = asked(session, "and the large pot?")
    question.means = WORDS
    found = next_answer(session, question, set())
    assert found.hit is not None
    assert found.hit.anchor == "section-large-pots"


def test_the_article_that_was_said_last_is_the_one_in_play(session: Session, pots: Article) -> None:
    exchange = make_article(session, "Exchange a pot", "Exchange or return a large pot at a shop.")
    question = asked(session)
    for article, anchor in ((exchange, ""), (pots, "section-large-pots"), (exchange, "")):
        chosen_answer(session, question, (article.id, anchor))
        assert [offer["article_id"] for offer in question.offered][0] == article.id
    next_answer(session, question, {(exchange.id, "")})
    assert question.offered[0]["article_id"] == pots.id


def test_a_forgotten_question_has_no_answer(session: Session, pots: Article) -> None:
    question = asked(session)
    question.text = ERASED
    assert next_answer(session, question, set()) == NOTHING
    assert chosen_answer(session, question, (pots.id, "section-large-pots")) == NOTHING


def test_a_question_belongs_to_its_conversation(session: Session, pots: Article) -> None:
    question = asked(session)
    assert question.conversation_id is not None
    assert question_in(session, question.conversation_id, question.id) is question
    for conversation, key in ((uuid4(), question.id), (question.conversation_id, 999)):
        with pytest.raises(NotFound):
            question_in(session, conversation, key)


def test_a_place_is_named_shortly_and_by_its_heading_where_a_title_is_shared() -> None:
    def hit(title: str, heading: str) -> Hit:
        return Hit(1, title, None, heading, "", "", score=0.5, similarity=0.5)

    long = "What to do when a parcel arrives with a pot that is broken or cracked or chipped"
    names = short_names([hit("Pots", "Pots > Large"), hit("Pots", "Pots > Small"), hit(long, "")])
    assert names[:2] == ["Large", "Small"]
    assert len(names[2]) <= 60
    assert names[2].startswith("What to do when a parcel arrives")
