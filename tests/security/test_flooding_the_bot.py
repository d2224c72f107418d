"""Somebody writes or listens far more than a person would, so that nobody else is answered."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from helpdesk.conversations import bot_gateway, stream
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.rules import (
    FEW_WAITING,
    WAITING_IN_CONVERSATION,
    WAITING_IN_NETWORK,
    HandoffReason,
)
from helpdesk.conversations.service.access import start_conversation
from helpdesk.conversations.service.floor import hand_off
from helpdesk.customers.service import create_visitor
from helpdesk.platform import db
from helpdesk.platform.audit import BOT
from helpdesk.platform.errors import TooSoon
from helpdesk.platform.jobqueue import queue
from helpdesk.wiring import register_jobs
from tests.conftest import Standing
from tests.fakes import FakeBot
from tests.jobs import run_turn, work
from tests.make import make_message
from tests.people import Customer, Staff

FLOOD, HONEST = "a flood's network", "an honest network"


def begin(session: Session, network: str) -> Conversation:
    return start_conversation(session, create_visitor(session), page={}, network=network)[0]


def test_a_conversation_may_wait_for_so_many_answers_and_says_so(
    alice: Customer, session: Session
) -> None:
    for number in range(WAITING_IN_CONVERSATION):
        make_message(session, alice.conversation, f"Question {number}")
    refused = alice.write("One more")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "5")
    assert "still being answered" in refused.get_json()["detail"]
    assert "One more" not in alice.reads()
    run_turn(alice.conversation, FakeBot())
    assert alice.write("One more").status_code == 202


def test_the_same_message_again_is_known_however_much_waits(
    alice: Customer, session: Session
) -> None:
    first = alice.write("Hello", client_id="the first")
    for number in range(WAITING_IN_CONVERSATION - 1):
        make_message(session, alice.conversation, f"Question {number}")
    again = alice.write("Hello", client_id="the first")
    assert (again.status_code, again.get_json()) == (202, first.get_json())


def test_many_conversations_of_one_network_count_together(session: Session) -> None:
    for _ in range(WAITING_IN_NETWORK // 10):
        conversation = begin(session, FLOOD)
        for number in range(10):
            make_message(session, conversation, f"Question {number}")
    with pytest.raises(TooSoon):
        make_message(session, begin(session, FLOOD))
    assert make_message(session, begin(session, HONEST))


def test_what_was_never_answered_does_not_count_for_ever(
    session: Session, frozen: Standing
) -> None:
    conversation = begin(session, FLOOD)
    for number in range(WAITING_IN_CONVERSATION):
        make_message(session, conversation, f"Question {number}")
    frozen.advance(timedelta(minutes=11))
    assert make_message(session, conversation)


def test_whoever_waits_for_a_person_is_not_held_up_by_the_bot(alice: Customer, bob: Staff) -> None:
    alice.post("handoff", {})
    for number in range(WAITING_IN_CONVERSATION + 5):
        assert alice.write(f"Also {number}").status_code == 202


def test_a_flood_beside_it_does_not_stop_who_writes_to_a_person(session: Session) -> None:
    mine = begin(session, FLOOD)
    hand_off(session, mine.id, HandoffReason.CUSTOMER_REQUEST, actor=BOT)
    for _ in range(WAITING_IN_NETWORK // 10):
        conversation = begin(session, FLOOD)
        for number in range(10):
            make_message(session, conversation, f"Question {number}")
    assert make_message(session, mine, "Are you there?")


def test_an_honest_question_is_answered_before_the_rest_of_a_flood(
    committing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "tasks", {**queue.tasks})
    monkeypatch.setattr(queue.periodic_registry, "periodic_tasks", {})
    bot = FakeBot()
    monkeypatch.setattr(bot_gateway, "bot_in_use", lambda: bot)
    register_jobs()
    with db.transaction() as session:
        for conversation in [begin(session, FLOOD) for _ in range(6)]:
            for number in range(5):
                make_message(session, conversation, f"Flood {number}")
        make_message(session, begin(session, HONEST), "Where is my parcel?")
    work(committing, concurrency=1)
    assert len(bot.heard) == 31
    assert bot.heard.index("Where is my parcel?") <= FEW_WAITING


def test_a_conversation_has_so_many_streams_and_gets_them_back(
    alice: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "FOR_CONVERSATION", 2)
    streams = [alice.get("events", buffered=False) for _ in range(2)]
    refused = alice.get("events")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "30")
    streams[0].close()
    again = alice.get("events", buffered=False)
    assert again.status_code == 200
    for each in (again, streams[1]):
        each.close()


def test_a_network_has_so_many_streams_whoever_they_are_for(
    alice: Customer, dora: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "FOR_NETWORK", 1)
    with alice.get("events", buffered=False) as first:
        assert first.status_code == 200
        assert dora.get("events").status_code == 429
        elsewhere = {"REMOTE_ADDR": "10.9.9.9"}
        with dora.get("events", buffered=False, environ_overrides=elsewhere) as other:
            assert other.status_code == 200


def test_an_agent_has_so_many_streams(bob: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "FOR_AGENT", 1)
    with bob.client.get("/console/events", buffered=False) as first:
        assert first.status_code == 200
        assert bob.client.get("/console/events").status_code == 429
