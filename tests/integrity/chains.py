"""Chains of made-up events, as they are sealed and as somebody leaves them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from helpdesk.integrity.rules import Entry, Finding, Head, Seal, Walk, sealed

Link = tuple[Entry, Seal]
BEGAN = datetime(2026, 3, 2, 10, tzinfo=UTC)
KEY = b"k" * 16


def entry(number: int, **told: Any) -> Entry:
    """An event of a minute each."""
    at = BEGAN + timedelta(minutes=number)
    usual: dict[str, Any] = {
        "id": number, "at": at, "recorded_at": at, "actor": "agent:3", "action": "moved",
        "subject_type": "ticket", "subject_id": "7", "before": {"state": "new"},
        "after": {"state": "open"}, "reason": f"Because of {number}",
    }  # fmt: skip
    return Entry(**usual | told)


def chain_of(entries: Iterable[Entry]) -> list[Link]:
    """These, sealed in this order."""
    links: list[Link] = []
    for each in entries:
        links.append((each, sealed(each, KEY, links[-1][1] if links else None)))
    return links


def chain(length: int) -> list[Link]:
    """So many events, sealed."""
    return chain_of(entry(number) for number in range(1, length + 1))


def walked(links: Iterable[Link], *heads: Head) -> list[Finding]:
    """What does not hold of them."""
    walk = Walk({head.seq: head for head in heads})
    found = [finding for link in links for finding in walk.step(*link)]
    return [*found, *walk.end()]


def head_of(link: Link) -> Head:
    """The head, exported while that event was the last."""
    assert link[1].hash
    return Head(BEGAN.date(), link[1].seq, link[1].hash)
