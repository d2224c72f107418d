"""Recording feedback exactly once per source, triaging it, and proving that nothing is lost."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.queries import name_of
from helpdesk.feedback.models import Feedback, FeedbackTriage
from helpdesk.feedback.rules import (
    SERIES,
    FeedbackKind,
    Source,
    Triage,
    check_triage,
    first_triage,
    overruling,
)
from helpdesk.platform import audit, clock
from helpdesk.platform.audit import RULE, Actor
from helpdesk.platform.db import one_at_a_time
from helpdesk.platform.errors import NotFound
from helpdesk.platform.numbering import next_number

KEPT = ("number", "kind", "source", "source_id", "score", "received_at")


@dataclass(frozen=True)
class Expression:
    """Something a customer expressed, and the record it came from.

    `why` is the reason of its first triage.
    """

    kind: FeedbackKind
    source: Source
    source_id: str
    verbatim: str = ""
    score: int | None = None
    customer_id: UUID | None = None
    conversation_id: UUID | None = None
    received_at: datetime | None = None
    why: str = "First triage by rule."


def record_feedback(session: Session, expression: Expression, *, actor: Actor) -> Feedback:
    """Keep the expression with its first triage; the same source again is the same record.

    Words that came since the record was made are added to it.
    """
    one_at_a_time(session, f"{expression.source}:{expression.source_id}")
    known = of_source(session, expression.source, expression.source_id)
    if known:
        _add_words(session, known, expression.verbatim.strip())
        return known
    now = clock.now()
    feedback = Feedback(
        number=next_number(session, SERIES),
        kind=expression.kind,
        source=expression.source,
        source_id=expression.source_id,
        customer_id=expression.customer_id,
        conversation_id=expression.conversation_id,
        verbatim=expression.verbatim.strip(),
        score=expression.score,
        received_at=expression.received_at or now,
        recorded_at=now,
        recorded_by=actor,
    )
    session.add(feedback)
    session.flush()
    decision = first_triage(feedback.kind, feedback.source, comment=feedback.verbatim)
    _decide(session, feedback, decision, actor=RULE, reason=expression.why)
    told = {name: audit.plain(getattr(feedback, name)) for name in KEPT}
    said = {"verbatim": audit.digest(feedback.verbatim), "decision": decision}
    change = audit.Change("feedback", feedback.id, "recorded", after=told | said)
    audit.record(session, actor, change)
    return feedback


def get_feedback(session: Session, number: str) -> Feedback:
    """The record with this number, or NotFound."""
    feedback = session.scalar(select(Feedback).where(Feedback.number == number.strip().upper()))
    if feedback is None:
        raise NotFound(
            "There is no feedback %(number)s. A number looks like F-2026-000123.", number=number
        )
    return feedback


def look_again(session: Session, feedback: Feedback, seen: int | None) -> None:
    """Hold the record; raise Overtaken when another decision counts than the one of this id."""
    current = _current(session, feedback)
    if current and current.id != seen:
        raise overruling(current.decision, by=name_of(session, current.decided_by))


def triage(
    session: Session, feedback: Feedback, decision: Triage, *, actor: Actor, reason: str
) -> None:
    """A person decides what becomes of the record; earlier decisions stay readable."""
    check_triage(feedback.kind, decision, reason)
    current = _current(session, feedback)
    before = {"decision": current.decision} if current else None
    _decide(session, feedback, decision, actor=actor, reason=reason)
    change = audit.Change(
        "feedback", feedback.id, "triaged", before, {"decision": decision}, reason
    )
    audit.record(session, actor, change)


def of_source(session: Session, source: Source, source_id: str) -> Feedback | None:
    """The record of that source, if it was recorded."""
    return session.scalar(
        select(Feedback).where(Feedback.source == source, Feedback.source_id == source_id)
    )


def reclassify(
    session: Session, feedback: Feedback, kind: FeedbackKind, *, actor: Actor, reason: str
) -> None:
    """What was held to be a complaint is of another kind, and waits for somebody to read it.

    The caller has seen to it that two people agree.
    """
    before, feedback.kind = feedback.kind, kind
    _decide(session, feedback, Triage.PENDING, actor=actor, reason=reason)
    after = {"kind": kind, "decision": Triage.PENDING}
    change = audit.Change("feedback", feedback.id, "reclassified", {"kind": before}, after, reason)
    audit.record(session, actor, change)


def _add_words(session: Session, feedback: Feedback, words: str) -> None:
    """Words that continue what stands there; somebody has to read them, whatever was decided."""
    if words == feedback.verbatim or not words.startswith(feedback.verbatim):
        return
    feedback.verbatim = words
    current = _current(session, feedback)
    if current is None or current.decision is not Triage.PENDING:
        reason = "The customer added words."
        _decide(session, feedback, Triage.PENDING, actor=RULE, reason=reason)
    said = {"verbatim": audit.digest(words), "decision": Triage.PENDING}
    audit.record(session, RULE, audit.Change("feedback", feedback.id, "words added", after=said))


def _current(session: Session, feedback: Feedback) -> FeedbackTriage | None:
    """The decision that counts now, held until commit."""
    return session.scalar(
        select(FeedbackTriage)
        .where(FeedbackTriage.feedback_id == feedback.id, FeedbackTriage.current)
        .with_for_update()
    )


def _decide(
    session: Session, feedback: Feedback, decision: Triage, *, actor: Actor, reason: str
) -> None:
    """The decision that counts from now on; the one before stays readable."""
    before = _current(session, feedback)
    if before:
        before.current = False
        session.flush()
    row = FeedbackTriage(
        feedback_id=feedback.id,
        decision=decision,
        decided_by=actor,
        reason=reason,
        decided_at=clock.now(),
    )
    session.add(row)
    session.flush()
