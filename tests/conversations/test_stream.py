"""Server-sent events over real commits: everything missed first, then whatever happens."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from helpdesk.app import create_app
from helpdesk.conversations.jobs import answer_with_bot
from helpdesk.conversations.rules import HandoffReason
from helpdesk.conversations.service import floor
from helpdesk.platform import db
from helpdesk.platform.audit import BOT, Actor
from helpdesk.platform.config import Settings
from helpdesk.web import event_stream
from tests import people
from tests.conftest import Standing
from tests.fakes import FakeBot
from tests.make import make_message
from tests.people import Customer

Event = tuple[str, str, dict[str, Any]]


@pytest.fixture
def visitor(committing: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Customer:
    """A customer of a desk that really commits."""
    monkeypatch.setattr(event_stream, "HEARTBEAT_SECONDS", 0.2)
    app = create_app(replace(settings, database_url=committing))
    with db.transaction() as session:
        return people.customer(app, session, name="Alice", email="alice@example.org")


def follow(visitor: Customer, last: str = "") -> Iterator[Event]:
    """Open the stream and read it event by event; heartbeats come as `beat`."""
    headers = {**people.bearer(visitor.token), "Last-Event-ID": last}
    answer = visitor.client.get(visitor.url("events"), headers=headers, buffered=False)
    assert answer.content_type.startswith("text/event-stream")
    assert answer.headers["Cache-Control"] == "no-store"
    for chunk in answer.response:
        yield _parsed(chunk if isinstance(chunk, str) else chunk.decode())


def _parsed(chunk: str) -> Event:
    assert chunk.endswith("\n\n")
    if chunk.startswith(":"):
        return "beat", "", {}
    fields = dict(line.split(": ", 1) for line in chunk.strip().split("\n"))
    return fields["event"], fields.get("id", ""), json.loads(fields["data"])


def test_a_stream_is_never_held_back_to_be_packed(visitor: Customer) -> None:
    headers = {**people.bearer(visitor.token), "Accept-Encoding": "gzip, br"}
    with visitor.client.get(visitor.url("events"), headers=headers, buffered=False) as answer:
        assert "Content-Encoding" not in answer.headers


def until(events: Iterator[Event], wanted: str) -> Event:
    """The next event of that name, whatever stands before it."""
    for _ in range(40):
        found = next(events)
        if found[0] == wanted:
            return found
    raise AssertionError(f"no {wanted} event came")


def test_what_was_missed_comes_first_and_the_floor_after_it(visitor: Customer) -> None:
    first = visitor.write("One", "c1").get_json()["id"]
    visitor.write("Two", "c2")
    events = follow(visitor)
    assert [next(events)[2]["text"] for _ in range(2)] == ["One", "Two"]
    floor_now = {"floor": "bot", "agent": None, "ask_contact": False, "seen": 0}
    assert next(events) == ("floor", "", floor_now)
    resumed = follow(visitor, last=str(first))
    assert next(resumed)[2]["text"] == "Two"


@pytest.mark.parametrize("last", ["", "x", "-1", "1e9", "9" * 19, "9" * 30, "²"])
def test_an_id_that_is_none_starts_from_the_beginning(visitor: Customer, last: str) -> None:
    visitor.write("One")
    assert next(follow(visitor, last))[2]["text"] == "One"


def test_an_answer_is_pushed_with_typing_before_it_and_once(visitor: Customer) -> None:
    events = follow(visitor)
    assert next(events)[0] == "floor"
    asked = visitor.write("Where is it?").get_json()["id"]
    assert until(events, "message")[1] == str(asked)
    typing: list[Event] = []
    bot = FakeBot("Here.", meanwhile=lambda turn: typing.append(until(events, "typing")))
    answer_with_bot(str(visitor.conversation.id), bot=bot)
    assert typing[0][2]["author"] == "bot"
    _, key, data = until(events, "message")
    assert (data["author"], data["text"], key) == ("bot", "Here.", str(data["id"]))
    left = [next(events)[0] for _ in range(3)]
    assert "message" not in left


def test_a_change_of_the_floor_is_pushed(visitor: Customer) -> None:
    events = follow(visitor)
    assert next(events)[2]["floor"] == "bot"
    with db.transaction() as session:
        reason = HandoffReason.CUSTOMER_REQUEST
        floor.hand_off(session, visitor.conversation.id, reason, actor=BOT)
    assert "A person takes over" in until(events, "message")[2]["text"]
    assert until(events, "floor")[2]["floor"] == "waiting"


def test_what_was_rolled_back_is_never_pushed(visitor: Customer) -> None:
    events = follow(visitor)
    assert next(events)[0] == "floor"
    with db.transaction() as session:
        floor.resolve(session, visitor.conversation.id, actor=Actor.agent(1))
        session.rollback()
    assert {next(events)[0] for _ in range(3)} <= {"beat", "floor"}
    assert visitor.reads() == []


def test_a_silent_stream_beats(visitor: Customer) -> None:
    events = follow(visitor)
    assert next(events)[0] == "floor"
    assert until(events, "beat")


def test_a_stream_ends_so_that_its_token_is_looked_at_again(
    frozen: Standing, visitor: Customer
) -> None:
    events = follow(visitor)
    assert next(events)[0] == "floor"
    frozen.advance(timedelta(minutes=59))
    assert until(events, "beat")
    frozen.advance(timedelta(minutes=1))
    assert list(events) == []


def test_a_long_backlog_is_never_cut(visitor: Customer) -> None:
    with db.transaction() as session:
        reason = HandoffReason.CUSTOMER_REQUEST
        floor.hand_off(session, visitor.conversation.id, reason, actor=BOT)
        for number in range(205):
            make_message(session, visitor.conversation, f"Line {number}")
    events = follow(visitor)
    assert [next(events)[2]["text"] for _ in range(206)][-1] == "Line 204"
    assert next(events)[0] == "floor"


def test_a_text_with_line_breaks_stays_one_event(visitor: Customer) -> None:
    visitor.write("a\n\ndata: b\nevent: floor")
    assert next(follow(visitor))[2]["text"] == "a\n\ndata: b\nevent: floor"
