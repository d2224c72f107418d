"""Forgetting an erased customer's words; that they spoke, when, and how we judged it stays."""

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from helpdesk.feedback.models import Feedback, FeedbackTriage
from helpdesk.feedback.rules import Source
from helpdesk.feedback.service import KEPT
from helpdesk.platform import audit, events
from helpdesk.platform.erasure import ERASED

BY_RULE = "rule"
# The digest of words is told by the words, and would tell them.
WORDY = ("found", "recorded", "words added", "triaged", "reclassified")


def forget_feedback(session: Session, fact: events.CustomerErased) -> None:
    """Everything that this customer expressed."""
    _forget(session, Feedback.customer_id.in_(fact.customer_ids))


def forget_source(session: Session, source: Source, source_id: str) -> None:
    """What was expressed there, whoever did."""
    _forget(session, Feedback.source == source, Feedback.source_id == source_id)


def _forget(session: Session, *which: ColumnElement[bool]) -> None:
    """Take the words out of these records, and out of the reasons that people gave for them."""
    ids = session.scalars(select(Feedback.id).where(*which)).all()
    words = update(Feedback).where(Feedback.id.in_(ids), Feedback.verbatim != "")
    session.execute(words.values(verbatim=ERASED))
    reasons = update(FeedbackTriage).where(
        FeedbackTriage.feedback_id.in_(ids), FeedbackTriage.decided_by != BY_RULE
    )
    session.execute(reasons.values(reason=ERASED))
    keep = (*KEPT, "decision")
    audit.blank(session, "feedback", ids, actions=WORDY, keep=keep)
