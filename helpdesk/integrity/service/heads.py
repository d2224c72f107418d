"""The head of the chain, kept day by day in files outside the database."""

import json
import os
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.integrity.rules import Finding, Head, Kind
from helpdesk.integrity.service.sealing import head
from helpdesk.languages.catalogues import gettext
from helpdesk.platform import audit, clock
from helpdesk.platform.audit import SYSTEM, AuditEvent
from helpdesk.platform.db import Json
from helpdesk.platform.mail import Letter

SUBJECT, EXPORTED = "trail", "head exported"


def folder_in(home: Path) -> Path:
    """Where the files lie."""
    return home / "audit-heads"


def export_head(session: Session, home: Path) -> Head | None:
    """Write today's head into a file of its own, once; None where there is one or no event yet."""
    day, last = clock.now().date(), head(session)
    file = folder_in(home) / f"{day.isoformat()}.json"
    if last is None or last.hash is None or file.exists():
        return None
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    written = Head(day, last.seq, last.hash)
    found = written.as_json()
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(descriptor, "w") as stream:
        json.dump(found | {"exported_at": clock.now().isoformat()}, stream)
    audit.record(session, SYSTEM, audit.Change(SUBJECT, "head", EXPORTED, after=found))
    return written


def letter_of(day: str, head: Json, to: str) -> Letter:
    """The head as its file holds it, for a mailbox that keeps it."""
    text = gettext(
        "Keep this letter. With the line above as %(day)s.json in the folder audit-heads of the "
        "desk, `heed audit verify` says whether the trail is still the one of that day.",
        day=day,
    )
    subject = gettext("Head of the audit trail: event %(seq)s", seq=head["seq"])
    return Letter(to, subject, f"{json.dumps(head)}\n\n{text}")


def exported_heads(home: Path) -> tuple[list[Head], list[Finding]]:
    """Every head in its file, oldest first, and which files tell nothing."""
    heads, faults = [], []
    for file in sorted(folder_in(home).glob("*.json")):
        try:
            kept = json.loads(file.read_text())
            heads.append(Head(date.fromisoformat(kept["day"]), kept["seq"], _bytes(kept["hash"])))
        except (OSError, ValueError, KeyError, TypeError):
            faults.append(Finding(Kind.HEAD_UNREADABLE, {"day": file.stem}))
    return heads, faults


def lost_heads(session: Session, heads: list[Head]) -> list[Finding]:
    """The days of which the trail says that there is a file."""
    there = {head.day.isoformat() for head in heads}
    query = select(AuditEvent.after["day"].astext).where(
        AuditEvent.subject_type == SUBJECT, AuditEvent.action == EXPORTED
    )
    said = {day for day in session.scalars(query) if day}
    return [Finding(Kind.HEAD_LOST, {"day": day}) for day in sorted(said - there)]


def _bytes(written: str) -> bytes:
    return bytes.fromhex(written)
