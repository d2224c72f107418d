"""Notifications reach the streams of a process, also after the connection was lost."""

import queue
import time
from collections.abc import Callable
from contextlib import closing, suppress

import psycopg
import pytest
from sqlalchemy import event, text

from helpdesk.platform import db, live
from helpdesk.platform.live import Hub, Signal, announce

Signals = queue.SimpleQueue[Signal]


def told(topic: str, **signal: object) -> None:
    with db.transaction() as session:
        announce(session, topic, **signal)


def next_of_kind(signals: Signals, kind: str) -> Signal:
    """The next signal of that kind; the catching-up ones may stand before it."""
    while True:
        found = signals.get(timeout=10)
        if found["kind"] == kind:
            return found


def eventually(check: Callable[[], bool]) -> None:
    for _ in range(200):
        if check():
            return
        time.sleep(0.05)
    raise AssertionError("it never happened")


def listening() -> bool:
    with db.transaction() as session:
        found = text("select count(*) from pg_stat_activity where query like 'listen %'")
        return bool(session.scalar(found))


def test_every_stream_of_a_topic_hears_and_no_other(committing: str) -> None:
    hub = Hub(committing)
    with hub.subscribe("a") as one, hub.subscribe("a") as two, hub.subscribe("b") as other:
        eventually(listening)
        told("a", kind="typing", author="bot")
        for signals in (one, two):
            assert next_of_kind(signals, "typing")["author"] == "bot"
        told("b", kind="last")
        assert next_of_kind(other, "last")["topic"] == "b"


def test_a_stream_that_was_closed_is_forgotten(committing: str) -> None:
    hub = Hub(committing)
    with hub.subscribe("a"):
        assert list(hub._streams) == ["a"]
    assert list(hub._streams) == []


def test_a_lost_connection_is_made_again_and_everybody_reads_afresh(
    committing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "RECONNECT_SECONDS", 0.05)
    hub = Hub(committing)
    with hub.subscribe("a") as signals:
        eventually(listening)
        told("a", kind="typing")
        next_of_kind(signals, "typing")
        with psycopg.connect(committing, autocommit=True) as connection:
            connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'"
            )
        assert next_of_kind(signals, "message")["topic"] == "a"
        told("a", kind="typing")
        assert next_of_kind(signals, "typing")


def test_a_transaction_tells_each_thing_once_and_asks_the_database_once(committing: str) -> None:
    hub = Hub(committing)
    asked: list[str] = []
    with hub.subscribe("a") as signals:
        eventually(listening)
        with db.transaction() as session:
            event.listen(
                session.connection(), "before_cursor_execute", lambda *told: asked.append(told[2])
            )
            for number in (1, 1, 2):
                announce(session, "a", kind="ticket", id=number)
            announce(session, "b", kind="ticket", id=1)
            assert asked == [], "nothing is told before the end"
        told("a", kind="last")
        heard = [next_of_kind(signals, "ticket")["id"] for _ in range(2)]
        assert (heard, signals.get(timeout=10)["kind"]) == ([1, 2], "last")
    assert len(asked) == 1


def test_what_was_undone_is_not_told_with_what_follows(committing: str) -> None:
    hub = Hub(committing)
    with hub.subscribe("a") as signals:
        eventually(listening)
        with closing(db.new_session()) as session:
            session.connection()  # as whoever changed something has begun
            announce(session, "a", kind="undone")
            session.rollback()
            announce(session, "a", kind="kept")
            with suppress(ValueError), session.begin_nested():
                raise ValueError
            session.commit()
        told("a", kind="last")
        kinds = list(iter(lambda: signals.get(timeout=10)["kind"], "last"))
    assert [kind for kind in kinds if kind != "message"] == ["kept"]
