"""Accepting, rejecting, deciding anew, and a body outside."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from helpdesk.complaints import jobs
from helpdesk.complaints.duties.keeping import open_duties
from helpdesk.complaints.handling import queries
from helpdesk.complaints.handling.answering import escalate, refer_outside, remind, reply
from helpdesk.complaints.handling.deciding import approve, communicate, conclude_dispute, propose
from helpdesk.complaints.handling.rules import DisputeMethod, Reply
from helpdesk.complaints.rules import ComplaintRefused, ComplaintState
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import NotAllowed, NotFound
from tests.complaints.handling.stages import SORRY, Desk
from tests.conftest import Standing
from tests.jobs import arguments_of

S = ComplaintState


def test_a_decision_is_answered_once(session: Session, desk: Desk) -> None:
    complaint = desk.complaint(S.DECISION_COMMUNICATED)
    desk.accepted(complaint)
    with pytest.raises(ComplaintRefused, match="already"):
        desk.rejected(complaint)
    with pytest.raises(ComplaintRefused, match="no decision to answer"):
        desk.accepted(desk.complaint(S.INVESTIGATING))


def test_the_second_level_decides_anew(session: Session, desk: Desk) -> None:
    complaint = desk.complaint(S.ESCALATED)
    owner = desk.nora if complaint.owner_id == desk.nora.id else desk.carla
    assert {str(duty.kind) for duty in open_duties(session, complaint)} == {
        "tell_progress", "decide"
    }  # fmt: skip
    words = arguments_of(session, "mail_complaint")[-1]["words"]
    assert f"{owner.name}, who had nothing to do with it so far" in words
    with pytest.raises(NotAllowed, match="Only whoever decides anew"):
        propose(session, complaint, SORRY, desk.bob)
    propose(session, complaint, SORRY, owner)
    approve(session, complaint, owner)
    communicate(session, complaint, owner)
    first, second = queries.decisions_of(session, complaint)
    assert (first.level, second.level) == (1, 2)
    assert (first.reply, second.reply) == (Reply.REJECTED, None)


def test_who_had_a_part_does_not_decide_anew(session: Session, desk: Desk) -> None:
    complaint = desk.complaint(S.DECISION_COMMUNICATED)
    with pytest.raises(ComplaintRefused, match="has not rejected"):
        escalate(session, complaint, desk.carla, actor=Actor.agent(desk.nora.id))
    for agent in (desk.nora, desk.carla):
        agent.deactivated_at = complaint.received_at
    session.flush()
    desk.rejected(complaint)
    assert complaint.state is S.DECISION_COMMUNICATED
    with pytest.raises(ComplaintRefused, match="had a part"):
        escalate(session, complaint, desk.bob, actor=Actor.agent(desk.nora.id))


def test_a_body_outside_deals_with_it(session: Session, desk: Desk) -> None:
    complaint = desk.complaint(S.ESCALATED)
    with pytest.raises(ComplaintRefused, match="Name the body"):
        refer_outside(session, complaint, " ", DisputeMethod.ADVISORY, desk.nora)
    refer_outside(session, complaint, "Arbitration board", DisputeMethod.ADVISORY, desk.nora)
    assert complaint.state is S.EXTERNAL_DISPUTE
    with pytest.raises(ComplaintRefused, match="came to"):
        conclude_dispute(session, complaint, "", SORRY, desk.carla)


def test_its_outcome_becomes_the_decision(session: Session, desk: Desk) -> None:
    complaint = desk.complaint(S.ESCALATED)
    refer_outside(session, complaint, "Arbitration board", DisputeMethod.ADVISORY, desk.nora)
    conclude_dispute(session, complaint, "They advise a new pot.", SORRY, desk.carla)
    assert complaint.state is S.DECISION_COMMUNICATED
    with pytest.raises(ComplaintRefused, match="not with a body outside"):
        conclude_dispute(session, complaint, "Again.", SORRY, desk.carla)


def test_who_says_nothing_is_reminded_once_with_a_fresh_link(
    session: Session, desk: Desk, frozen: Standing
) -> None:
    complaint = desk.complaint(S.DECISION_COMMUNICATED)
    link = arguments_of(session, "mail_complaint")[-1]["words"]
    jobs.remind_of_decisions(0)
    assert len(arguments_of(session, "mail_complaint")) == 1
    frozen.advance(timedelta(days=10, minutes=1))
    jobs.remind_of_decisions(0)
    jobs.remind_of_decisions(0)
    letters = arguments_of(session, "mail_complaint")
    assert len(letters) == 2
    old, new = (words.split("/answer/")[1].split()[0] for words in (link, letters[1]["words"]))
    with pytest.raises(NotFound, match="newer letter"):
        queries.decision_with_token(session, old)
    assert queries.decision_with_token(session, new)[0].id == complaint.id
    with pytest.raises(ComplaintRefused, match="reminded already"):
        remind(session, complaint, agent_id=desk.bob.id)


def test_who_answered_is_not_reminded(session: Session, desk: Desk) -> None:
    complaint = desk.complaint(S.DECISION_COMMUNICATED)
    reply(session, complaint, Reply.ACCEPTED, actor=Actor.agent(desk.bob.id))
    with pytest.raises(ComplaintRefused, match="without an answer"):
        remind(session, complaint, agent_id=None)
