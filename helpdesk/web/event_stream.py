"""Server-sent events: what a stream of lines is made of, how long it lasts, and how many may be."""

import json
import queue
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

from flask import Response

from helpdesk.platform import clock
from helpdesk.platform.live import Count, Hub, Signal

HEARTBEAT_SECONDS = 15.0
# Then the widget comes again, and its token is looked at anew.
STREAM_LASTS = timedelta(hours=1)
PULSE_SECONDS = 0.4
Event = tuple[str, int | None, dict[str, Any]]


def encode(name: str, key: int | None, data: dict[str, Any]) -> str:
    """One event in the wire format; JSON keeps it on one line."""
    line = f"id: {key}\n" if key is not None else ""
    return f"event: {name}\n{line}data: {json.dumps(data)}\n\n"


def response(hub: Hub, lines: Iterator[str], *counts: Count) -> Response:
    """The lines as they come; TooSoon when whoever asks has enough streams open."""
    close = hub.open(*counts)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    answer = Response(lines, mimetype="text/event-stream", headers=headers)
    answer.call_on_close(close)
    return answer


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
