"""Chats that their customer leaves: the job that looks for them each minute."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.complaints.models import Complaint
from helpdesk.complaints.unstated.jobs import hear_out_left_chats
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.rules import HandoffReason
from helpdesk.conversations.service import floor
from helpdesk.platform.audit import BOT
from helpdesk.wiring import connect_facts
from tests.complaints.unstated.chats import LEAVING, complain, say
from tests.conftest import Standing
from tests.make import make_conversation


@pytest.fixture(autouse=True)
def _facts() -> None:
    connect_facts()


@pytest.fixture
def chat(session: Session) -> Conversation:
    """Somebody's, who left after a complaint."""
    found, _ = make_conversation(session)
    complain(session, found)
    return found


def received(session: Session) -> int:
    hear_out_left_chats(0)
    return session.scalar(select(func.count()).select_from(Complaint)) or 0


def test_a_chat_that_was_left_has_ended_after_a_while(
    session: Session, frozen: Standing, chat: Conversation
) -> None:
    assert received(session) == 0
    frozen.advance(timedelta(minutes=30))
    assert received(session) == 1
    assert session.scalars(select(Complaint.what_happened)).one() == LEAVING


def test_the_job_again_and_a_later_end_receive_nothing_more(
    session: Session, frozen: Standing, chat: Conversation
) -> None:
    frozen.advance(timedelta(minutes=30))
    assert received(session) == 1
    frozen.advance(timedelta(hours=2))
    say(session, chat, "hello? anybody?", "file_complaint")
    floor.resolve(session, chat.id, actor=BOT)
    assert received(session) == 1


def test_who_waits_for_a_person_has_not_left(
    session: Session, frozen: Standing, chat: Conversation
) -> None:
    floor.hand_off(session, chat.id, HandoffReason.MISSING_KNOWLEDGE, actor=BOT)
    session.commit()
    frozen.advance(timedelta(hours=3))
    assert received(session) == 0


def test_none_is_held_to_be_left_where_that_is_set_to_nothing(
    session: Session, frozen: Standing, chat: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEED_COMPLAINTS_QUIET", "0")
    frozen.advance(timedelta(days=1))
    assert received(session) == 0


def test_a_surer_desk_receives_less(
    session: Session, frozen: Standing, chat: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEED_COMPLAINTS_SURENESS", "80")
    frozen.advance(timedelta(hours=1))
    assert received(session) == 0
