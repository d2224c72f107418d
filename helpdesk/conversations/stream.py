"""Server-sent events: everything after the last id first, then whatever happens, at once."""

import json
import queue
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from helpdesk import clock
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.queries import (
    BOT_NAME,
    floor_json,
    message_json,
    messages_for_customer,
)
from helpdesk.conversations.service.messages import get_conversation
from helpdesk.db import transaction
from helpdesk.live import Hub, Signal

HEARTBEAT_SECONDS = 15.0
# Then the widget comes again, and its token is looked at anew.
STREAM_LASTS = timedelta(hours=1)
PULSE_SECONDS = 0.4
LARGEST_ID = 2**63 - 1
Event = tuple[str, int | None, dict[str, Any]]


def last_id(header: str) -> int:
    """The id after which a stream resumes; anything that is none starts from the beginning."""
    last = int(header) if header.isdecimal() and len(header) < 20 else 0
    return last if last <= LARGEST_ID else 0


class Reader:
    """Turns the signals of one widget's stream into events, each message once."""

    def __init__(self, conversation_id: UUID, last: int) -> None:
        self._key, self._last = conversation_id, last

    def read(self, signal: Signal) -> list[Event]:
        """The events of this signal; a long backlog comes in one go."""
        if signal["kind"] == "typing":
            return [("typing", None, {"author": signal["author"], "name": BOT_NAME})]
        with transaction() as session:
            conversation = get_conversation(session, self._key)
            return [
                *self._messages(session, conversation),
                ("floor", None, floor_json(conversation)),
            ]

    def _messages(self, session: Session, conversation: Conversation) -> Iterator[Event]:
        while found := messages_for_customer(session, conversation, after=self._last):
            self._last = found[-1].id
            for message in found:
                yield "message", message.id, message_json(message, bot_name=BOT_NAME)


def encode(name: str, key: int | None, data: dict[str, Any]) -> str:
    """One event in the wire format; JSON keeps it on one line."""
    line = f"id: {key}\n" if key is not None else ""
    return f"event: {name}\n{line}data: {json.dumps(data)}\n\n"


def events(hub: Hub, topic: str, read: Callable[[Signal], list[Event]]) -> Iterator[str]:
    """Encoded events of the topic until the reader goes or STREAM_LASTS has passed.

    `read` turns a signal into events. The subscription stands before the first read, so nothing
    falls between the two.
    """
    with hub.subscribe(topic) as signals:
        ends = clock.now() + STREAM_LASTS
        yield from _encoded(read({"kind": "message"}))
        while clock.now() < ends:
            try:
                signal = signals.get(timeout=HEARTBEAT_SECONDS)
            except queue.Empty:
                yield ": still here\n\n"
                continue
            yield from _encoded(read(signal))


def _encoded(found: list[Event]) -> Iterator[str]:
    for name, key, data in found:
        yield encode(name, key, data)


def pulses(
    hub: Hub,
    topic: str,
    read: Callable[[list[Signal]], list[Event]],
    *,
    is_open: Callable[[], bool],
) -> Iterator[str]:
    """Like `events`, but many signals at once become one: for pages that read afresh anyway.

    Whether the stream is still open is asked before each line that it sends.
    """
    with hub.subscribe(topic) as signals:
        yield from _encoded(read([]))
        while True:
            found: list[Signal] = []
            with suppress(queue.Empty):
                found.append(signals.get(timeout=HEARTBEAT_SECONDS))
                while True:
                    found.append(signals.get_nowait())
            if not is_open():
                return
            if not found:
                yield ": still here\n\n"
                continue
            yield from _encoded(read(found))
            time.sleep(PULSE_SECONDS)
