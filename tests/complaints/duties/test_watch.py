"""Each minute the desk says what is due soon on complaints, and keeps what was missed."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from helpdesk.complaints.duties.jobs import watch_complaints
from helpdesk.complaints.duties.keeping import duties_of
from helpdesk.complaints.handling.assessing import take_on
from helpdesk.complaints.rules import ComplaintState
from helpdesk.notices.jobs import mail_notice
from tests.complaints.handling.stages import Desk
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.notices.told import told
from tests.people import Mailbox

pytestmark = pytest.mark.usefixtures("app")
HOUR = timedelta(hours=1)


def test_those_who_lead_hear_before_a_complaint_of_nobody_is_late(
    session: Session, desk: Desk, frozen: Standing
) -> None:
    complaint = desk.complaint()
    watch_complaints(0)
    assert told(session, desk.nora) == []
    frozen.advance(18 * HOUR)  # three quarters of a day
    watch_complaints(0)
    watch_complaints(0)
    assert set(told(session, desk.nora)) == {"complaint_near"}
    assert set(told(session, desk.carla)) == {"complaint_near"}
    assert told(session, desk.bob) == []
    frozen.advance(6 * HOUR)
    watch_complaints(0)
    missed = [duty for duty in duties_of(session, complaint) if duty.missed_at]
    assert {str(duty.kind) for duty in missed} == {"take_on", "assess"}
    assert "complaint_missed" in told(session, desk.nora)


def test_a_miss_stays_after_it_was_done(session: Session, desk: Desk, frozen: Standing) -> None:
    complaint = desk.complaint()
    frozen.advance(25 * HOUR)
    watch_complaints(0)
    take_on(session, complaint, desk.bob)
    session.commit()
    [duty] = [each for each in duties_of(session, complaint) if each.kind == "take_on"]
    assert duty.done_at
    assert duty.missed_at == duty.due_at


def test_who_answers_for_it_is_reminded_alone(
    session: Session, desk: Desk, frozen: Standing
) -> None:
    desk.complaint(ComplaintState.INVESTIGATING)
    frozen.advance(timedelta(days=5, hours=7))
    watch_complaints(0)
    assert set(told(session, desk.bob)) == {"complaint_near"}
    assert told(session, desk.nora) == []


def test_who_decides_anew_is_told(session: Session, desk: Desk) -> None:
    complaint = desk.complaint(ComplaintState.ESCALATED)
    owner = desk.nora if complaint.owner_id == desk.nora.id else desk.carla
    assert told(session, owner) == ["complaint_given"]
    assert told(session, desk.bob) == []


def test_the_letter_names_what_is_due_and_leads_there(
    session: Session, desk: Desk, frozen: Standing, mailbox: Mailbox
) -> None:
    complaint = desk.complaint()
    frozen.advance(18 * HOUR)
    watch_complaints(0)
    letter = arguments_of(session, "mail_notice")[0]
    mail_notice(**letter)
    [mail] = mailbox.messages()
    words = str(mail.get_content())
    assert f"/console/complaints/{complaint.number}" in words
    assert "is due on" in words
    assert complaint.what_happened not in words
    take_on(session, complaint, desk.bob)
    desk.assessed(complaint)
    session.commit()
    mail_notice(**letter)
    assert len(mailbox.messages()) == 1


def test_what_is_done_or_over_is_not_watched(
    session: Session, desk: Desk, frozen: Standing
) -> None:
    desk.complaint(ComplaintState.CLOSED)
    frozen.advance(timedelta(days=60))
    watch_complaints(0)
    assert told(session, desk.bob) == []
