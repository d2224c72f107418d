"""Taking a complaint on, finding how serious it is, and having it investigated."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from helpdesk.complaints.duties.keeping import duties_of, open_duties
from helpdesk.complaints.duties.rules import DutyKind
from helpdesk.complaints.handling import queries
from helpdesk.complaints.handling.assessing import (
    assess,
    investigate,
    mark_unreachable,
    take_on,
)
from helpdesk.complaints.models import Complaint
from helpdesk.complaints.rules import ComplaintRefused, ComplaintState, Gravity
from helpdesk.platform import events
from helpdesk.platform.audit import Actor
from tests.complaints.handling.stages import MAJOR, Desk
from tests.conftest import Standing
from tests.jobs import arguments_of

S = ComplaintState


def due(session: Session, complaint: Complaint) -> dict[str, datetime]:
    return {str(duty.kind): duty.due_at for duty in open_duties(session, complaint)}


def test_what_is_owed_at_first_is_reckoned_from_the_reception(
    session: Session, desk: Desk, frozen: Standing
) -> None:
    complaint = desk.complaint()
    assert due(session, complaint) == {
        "take_on": datetime(2026, 3, 3, 10, tzinfo=UTC),
        "assess": datetime(2026, 3, 3, 10, tzinfo=UTC),
        "tell_progress": datetime(2026, 3, 9, 10, tzinfo=UTC),
        "decide": datetime(2026, 3, 16, 10, tzinfo=UTC),
    }


def test_who_takes_it_on_owns_it_and_the_customer_hears_who(
    session: Session, desk: Desk, facts: list[events.Fact]
) -> None:
    complaint = desk.complaint()
    take_on(session, complaint, desk.bob)
    assert complaint.owner_id == desk.bob.id
    assert DutyKind.TAKE_ON not in due(session, complaint)
    [letter] = arguments_of(session, "mail_complaint")
    assert letter["words"] == f"Bob takes care of your complaint {complaint.number}."
    assert events.ComplaintOwned(complaint.id, desk.bob.id, Actor.agent(desk.bob.id)) in facts


def test_an_ended_complaint_is_taken_on_by_nobody(session: Session, desk: Desk) -> None:
    with pytest.raises(ComplaintRefused, match="stays so"):
        take_on(session, desk.complaint(S.CLOSED), desk.bob)


def test_a_critical_one_is_owed_sooner(session: Session, desk: Desk, frozen: Standing) -> None:
    complaint = desk.complaint()
    assess(session, complaint, replace(MAJOR, severity=2, safety=True), desk.bob)
    assert complaint.gravity is Gravity.CRITICAL
    assert (complaint.state, complaint.owner_id) == (S.ASSESSED, desk.bob.id)
    assert due(session, complaint) == {
        "tell_progress": datetime(2026, 3, 3, 10, tzinfo=UTC),
        "decide": datetime(2026, 3, 5, 10, tzinfo=UTC),
    }


def test_a_late_assessment_stays_late(session: Session, desk: Desk, frozen: Standing) -> None:
    complaint = desk.complaint()
    frozen.advance(timedelta(days=2))
    desk.assessed(complaint)
    missed = {str(duty.kind) for duty in duties_of(session, complaint) if duty.missed_at}
    assert missed == {"take_on", "assess"}


def test_it_is_assessed_anew_until_a_response_is_proposed(session: Session, desk: Desk) -> None:
    complaint = desk.complaint(S.INVESTIGATING)
    assess(session, complaint, replace(MAJOR, severity=1), desk.carla)
    assert (complaint.gravity, complaint.state) == (Gravity.MINOR, S.INVESTIGATING)
    assert complaint.owner_id == desk.bob.id
    assessment = queries.newest_assessment(session, complaint)
    assert assessment
    assert assessment.assessed_by_id == desk.carla.id
    desk.proposed(complaint)
    with pytest.raises(ComplaintRefused, match="cannot become"):
        assess(session, complaint, MAJOR, desk.carla)


def test_who_it_is_about_does_not_look_into_it(session: Session, desk: Desk) -> None:
    complaint = desk.complaint()
    assess(session, complaint, replace(MAJOR, subject_id=desk.bob.id), desk.carla)
    with pytest.raises(ComplaintRefused, match="Choose somebody else"):
        investigate(session, complaint, desk.bob, actor=Actor.agent(desk.carla.id))
    investigate(session, complaint, desk.nora, actor=Actor.agent(desk.carla.id))
    assert complaint.state is S.INVESTIGATING
    with pytest.raises(ComplaintRefused, match="Choose somebody else"):
        assess(session, complaint, replace(MAJOR, subject_id=desk.nora.id), desk.carla)


def test_others_of_the_same_nature_make_it_frequent(session: Session, desk: Desk) -> None:
    for _ in range(5):
        desk.complaint(S.ASSESSED)
    complaint = desk.complaint(S.ASSESSED)
    assessment = queries.newest_assessment(session, complaint)
    assert assessment
    assert assessment.occurrence == 3


def test_a_complaint_is_acknowledged_once(session: Session, desk: Desk) -> None:
    with pytest.raises(ComplaintRefused, match="cannot become"):
        mark_unreachable(session, desk.complaint(), "They gave no name.", desk.bob)
