"""Articles that answer a conversation: marked, linked in a reply, accepted by a good score."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from helpdesk.articles.evidence.answered import experience_of
from helpdesk.articles.models import Question
from helpdesk.articles.rules import Outcome
from helpdesk.conversations.service import floor
from helpdesk.conversations.service.answers import mark_answer, unmark_answer
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import NotFound, RuleBroken
from tests.environment import BASE_URL
from tests.make import make_article, make_bot_answer, make_message, make_question
from tests.people import Customer, Staff

BOB = Actor.agent(1)


def known(session: Session) -> dict[str, dict[str, str]]:
    return {question.id: dict(question.articles) for question in experience_of(session).questions}


def texts(session: Session) -> list[str]:
    return experience_of(session).texts


def test_a_marked_article_answers_what_the_customer_typed(
    alice: Customer, bob: Staff, session: Session
) -> None:
    article = make_article(session)
    make_message(session, alice.conversation, "Hello")
    make_message(session, alice.conversation, "Can I send it back?")
    make_bot_answer(session, alice.conversation, "I do not know.")
    mark_answer(session, alice.conversation.id, article.id, actor=BOB)
    assert known(session) == {
        f"conversation:{alice.conversation.id}:1": {str(article.id): "linked"}
    }
    assert texts(session) == ["Hello\nCan I send it back?"]


def test_of_many_words_the_newest_whole_messages_are_kept(
    alice: Customer, session: Session
) -> None:
    article = make_article(session)
    for letter in "abc":
        make_message(session, alice.conversation, letter * 900)
    mark_answer(session, alice.conversation.id, article.id, actor=BOB)
    assert texts(session) == ["b" * 900 + "\n" + "c" * 900]


def test_one_endless_message_is_cut(alice: Customer, session: Session) -> None:
    article = make_article(session)
    make_message(session, alice.conversation, "a" * 4000)
    mark_answer(session, alice.conversation.id, article.id, actor=BOB)
    assert texts(session) == ["a" * 2000]


@pytest.mark.parametrize("again", ["hand back", "resolve"])
def test_words_from_before_it_started_afresh_are_another_question(
    alice: Customer, bob: Staff, session: Session, again: str
) -> None:
    first, second = make_article(session), make_article(session, "Clean the pot")
    talk = alice.conversation
    make_message(session, talk, "Can I send it back?")
    floor.take(session, talk.id, bob.agent)
    mark_answer(session, talk.id, first.id, actor=BOB)
    ending: dict[str, Callable[[], object]] = {
        "hand back": lambda: floor.hand_back(session, talk.id, bob.agent),
        "resolve": lambda: floor.resolve(session, talk.id, actor=BOB),
    }
    ending[again]()
    make_message(session, talk, "And how do I clean it?")
    mark_answer(session, talk.id, second.id, actor=BOB)
    assert texts(session) == ["Can I send it back?", "And how do I clean it?"]
    unmark_answer(session, talk.id, first.id, actor=BOB)
    assert texts(session) == ["And how do I clean it?"]


def test_where_nothing_was_asked_nothing_answers(
    alice: Customer, bob: Staff, session: Session
) -> None:
    article, talk = make_article(session), alice.conversation
    with pytest.raises(RuleBroken, match="has not asked"):
        mark_answer(session, talk.id, article.id, actor=BOB)
    floor.take(session, talk.id, bob.agent)
    floor.reply(session, talk.id, bob.agent, f"Have a look at {article.path}")
    assert known(session) == {}
    with pytest.raises(NotFound):
        unmark_answer(session, talk.id, article.id, actor=BOB)


def test_a_link_in_a_reply_counts_and_one_in_a_note_does_not(
    alice: Customer, bob: Staff, session: Session
) -> None:
    article, talk = make_article(session), alice.conversation
    make_message(session, talk)
    floor.take(session, talk.id, bob.agent)
    floor.write_note(session, talk.id, bob.agent, f"Perhaps {article.path}?")
    assert known(session) == {}
    floor.reply(session, talk.id, bob.agent, f"Look here: {BASE_URL}{article.path}")
    assert known(session) == {f"conversation:{talk.id}:1": {str(article.id): "linked"}}


@pytest.mark.parametrize(("score", "strength"), [(5, "accepted"), (4, "accepted"), (3, "linked")])
def test_a_satisfied_customer_accepts_the_answer(
    alice: Customer, session: Session, score: int, strength: str
) -> None:
    article, talk = make_article(session), alice.conversation
    make_message(session, talk)
    mark_answer(session, talk.id, article.id, actor=BOB)
    floor.resolve(session, talk.id, actor=BOB)
    assert list(known(session).values()) == [{str(article.id): "linked"}]
    assert alice.post("satisfaction", {"score": score}).status_code == 200
    assert list(known(session).values()) == [{str(article.id): strength}]


def rated(alice: Customer, session: Session, words: str, *thumbs: bool) -> None:
    _, question = make_question(session, words, asked_in="conversation")
    answer = make_bot_answer(session, alice.conversation, view={"question_id": question})
    for helpful in thumbs:
        alice.post(f"messages/{answer.id}/rating", {"helpful": helpful})


def test_an_answer_that_helped_is_evidence_for_its_article(
    alice: Customer, session: Session
) -> None:
    article = make_article(session)
    rated(alice, session, "return an item within 30 days", True)
    assert list(known(session).values()) == [{str(article.id): "helpful"}]
    assert texts(session) == ["return an item within 30 days"]


@pytest.mark.parametrize("thumbs", [(False,), (True, False), (False, True), (True, False, True)])
def test_an_answer_that_did_not_help_or_may_not_have_is_none(
    alice: Customer, session: Session, thumbs: tuple[bool, ...]
) -> None:
    make_article(session)
    rated(alice, session, "return an item within 30 days", *thumbs)
    assert known(session) == {}


def test_a_choice_of_articles_that_helped_does_not_say_which(
    alice: Customer, session: Session
) -> None:
    make_article(session)
    _, question = make_question(session, "return an item", asked_in="conversation")
    session.get_one(Question, question).outcome = Outcome.SUGGESTED
    answer = make_bot_answer(session, alice.conversation, view={"question_id": question})
    assert alice.post(f"messages/{answer.id}/rating", {"helpful": True}).status_code == 200
    assert known(session) == {}
