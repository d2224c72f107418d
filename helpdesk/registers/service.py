"""Handing a register out as a table that says what it was cut from; the trail keeps who took it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import IO, Any

from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.integrity.service.sealing import head
from helpdesk.platform import audit, clock
from helpdesk.platform.audit import Actor, Change
from helpdesk.registers.queries import every_complaint, every_feedback
from helpdesk.registers.rules import Complaints, Expressions, asked_for
from helpdesk.tables import written

Chosen = Complaints | Expressions
Columns = Mapping[str, Callable[[Any], object]]
COMPLAINT_LOG, FEEDBACK_REGISTER = "complaint_log", "feedback_register"


def _moment(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else ""


def _yes(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


COMPLAINT_COLUMNS: Columns = {
    "number": lambda row: row.complaint.number,
    "received_at": lambda row: _moment(row.complaint.received_at),
    "recorded_at": lambda row: _moment(row.complaint.recorded_at),
    "late_entry": lambda row: _yes(row.late_entry),
    "channel": lambda row: row.complaint.channel,
    "words": lambda row: row.complaint.what_happened,
    "state": lambda row: row.complaint.state,
    "nature": lambda row: row.assessment and row.assessment.nature,
    "severity": lambda row: row.assessment and row.assessment.severity,
    "occurrence": lambda row: row.assessment and row.assessment.occurrence,
    "safety": lambda row: _yes(row.assessment and row.assessment.safety),
    "legal": lambda row: _yes(row.assessment and row.assessment.legal),
    "vulnerable": lambda row: _yes(row.assessment and row.assessment.vulnerable),
    "gravity": lambda row: row.complaint.gravity,
    "owner": lambda row: row.complaint.owner and row.complaint.owner.name,
    "acknowledged_at": lambda row: _moment(row.complaint.acknowledged_at),
    "decide_by": lambda row: _moment(row.complaint.decide_by),
    "decided_at": lambda row: _moment(row.decided_at),
    "days_to_decision": lambda row: row.days,
    "days_promised": lambda row: row.promised_days,
    "promise_kept": lambda row: _yes(row.kept),
    "level": lambda row: row.decision and row.decision.level,
    "verdict": lambda row: row.decision and row.decision.verdict,
    "remedy_asked": lambda row: row.complaint.remedy_sought,
    "remedy_granted": lambda row: row.decision and row.decision.remedy,
    "cost": lambda row: row.decision and row.decision.cost,
    "reply": lambda row: row.decision and row.decision.reply,
    "nonconformity": lambda row: _yes(row.complaint.nonconformity),
    "closed_at": lambda row: _moment(row.complaint.closed_at),
    "missed_duties": lambda row: " ".join(row.missed or ()),
}
FEEDBACK_COLUMNS: Columns = {
    "number": lambda row: row.feedback.number,
    "received_at": lambda row: _moment(row.feedback.received_at),
    "recorded_at": lambda row: _moment(row.feedback.recorded_at),
    "recorded_by": lambda row: row.feedback.recorded_by,
    "kind": lambda row: row.feedback.kind,
    "source": lambda row: row.feedback.source,
    "words": lambda row: row.feedback.verbatim,
    "score": lambda row: row.feedback.score,
    "decision": lambda row: row.triage.decision,
    "decided_by": lambda row: row.triage.decided_by,
    "decided_at": lambda row: _moment(row.triage.decided_at),
    "reason": lambda row: row.triage.reason,
}
COLUMNS: Mapping[str, Columns] = {
    COMPLAINT_LOG: COMPLAINT_COLUMNS,
    FEEDBACK_REGISTER: FEEDBACK_COLUMNS,
}


@dataclass(frozen=True)
class Head:
    """What stands above the records: until when, how many, which ones, the chain's last hash."""

    register: str
    cut_off: str
    generated_by: str
    records: int
    filters: str
    chain_head: str
    chain_event: int | None

    @property
    def lines(self) -> Iterator[Sequence[object]]:
        """One line for each, with its name."""
        return ((each.name, getattr(self, each.name)) for each in fields(self))


def export_complaints(session: Session, chosen: Complaints, agent: Agent) -> IO[bytes]:
    """The complaint log as comma-separated values."""
    count, rows = every_complaint(session, chosen)
    return _export(session, _head(session, COMPLAINT_LOG, count, chosen, agent), rows, agent)


def export_feedback(session: Session, chosen: Expressions, agent: Agent) -> IO[bytes]:
    """The feedback register, likewise."""
    count, rows = every_feedback(session, chosen)
    return _export(session, _head(session, FEEDBACK_REGISTER, count, chosen, agent), rows, agent)


def _export(session: Session, above: Head, rows: Iterable[object], agent: Agent) -> IO[bytes]:
    columns = COLUMNS[above.register]

    def lines() -> Iterator[Sequence[object]]:
        yield from above.lines
        yield ()
        yield tuple(columns)
        for row in rows:
            yield [cell(row) for cell in columns.values()]

    file = written(lines())
    said = {"records": above.records, "filters": above.filters, "chain_head": above.chain_head}
    change = Change("register", above.register, "exported", after=said)
    audit.record(session, Actor.agent(agent.id), change)
    return file


def _head(session: Session, register: str, count: int, chosen: Chosen, agent: Agent) -> Head:
    last = head(session)
    asked = asked_for(chosen)
    return Head(
        register=register,
        cut_off=_moment(clock.now()),
        generated_by=agent.name,
        records=count,
        filters=" ".join(f"{name}={value}" for name, value in asked.items()),
        chain_head=last.hash.hex() if last and last.hash else "",
        chain_event=last.seq if last else None,
    )
