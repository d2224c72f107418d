"""Everything that is verified, in one go."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from helpdesk.integrity.declaring import declared
from helpdesk.integrity.facts import TrailFaulty
from helpdesk.integrity.models import Verification
from helpdesk.integrity.rules import Finding, Walk
from helpdesk.integrity.service.chain import fault_of_sealing, faults_of_chain
from helpdesk.integrity.service.heads import exported_heads, lost_heads
from helpdesk.integrity.service.records import (
    Numbers,
    faults_of_numbers,
    faults_of_records,
    numbers_of,
)
from helpdesk.platform import clock, events
from helpdesk.platform.audit import Actor

MOST_KEPT = 100


@dataclass
class Report:
    """What a verification came to: the first findings, in the order of the checks, and how many."""

    events: int = 0
    head: bytes = b""
    found: int = 0
    findings: list[Finding] = field(default_factory=list)
    numbers: list[Numbers] = field(default_factory=list)

    def note(self, findings: Iterable[Finding]) -> None:
        """Count all, keep the first."""
        for finding in findings:
            self.found += 1
            if len(self.findings) < MOST_KEPT:
                self.findings.append(finding)

    def as_json(self) -> dict[str, Any]:
        """All of it, for a program."""
        return {
            "events": self.events,
            "head": self.head.hex(),
            "found": self.found,
            "findings": [
                finding.as_json() | {"sentence": finding.sentence} for finding in self.findings
            ],
            "numbers": [asdict(numbers) for numbers in self.numbers],
        }

    def lines(self) -> list[str]:
        """All of it, for a reader at a terminal."""
        told = [finding.sentence for finding in self.findings]
        if self.found > len(told):
            told.append(f"… and {self.found - len(told)} more.")
        outcome = f"{self.found} findings" if self.found else "everything holds"
        return [*told, f"{self.events} events, {outcome}. Head: {self.head.hex()}"]


def examine(session: Session, home: Path) -> Report:
    """Follow the chain, compare it with the exported heads, and every record with the chain."""
    heads, unreadable = exported_heads(home)
    walk, report = Walk({head.seq: head for head in heads}), Report()
    report.note(faults_of_chain(session, walk))
    report.events, report.head = walk.seq, walk.head
    report.note(chain(unreadable, lost_heads(session, heads), fault_of_sealing(session)))
    for audited in declared():
        report.note(faults_of_records(session, audited))
        report.numbers += numbers_of(session, audited)
    report.note(chain.from_iterable(map(faults_of_numbers, report.numbers)))
    return report


def verify(session: Session, home: Path, *, asked_by: Actor) -> Verification:
    """Examine it and keep what was found; whoever is to hear of a finding does."""
    started_at = clock.now()
    report = examine(session, home)
    kept = Verification(
        asked_by=asked_by,
        started_at=started_at,
        finished_at=clock.now(),
        events=report.events,
        head=report.head.hex(),
        found=report.found,
        findings=[finding.as_json() for finding in report.findings],
        numbers=[asdict(numbers) for numbers in report.numbers],
    )
    session.add(kept)
    session.flush()
    if kept.found:
        events.publish(session, TrailFaulty(kept.id))
    return kept
