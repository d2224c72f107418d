"""What the chain of the audit trail is made of, and what does not hold of it."""

import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any, NamedTuple

from helpdesk.languages.catalogues import N_, gettext

FIRST = bytes(32)  # what the first event follows
_A_MOMENT, _UTC = "2026-03-02T10:00:00.000000+00:00", "+00:00"
SET_BACK = timedelta(hours=1)  # transactions that last overlap by less


class Entry(NamedTuple):
    """An event as it is sealed; before, after and reason may be erased."""

    id: int
    at: datetime
    recorded_at: datetime | None
    actor: str
    action: str
    subject_type: str
    subject_id: str
    before: Any
    after: Any
    reason: str | None


class Seal(NamedTuple):
    """What sealing adds: its place, the key of its words, their digest, and the two hashes."""

    seq: int
    key: bytes | None
    words: bytes | None
    prev_hash: bytes | None
    hash: bytes | None


class Kind(StrEnum):
    """What does not hold."""

    CHANGED = "changed"
    MISSING = "missing"
    INSERTED = "inserted"
    REPLACED = "replaced"
    REBUILT = "rebuilt"
    SHORTENED = "shortened"
    EMPTIED = "emptied"
    UNSEALED = "unsealed"
    CLOCK = "clock"
    HEAD_LOST = "head_lost"
    HEAD_UNREADABLE = "head_unreadable"
    DIFFERS = "differs"
    UNSAID = "unsaid"
    UNKNOWN = "unknown"
    GONE = "gone"
    NUMBER_MISSING = "number_missing"
    NUMBER_UNKNOWN = "number_unknown"


SENTENCES = {
    Kind.CHANGED: N_("Event %(seq)s (%(subject)s, %(action)s) was changed after it was sealed."),
    Kind.MISSING: N_("Missing from the trail: %(events)s."),
    Kind.INSERTED: N_("Event %(seq)s (%(subject)s, %(action)s) was inserted."),
    Kind.REPLACED: N_("What stood before event %(seq)s was replaced or taken away."),
    Kind.REBUILT: N_(
        "Event %(seq)s is not the one of the head exported for %(day)s: the chain was rebuilt."
    ),
    Kind.SHORTENED: N_(
        "The head exported for %(day)s is event %(seq)s, but the chain ends with %(last)s."
    ),
    Kind.EMPTIED: N_(
        "The words of event %(seq)s (%(subject)s, %(action)s) are gone, and no erasure names it."
    ),
    Kind.UNSEALED: N_("Not sealed for longer than it should take: %(count)s events."),
    Kind.CLOCK: N_("The clock was set back by %(hours)s hours before event %(seq)s."),
    Kind.HEAD_LOST: N_("A head was exported for %(day)s, and its file is gone."),
    Kind.HEAD_UNREADABLE: N_("The file of an exported head cannot be read: %(day)s."),
    Kind.DIFFERS: N_("%(subject)s: %(name)s is “%(now)s”, but by event %(seq)s it is “%(said)s”."),
    Kind.UNSAID: N_("%(subject)s: %(name)s is “%(now)s”, and no event says so."),
    Kind.UNKNOWN: N_("%(subject)s is there, and no event tells of it."),
    Kind.GONE: N_("%(subject)s is gone, and the trail tells of it."),
    Kind.NUMBER_MISSING: N_("The number %(number)s was given out, and no record has it."),
    Kind.NUMBER_UNKNOWN: N_("%(count)s numbers of %(series)s were never given out."),
}


@dataclass(frozen=True)
class Finding:
    """Something that does not hold, with what its sentence names; `seq` is the event's place."""

    kind: Kind
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """It, for a reader."""
        shown = {name: _shown(value) for name, value in self.values.items()}
        return gettext(SENTENCES[self.kind], **shown)

    def as_json(self) -> dict[str, Any]:
        """It, for a program and for keeping."""
        return {"kind": str(self.kind), **self.values}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Finding":
        """The finding that was kept."""
        values = {name: value for name, value in kept.items() if name != "kind"}
        return cls(Kind(kept["kind"]), values)


@dataclass(frozen=True)
class Head:
    """The last event of the chain as it stood on a day, kept outside the database."""

    day: date
    seq: int
    hash: bytes

    def as_json(self) -> dict[str, Any]:
        """It, as its file holds it."""
        return {"day": self.day.isoformat(), "seq": self.seq, "hash": self.hash.hex()}


