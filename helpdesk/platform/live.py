"""Telling open streams: NOTIFY at the end of the writer's transaction, one LISTEN per process."""

import json
import logging
import queue
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import psycopg
from sqlalchemy import event, text
from sqlalchemy.orm import Session, SessionTransaction

from helpdesk.platform import clock
from helpdesk.platform.errors import TooSoon

logger = logging.getLogger(__name__)
CHANNEL = "heed_live"
INBOX = "inbox"  # the topic that every page of the console hears
NOTICE = "notice"  # the kind of a signal that is for one agent alone
TICKET = "ticket"  # the kind of one that tells of a ticket
RECONNECT_SECONDS = 0.5
LOOK_UP_SECONDS = 10.0
OPEN_AGAIN = timedelta(seconds=30)
Signal = dict[str, Any]
_GATHERED = "announced"
_NOTIFY = text("select pg_notify(:channel, payload) from unnest(cast(:payloads as text[])) payload")


def announce(session: Session, topic: str, **signal: Any) -> None:
    """Tell the streams of `topic` once, when, and only when, this transaction commits.

    What a savepoint undoes may be told all the same: a page then looks again in vain.
    """
    if clock.is_played():
        return
    payload = json.dumps({"topic": topic, **signal})
    session.info.setdefault(_GATHERED, {})[payload] = None  # a set that keeps the order


@event.listens_for(Session, "before_commit")
def _tell(session: Session) -> None:
    """All that the transaction has to tell, in one question to the database."""
    if gathered := session.info.pop(_GATHERED, None):
        session.execute(_NOTIFY, {"channel": CHANNEL, "payloads": list(gathered)})


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, previous: SessionTransaction) -> None:
    if previous.parent is None:
        session.info.pop(_GATHERED, None)


@dataclass(frozen=True)
class Count:
    """What open streams are counted by, such as `agent:7`, and how many of them are enough."""

    key: str
    most: int


class Hub:
    """Fans the database's notifications out to the streams of this process."""

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._open: Counter[str] = Counter()
        self._streams: dict[str, set[queue.SimpleQueue[Signal]]] = defaultdict(set)
        self._listening = False
        self._lock = threading.Lock()

    def open(self, *counts: Count) -> Callable[[], None]:
        """Count one more stream, until the result is called; TooSoon when there are enough."""
        keys = [count.key for count in counts]
        with self._lock:
            if any(self._open[count.key] >= count.most for count in counts):
                raise TooSoon("Too many pages of yours are open here. Close some.", OPEN_AGAIN)
            self._open.update(keys)

        def close() -> None:
            with self._lock:
                self._open.subtract(keys)
                self._open = +self._open  # forgets whoever has none open

        return close

    @contextmanager
    def subscribe(self, topic: str) -> Iterator["queue.SimpleQueue[Signal]"]:
        """A queue of the topic's signals for as long as the stream is open."""
        signals: queue.SimpleQueue[Signal] = queue.SimpleQueue()
        with self._lock:
            self._streams[topic].add(signals)
            self._start_once()
        try:
            yield signals
        finally:
            with self._lock:
                self._streams[topic].discard(signals)
                if not self._streams[topic]:
                    self._streams.pop(topic, None)

    def _start_once(self) -> None:
        if not self._listening:
            threading.Thread(target=self._listen_while_wanted, daemon=True).start()
            self._listening = True

    def _listen_while_wanted(self) -> None:
        while self._wanted():
            with suppress(psycopg.Error):
                self._listen()
            if self._streams:
                logger.warning("The live connection was lost; connecting again.")
                time.sleep(RECONNECT_SECONDS)

    def _wanted(self) -> bool:
        """Is any stream open? Without one the connection is given back until the next comes."""
        with self._lock:
            self._listening = bool(self._streams)
            return self._listening

    def _listen(self) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(f"listen {CHANNEL}")
            self._catch_up()
            while self._streams:
                for notification in connection.notifies(timeout=LOOK_UP_SECONDS):
                    signal = json.loads(notification.payload)
                    self._deliver(signal["topic"], signal)

    def _catch_up(self) -> None:
        """After a reconnection every stream reads what it may have missed."""
        for topic in list(self._streams):
            self._deliver(topic, {"topic": topic, "kind": "message"})

    def _deliver(self, topic: str, signal: Signal) -> None:
        for signals in list(self._streams.get(topic, ())):
            signals.put(signal)
