"""Closing, taking back, opening again, and keeping a complaint as other feedback."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.complaints.duties.keeping import duties_of, open_duties
from helpdesk.complaints.handling.answering import remind
from helpdesk.complaints.handling.assessing import investigate
from helpdesk.complaints.handling.ending import (
    answer_reclassification,
    ask_to_reclassify,
    close,
    reopen,
    tell_progress,
    withdraw,
)
from helpdesk.complaints.handling.rules import Ending
from helpdesk.complaints.models import ComplaintEvent
from helpdesk.complaints.rules import ComplaintRefused, ComplaintState
from helpdesk.feedback.models import Feedback
from helpdesk.feedback.rules import FeedbackKind
from helpdesk.feedback.service import get_feedback
from helpdesk.platform.audit import Actor
from helpdesk.settings.current import forget
from tests.complaints.handling.stages import Desk
from tests.conftest import Standing
from tests.jobs import arguments_of

S = ComplaintState


def test_silence_closes_it_only_after_two_contacts(
    session: Session, desk: Desk, frozen: Standing
) -> None:
    complaint = desk.complaint(S.DECISION_COMMUNICATED)
    with pytest.raises(ComplaintRefused, match="contacted once"):
        close(session, complaint, Ending.NO_REPLY, desk.bob)
    remind(session, complaint, agent_id=desk.bob.id)
    with pytest.raises(ComplaintRefused, match="less than 10 days"):
        close(session, complaint, Ending.NO_REPLY, desk.bob)
    frozen.advance(timedelta(days=10))
    close(session, complaint, Ending.NO_REPLY, desk.bob)
    assert complaint.state is S.CLOSED


def test_a_rejected_one_is_closed_once_the_way_outside_was_offered(
    session: Session, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaint = desk.complaint(S.DECISION_COMMUNICATED)
    for agent in (desk.nora, desk.carla):
        agent.deactivated_at = complaint.received_at
    session.flush()
    desk.rejected(complaint)
    with pytest.raises(ComplaintRefused, match="turn to outside"):
        close(session, complaint, Ending.EXHAUSTED, desk.bob)
    monkeypatch.setenv("HEED_COMPLAINTS_OUTSIDE", "Arbitration board")
    forget()
    offered = desk.complaint(S.DECISION_COMMUNICATED)
    desk.rejected(offered)
    close(session, offered, Ending.EXHAUSTED, desk.bob)
    assert offered.state is S.CLOSED


def test_opening_it_again_leaves_the_day_it_was_closed(session: Session, desk: Desk) -> None:
    complaint = desk.complaint(S.CLOSED)
    closed_at = complaint.closed_at
    with pytest.raises(ComplaintRefused, match="what is new"):
        reopen(session, complaint, " ", actor=Actor.agent(desk.bob.id))
    reopen(session, complaint, "The new pot never came.", actor=Actor.agent(desk.bob.id))
    investigate(session, complaint, desk.nora, actor=Actor.agent(desk.bob.id))
    assert (complaint.state, complaint.closed_at) == (S.INVESTIGATING, closed_at)
    reasons = session.scalars(select(ComplaintEvent.reason).order_by(ComplaintEvent.id)).all()
    assert "The new pot never came." in reasons
    assert {str(duty.kind) for duty in open_duties(session, complaint)} == {
        "tell_progress", "decide"
    }  # fmt: skip


def test_the_customer_takes_it_back(session: Session, desk: Desk) -> None:
    complaint = desk.complaint()
    with pytest.raises(ComplaintRefused, match="in their own words"):
        withdraw(session, complaint, " ", actor=Actor.agent(desk.bob.id))
    withdraw(session, complaint, "Forget it.", actor=Actor.customer(complaint.customer_id))
    assert complaint.state is S.WITHDRAWN
    assert open_duties(session, complaint) == []
    with pytest.raises(ComplaintRefused, match="stays so"):
        desk.assessed(complaint)


def test_a_decided_one_is_not_taken_back(session: Session, desk: Desk) -> None:
    complaint = desk.complaint(S.RESPONSE_PROPOSED)
    with pytest.raises(ComplaintRefused, match="cannot become"):
        withdraw(session, complaint, "Forget it.", actor=Actor.customer(complaint.customer_id))


def test_two_people_agree_that_it_is_no_complaint(session: Session, desk: Desk) -> None:
    complaint = desk.complaint()
    kind = FeedbackKind.SUGGESTION
    ask_to_reclassify(session, complaint, kind, "They only wish for a size.", desk.bob)
    with pytest.raises(ComplaintRefused, match="waits for a second person"):
        ask_to_reclassify(session, complaint, kind, "Again.", desk.nora)
    with pytest.raises(ComplaintRefused, match="Somebody else has to agree"):
        answer_reclassification(session, complaint, desk.bob, agrees=True)
    answer_reclassification(session, complaint, desk.carla, agrees=True)
    assert complaint.state is S.RECLASSIFIED
    record = session.scalars(select(Feedback)).one()
    assert (record.kind, record.verbatim) == (kind, complaint.what_happened)
    assert get_feedback(session, record.number).id == record.id


def test_one_person_is_enough_to_keep_it_a_complaint(session: Session, desk: Desk) -> None:
    complaint = desk.complaint()
    with pytest.raises(ComplaintRefused, match="Nobody asked"):
        answer_reclassification(session, complaint, desk.carla, agrees=False)
    with pytest.raises(ComplaintRefused, match="instead of a complaint"):
        ask_to_reclassify(session, complaint, FeedbackKind.COMPLAINT, "x", desk.bob)
    ask_to_reclassify(session, complaint, FeedbackKind.COMPLIMENT, "Irony.", desk.bob)
    answer_reclassification(session, complaint, desk.bob, agrees=False)
    assert complaint.state is S.ACKNOWLEDGED


def test_progress_is_told_and_owed_again(session: Session, desk: Desk, frozen: Standing) -> None:
    complaint = desk.complaint(S.INVESTIGATING)
    frozen.advance(timedelta(days=1))
    with pytest.raises(ComplaintRefused, match="how it stands"):
        tell_progress(session, complaint, "", desk.bob)
    tell_progress(session, complaint, "We have asked the carrier.", desk.bob)
    assert arguments_of(session, "mail_complaint")[-1]["words"] == "We have asked the carrier."
    told, owed = [d for d in duties_of(session, complaint) if d.kind == "tell_progress"]
    assert told.done_at
    assert owed.due_at - told.due_at == timedelta(days=1)
    with pytest.raises(ComplaintRefused, match="no progress"):
        tell_progress(session, desk.complaint(S.CLOSED), "x", desk.bob)