def canonical(value: object) -> bytes:
    """The one way in which this value is written."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest_of_words(entry: Entry, key: bytes) -> bytes:
    """What the chain holds of before, after and reason; without the key it tells nothing."""
    return hmac.digest(key, canonical([entry.before, entry.after, entry.reason]), "sha256")


def hash_of(entry: Entry, words: bytes, prev_hash: bytes) -> bytes:
    """SHA-256 of the hash before and of the event, with the digest in the place of its words."""
    told = {
        "id": entry.id,
        "at": _moment(entry.at),
        "recorded_at": _moment(entry.recorded_at),
        "actor": entry.actor,
        "action": entry.action,
        "subject": [entry.subject_type, entry.subject_id],
        "words": words.hex(),
    }
    return sha256(prev_hash + canonical(told)).digest()


def sealed(entry: Entry, key: bytes, after: Seal | None) -> Seal:
    """The event's seal, behind that one."""
    seq, prev_hash = (after.seq + 1, after.hash or FIRST) if after else (1, FIRST)
    words = digest_of_words(entry, key)
    return Seal(seq, key, words, prev_hash, hash_of(entry, words, prev_hash))


def is_intact(entry: Entry, seal: Seal) -> bool:
    """Is the event what was sealed? Of erased words only that none stand there is known."""
    if seal.words is None or seal.prev_hash is None or seal.hash is None:
        return False
    if seal.key is None:
        as_sealed = (entry.before, entry.after, entry.reason) == (None, None, None)
    else:
        as_sealed = digest_of_words(entry, seal.key) == seal.words
    return as_sealed and hash_of(entry, seal.words, seal.prev_hash) == seal.hash


class Walk:
    """Goes along the chain, event by event, and says what does not hold; it holds two hashes."""

    def __init__(self, heads: Mapping[int, Head]) -> None:
        self._heads = dict(heads)
        self._before, self._hash = b"", FIRST
        self._last: Entry | None = None
        self._latest: datetime | None = None
        self.seq = 0

    @property
    def head(self) -> bytes:
        """The hash of the last event."""
        return self._hash

    def step(self, entry: Entry, seal: Seal) -> Iterator[Finding]:
        """The next event."""
        yield from self._place(seal)
        if not is_intact(entry, seal):
            yield Finding(Kind.CHANGED, named(entry, seal.seq))
        known = self._heads.pop(seal.seq, None)
        if known and known.hash != seal.hash:
            yield Finding(Kind.REBUILT, {"seq": seal.seq, "day": known.day.isoformat()})
        yield from self._clock(entry, seal)
        self._before, self._hash = self._hash, seal.hash or b""
        self._last, self.seq = entry, seal.seq

    def end(self) -> Iterator[Finding]:
        """What should have come."""
        for head in sorted(self._heads.values(), key=lambda head: head.seq):
            values = {"seq": head.seq, "day": head.day.isoformat(), "last": self.seq}
            yield Finding(Kind.SHORTENED if head.seq > self.seq else Kind.REBUILT, values)

    def _place(self, seal: Seal) -> Iterator[Finding]:
        if seal.seq != self.seq + 1:
            first, last = self.seq + 1, seal.seq - 1
            events = str(first) if first == last else f"{first}–{last}"
            yield Finding(Kind.MISSING, {"seq": first, "events": events})
        elif seal.prev_hash != self._hash:
            if self._last and seal.prev_hash == self._before:
                yield Finding(Kind.INSERTED, named(self._last, self.seq))
            else:
                yield Finding(Kind.REPLACED, {"seq": seal.seq})

    def _clock(self, entry: Entry, seal: Seal) -> Iterator[Finding]:
        if entry.recorded_at is None:
            return
        if self._latest and self._latest - entry.recorded_at > SET_BACK:
            hours = round((self._latest - entry.recorded_at) / timedelta(hours=1))
            yield Finding(Kind.CLOCK, {"seq": seal.seq, "hours": hours})
        self._latest = entry.recorded_at


def named(entry: Entry, seq: int) -> dict[str, Any]:
    """How a finding names an event: its place, whose it is, and what happened."""
    subject = f"{entry.subject_type} {entry.subject_id}"
    return {"seq": seq, "event": entry.id, "subject": subject, "action": entry.action}


def _shown(value: Any) -> Any:
    """A moment of the trail without what nobody reads; anything else as it is."""
    if isinstance(value, str) and value.endswith(_UTC) and len(value) == len(_A_MOMENT):
        return f"{value[:10]} {value[11:19]} UTC"
    return value


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None
