"""A customer's follow-up is looked up with what it means after the questions before it."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from helpdesk.articles import knowledge
from helpdesk.articles.demo import DEMO_ARTICLES
from helpdesk.articles.evidence.answered import (
    experience_of,
    forget_questions,
    question_rated,
)
from helpdesk.articles.models import Article, Question
from helpdesk.articles.service.imports import import_folder
from helpdesk.articles.service.questions import Talk
from helpdesk.articles.service.writing import archive_article
from helpdesk.platform import clock
from helpdesk.platform.audit import Actor
from helpdesk.platform.erasure import ERASED
from knowledge_base import Answer, OnnxEmbedder
from tests import models
from tests.make import make_conversation, make_question

REFUND = "How do I get a refund?"
HOW_LONG = "and how long does that take?"


@pytest.fixture(scope="module")
def minilm() -> OnnxEmbedder:
    return OnnxEmbedder(models.sentence_model(), threads=2)


@pytest.fixture
def talk(session: Session, minilm: OnnxEmbedder, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """A conversation at a desk with some articles of the demo."""
    monkeypatch.setattr(knowledge, "embedder_in_use", minilm)
    for folder in ("returns-and-refunds", "payments-and-invoices"):
        import_folder(session, DEMO_ARTICLES / folder)
    conversation, _ = make_conversation(session)
    return conversation.id


def ask(session: Session, talk: UUID, *turns: str, locale: str = "en") -> Answer:
    """What the last of these turns is answered with."""
    for text in turns:
        found, _ = make_question(
            session, text, asked_in="conversation", talk=Talk(talk), locale=locale
        )
    return found


def titles(found: Answer) -> list[str]:
    return [hit.title for hit in ([found.hit] if found.hit else found.nearest)]


def as_typed(session: Session, text: str) -> Answer:
    return make_question(session, text, asked_in="portal", locale="en")[0]


@pytest.mark.parametrize(
    ("turns", "title"),
    [
        ([REFUND, HOW_LONG], "When do I get my refund?"),
        (["How do I buy a gift card?", "how long is it valid?"], "Buy, use and check a gift card"),
    ],
)
def test_a_follow_up_finds_what_it_is_about(
    session: Session, talk: UUID, turns: list[str], title: str
) -> None:
    alone = as_typed(session, turns[-1])
    found = ask(session, talk, *turns)
    assert (found.outcome, titles(found)) == ("answered", [title])
    assert found.confidence > alone.confidence


def test_a_follow_up_is_remembered_as_typed_and_learned_with_what_it_means(
    session: Session, talk: UUID
) -> None:
    ask(session, talk, REFUND)
    found, key = make_question(
        session, HOW_LONG, asked_in="conversation", talk=Talk(talk), locale="en"
    )
    question = session.get_one(Question, key)
    assert question.text == HOW_LONG
    assert question.means is not None
    assert question.means.startswith(HOW_LONG)
    assert found.hit is not None
    question_rated(session, key, helpful=True)
    [learned] = experience_of(session).questions
    assert learned.text == question.means
    assert learned.articles == {str(found.hit.article_id): "helpful"}


def test_a_whole_question_means_what_it_says(session: Session, talk: UUID) -> None:
    _, key = make_question(session, REFUND, asked_in="conversation", talk=Talk(talk), locale="en")
    assert session.get_one(Question, key).means is None


def test_what_erased_words_meant_is_erased_as_well(session: Session, talk: UUID) -> None:
    ask(session, talk, REFUND, HOW_LONG)
    forget_questions(session, [talk])
    assert {(one.text, one.means) for one in session.query(Question)} == {(ERASED, None)}


@pytest.mark.parametrize(
    "text", ["how do I get an invoice with VAT?", "my discount code does not work"]
)
def test_a_change_of_subject_is_answered_as_it_stands(
    session: Session, talk: UUID, text: str
) -> None:
    ask(session, talk, REFUND, HOW_LONG, "can I cancel my order?", "and if it has already left?")
    found, alone = ask(session, talk, text), as_typed(session, text)
    assert (found.outcome, found.text) == (alone.outcome, alone.text)


@pytest.mark.parametrize("text", [HOW_LONG, "how long?", "and if mine is broken?"])
def test_with_nothing_before_it_a_follow_up_is_never_answered_outright(
    session: Session, talk: UUID, text: str
) -> None:
    found = ask(session, talk, text)
    assert found.outcome != "answered"
    assert bool(found.text) == (found.outcome == "suggested")


def test_with_nothing_before_it_a_whole_question_is_answered_as_it_stands(
    session: Session, talk: UUID
) -> None:
    text = "how much is delivery to germany?"
    assert ask(session, talk, text) == as_typed(session, text)


def test_a_day_later_it_is_a_new_question(session: Session, talk: UUID) -> None:
    ask(session, talk, REFUND)
    for question in session.query(Question):
        question.asked_at = clock.now() - timedelta(days=1)
    alone = as_typed(session, HOW_LONG)
    assert titles(ask(session, talk, HOW_LONG)) == titles(alone)


def test_what_was_asked_before_it_started_afresh_is_forgotten(session: Session, talk: UUID) -> None:
    ask(session, talk, REFUND)
    afresh = Talk(talk, since=clock.now())
    found, _ = make_question(session, HOW_LONG, asked_in="conversation", talk=afresh, locale="en")
    assert titles(found) == titles(as_typed(session, HOW_LONG))


def test_another_conversation_knows_nothing_of_it(session: Session, talk: UUID) -> None:
    ask(session, talk, REFUND)
    other, _ = make_conversation(session)
    assert titles(ask(session, other.id, HOW_LONG)) == titles(as_typed(session, HOW_LONG))


def test_erased_words_are_not_followed_up(session: Session, talk: UUID) -> None:
    ask(session, talk, REFUND)
    for question in session.query(Question):
        question.text = ERASED
    assert titles(ask(session, talk, HOW_LONG)) == titles(as_typed(session, HOW_LONG))


def test_in_another_language_a_turn_is_looked_up_as_typed(session: Session, talk: UUID) -> None:
    found = ask(session, talk, REFUND, HOW_LONG, locale="de-AT")
    assert found == make_question(session, HOW_LONG, asked_in="portal", locale="de-AT")[0]


def test_of_an_article_that_was_withdrawn_meanwhile_nothing_is_said(
    session: Session, talk: UUID
) -> None:
    first = ask(session, talk, REFUND)
    title = titles(first)[0]
    withdrawn = session.query(Article).filter_by(title=title).one()
    archive_article(session, withdrawn.id, actor=Actor.agent(1))
    found = ask(session, talk, HOW_LONG)
    assert title not in [hit.title for hit in (found.hit, *found.nearest) if hit]
    assert title not in found.text
