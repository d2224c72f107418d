"""Every expression is one record with one decision, and none is ever lost."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from helpdesk.feedback.models import Feedback, FeedbackTriage
from helpdesk.feedback.rules import FeedbackKind, Source, Triage, TriageRefused
from helpdesk.feedback.service import get_feedback, triage
from helpdesk.platform.audit import Actor, AuditEvent
from helpdesk.platform.errors import NotFound
from tests.conftest import Standing
from tests.make import make_feedback


def decisions(session: Session) -> list[tuple[str, str, bool]]:
    session.flush()
    rows = session.scalars(select(FeedbackTriage).order_by(FeedbackTriage.id))
    return [(row.decision, row.decided_by, row.current) for row in rows]


def test_a_record_has_a_number_its_words_and_a_first_decision(
    session: Session, frozen: Standing
) -> None:
    feedback = make_feedback(session, "  A dark mode, please ")
    assert (feedback.number, feedback.verbatim) == ("F-2026-000001", "A dark mode, please")
    assert (feedback.received_at, feedback.recorded_by) == (frozen.moment, "bot")
    assert decisions(session) == [("pending", "rule", True)]


def test_the_same_source_is_the_same_record(session: Session) -> None:
    first = make_feedback(session, "One", source_id="m1")
    again = make_feedback(session, "Two", source_id="m1")
    assert (again.id, again.verbatim) == (first.id, "One")
    other = make_feedback(session, "Two", source_id="m1", source=Source.TICKET)
    assert other.id != first.id


def test_words_that_come_later_are_added_to_the_same_record(session: Session) -> None:
    first = make_feedback(session, "", kind=FeedbackKind.COMPLIMENT, source_id="m1")
    later = make_feedback(session, "Well done", kind=FeedbackKind.COMPLIMENT, source_id="m1")
    assert (later.id, later.verbatim) == (first.id, "Well done")
    assert decisions(session) == [("no_action", "rule", False), ("pending", "rule", True)]


def test_a_person_decides_and_the_earlier_decision_stays_readable(session: Session) -> None:
    feedback = make_feedback(session)
    triage(session, feedback, Triage.IMPROVEMENT, actor=Actor.agent(1), reason="Asked for often")
    assert decisions(session) == [("pending", "rule", False), ("improvement", "agent:1", True)]
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "triaged")).one()
    assert (event.before, event.after) == ({"decision": "pending"}, {"decision": "improvement"})
    assert event.reason == "Asked for often"


def test_a_complaint_is_never_set_aside(session: Session) -> None:
    feedback = make_feedback(session, kind=FeedbackKind.COMPLAINT, source=Source.COMPLAINT)
    with pytest.raises(TriageRefused, match="cannot be set aside"):
        triage(session, feedback, Triage.NO_ACTION, actor=Actor.agent(1), reason="Too small")
    assert decisions(session) == [("complaint_opened", "rule", True)]


def test_one_record_never_has_two_current_decisions(session: Session) -> None:
    make_feedback(session)
    with pytest.raises(DBAPIError, match="uq_feedback_triage_current"):
        session.execute(
            text(
                "insert into feedback_triage (feedback_id, decision, decided_by, decided_at, "
                "current) select id, 'pending', 'x', now(), true from feedback"
            )
        )


def test_the_database_lets_words_be_added(session: Session) -> None:
    feedback = make_feedback(session, "More colours")
    session.execute(text("update feedback set verbatim = verbatim || ' please'"))
    session.refresh(feedback)
    assert feedback.verbatim == "More colours please"


@pytest.mark.parametrize(
    "statement",
    [
        "delete from feedback",
        "update feedback set verbatim = 'nicer'",
        "update feedback set verbatim = ''",
        "update feedback set verbatim = 'nicer ' || verbatim",
        "update feedback set received_at = now() - interval '1 year'",
        "update feedback set source_id = 'other'",
    ],
)
def test_the_database_itself_keeps_every_record(session: Session, statement: str) -> None:
    make_feedback(session)
    with pytest.raises(DBAPIError, match=r"permission denied|is written once|is only added to"):
        session.execute(text(statement))


def test_a_record_is_found_however_its_number_is_typed(session: Session) -> None:
    feedback = make_feedback(session)
    assert get_feedback(session, f" {feedback.number.lower()} ").id == feedback.id
    with pytest.raises(NotFound, match="looks like F-2026-000123"):
        get_feedback(session, "F-1999-000001")
    assert session.scalars(select(Feedback)).one().id == feedback.id
