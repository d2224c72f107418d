"""A complaint goes from its reception to its end, and each step is kept."""

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from helpdesk.complaints.handling import queries
from helpdesk.complaints.handling.rules import Reply
from helpdesk.complaints.models import ComplaintEvent
from helpdesk.complaints.rules import ComplaintState, Gravity
from helpdesk.platform.audit import Actor
from tests.complaints.handling.stages import Desk

S = ComplaintState


def test_an_accepted_decision_closes_it(session: Session, desk: Desk) -> None:
    complaint = desk.complaint(S.CLOSED)
    session.execute(text("set constraints all immediate"))
    steps = session.scalars(select(ComplaintEvent).order_by(ComplaintEvent.id)).all()
    bob = Actor.agent(desk.bob.id)
    assert [(step.state, step.actor) for step in steps] == [
        (S.RECEIVED, "bot"), (S.ACKNOWLEDGED, "system"), (S.ASSESSED, bob), (S.INVESTIGATING, bob),
        (S.RESPONSE_PROPOSED, bob), (S.DECISION_COMMUNICATED, bob), (S.CLOSED, bob),
    ]  # fmt: skip
    assert [step.owner_id for step in steps] == [None, None, *[desk.bob.id] * 5]
    assert (complaint.gravity, complaint.nonconformity) == (Gravity.MAJOR, True)
    assert complaint.closed_at


def test_a_rejected_decision_goes_to_somebody_who_had_no_part_in_it(
    session: Session, desk: Desk
) -> None:
    complaint = desk.complaint(S.ESCALATED)
    assert complaint.owner_id in {desk.nora.id, desk.carla.id}
    decision = queries.newest_decision(session, complaint)
    assert decision
    assert (decision.reply, decision.reply_words) == (Reply.REJECTED, "Not enough.")
