"""What was said is erased after as many days as an admin wants it kept, and not before."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.models import Question
from helpdesk.articles.service.questions import Talk
from helpdesk.conversations import jobs
from helpdesk.conversations.models import Conversation, ConversationRating, Message
from helpdesk.conversations.rules import Author
from helpdesk.conversations.service import erasing
from helpdesk.conversations.service.floor import resolve
from helpdesk.conversations.service.ratings import rate_conversation
from helpdesk.features import FEEDBACK_SOURCES
from helpdesk.feedback.queries import reconciliation
from helpdesk.platform import audit, clock
from helpdesk.platform.audit import Actor
from helpdesk.settings.sections import Retention
from helpdesk.settings.service import Edit, change_section
from tests.conftest import Standing
from tests.make import make_bot_answer, make_conversation, make_message, make_question

KEPT = 30


@pytest.fixture
def old(session: Session, frozen: Standing) -> Conversation:
    """A conversation that was rated and resolved as long ago as words are to be kept."""
    change_section(session, Retention, {"conversations": str(KEPT)}, Edit(Actor.agent(1), seen=0))
    conversation, _ = make_conversation(session)
    make_message(session, conversation)
    _, question = make_question(
        session, "Where is my parcel?", asked_in="conversation", talk=Talk(conversation.id)
    )
    make_bot_answer(session, conversation, view={"question_id": question})
    resolve(session, conversation.id, actor=Actor.agent(1))
    rate_conversation(session, conversation.id, score=2, comment="Too slow")
    session.commit()
    frozen.advance(timedelta(days=KEPT))
    return conversation


def words_of(session: Session, conversation: Conversation) -> set[str]:
    """What customer and bot said, as it is kept."""
    said = select(Message.text).where(Message.conversation_id == conversation.id)
    return set(session.scalars(said.where(Message.author != Author.SYSTEM)))


def night(session: Session) -> None:
    jobs.forget_old_conversations(0)
    session.expire_all()


def test_words_go_in_the_night_after_their_time(
    session: Session, old: Conversation, frozen: Standing
) -> None:
    night(session)
    assert words_of(session, old) == {"Where is my parcel?", "Within 30 days."}
    frozen.advance(timedelta(minutes=1))
    night(session)
    assert words_of(session, old) == {"[erased]"}
    assert (old.page, old.network) == ({}, "")
    event = audit.latest(session, "conversation", old.id, action="words forgotten")
    assert event is not None
    assert event.actor == "system"


def test_what_was_asked_goes_with_the_words(
    session: Session, old: Conversation, frozen: Standing
) -> None:
    frozen.advance(timedelta(minutes=1))
    night(session)
    asked = session.scalars(select(Question.text)).all()
    assert "Where is my parcel?" not in asked


def test_ratings_stay_and_still_add_up(
    session: Session, old: Conversation, frozen: Standing
) -> None:
    before = reconciliation(session, FEEDBACK_SOURCES)
    frozen.advance(timedelta(days=1))
    night(session)
    assert reconciliation(session, FEEDBACK_SOURCES) == before
    assert "Too slow" in session.scalars(select(ConversationRating.comment)).all()


def test_what_is_not_resolved_stays(session: Session, old: Conversation, frozen: Standing) -> None:
    waiting, _ = make_conversation(session)
    make_message(session, waiting, "Still there?")
    frozen.advance(timedelta(days=KEPT * 2))
    night(session)
    assert words_of(session, waiting) == {"Still there?"}


def test_more_than_are_forgotten_at_once_are_forgotten_all_the_same(
    session: Session, old: Conversation, frozen: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "AT_ONCE", 2)
    others = [make_conversation(session)[0] for _ in range(4)]
    for conversation in others:
        make_message(session, conversation)
        resolve(session, conversation.id, actor=Actor.agent(1))
    session.commit()
    frozen.advance(timedelta(days=KEPT + 1))
    night(session)
    assert [words_of(session, each) for each in (old, *others)] == [{"[erased]"}] * 5


def test_nothing_goes_until_an_admin_says_so(session: Session, frozen: Standing) -> None:
    conversation, _ = make_conversation(session)
    make_message(session, conversation)
    resolve(session, conversation.id, actor=Actor.agent(1))
    session.commit()
    frozen.advance(timedelta(days=5000))
    night(session)
    assert words_of(session, conversation) == {"Where is my parcel?"}
    assert clock.now() > (conversation.resolved_at or clock.now())
