"""Telling open streams at once: NOTIFY in the writer's transaction, one LISTEN per process."""

import json
import logging
import queue
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from sqlalchemy import text
from sqlalchemy.orm import Session

logger = logging.getLogger(__name__)
CHANNEL = "heed_live"
INBOX = "inbox"
RECONNECT_SECONDS = 0.5
Signal = dict[str, Any]
_NOTIFY = text("select pg_notify(:channel, :payload)")


def announce(session: Session, topic: str, **signal: Any) -> None:
    """Tell the streams of `topic` when, and only when, this transaction commits."""
    payload = json.dumps({"topic": topic, **signal})
    session.execute(_NOTIFY, {"channel": CHANNEL, "payload": payload})


class Hub:
    """Fans the database's notifications out to the streams of this process."""

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._streams: dict[str, set[queue.SimpleQueue[Signal]]] = defaultdict(set)
        self._started = False
        self._lock = threading.Lock()

    @contextmanager
    def subscribe(self, topic: str) -> Iterator["queue.SimpleQueue[Signal]"]:
        """A queue of the topic's signals for as long as the stream is open."""
        self._start_once()
        signals: queue.SimpleQueue[Signal] = queue.SimpleQueue()
        self._streams[topic].add(signals)
        try:
            yield signals
        finally:
            self._streams[topic].discard(signals)
            if not self._streams[topic]:
                self._streams.pop(topic, None)

    def _start_once(self) -> None:
        with self._lock:
            if not self._started:
                threading.Thread(target=self._listen_forever, daemon=True).start()
                self._started = True

    def _listen_forever(self) -> None:
        while True:
            with suppress(psycopg.Error):
                self._listen()
            logger.warning("The live connection to the database was lost; connecting again.")
            time.sleep(RECONNECT_SECONDS)

    def _listen(self) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(f"listen {CHANNEL}")
            self._catch_up()
            for notification in connection.notifies():
                signal = json.loads(notification.payload)
                self._deliver(signal["topic"], signal)

    def _catch_up(self) -> None:
        """After a reconnection every stream reads what it may have missed."""
        for topic in list(self._streams):
            self._deliver(topic, {"topic": topic, "kind": "message"})

    def _deliver(self, topic: str, signal: Signal) -> None:
        for signals in list(self._streams.get(topic, ())):
            signals.put(signal)
