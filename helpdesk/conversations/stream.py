"""Server-sent events: everything after the last id first, then whatever happens, at once."""

import json
import queue
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from helpdesk.live import Hub, Signal

HEARTBEAT_SECONDS = 15.0
PULSE_SECONDS = 0.4
Event = tuple[str, int | None, dict[str, Any]]


def encode(name: str, key: int | None, data: dict[str, Any]) -> str:
    """One event in the wire format; JSON keeps it on one line."""
    line = f"id: {key}\n" if key is not None else ""
    return f"event: {name}\n{line}data: {json.dumps(data)}\n\n"


def events(hub: Hub, topic: str, read: Callable[[Signal], list[Event]]) -> Iterator[str]:
    """Encoded events of the topic until the reader goes; `read` turns a signal into events.

    The subscription stands before the first read, so nothing falls between the two.
    """
    with hub.subscribe(topic) as signals:
        yield from _encoded(read({"kind": "message"}))
        while True:
            try:
                signal = signals.get(timeout=HEARTBEAT_SECONDS)
            except queue.Empty:
                yield ": still here\n\n"
                continue
            yield from _encoded(read(signal))


def _encoded(found: list[Event]) -> Iterator[str]:
    for name, key, data in found:
        yield encode(name, key, data)


def pulses(hub: Hub, topic: str, read: Callable[[list[Signal]], list[Event]]) -> Iterator[str]:
    """Like `events`, but many signals at once become one: for pages that read afresh anyway."""
    with hub.subscribe(topic) as signals:
        yield from _encoded(read([]))
        while True:
            try:
                found = [signals.get(timeout=HEARTBEAT_SECONDS)]
            except queue.Empty:
                yield ": still here\n\n"
                continue
            with suppress(queue.Empty):
                while True:
                    found.append(signals.get_nowait())
            yield from _encoded(read(found))
            time.sleep(PULSE_SECONDS)
