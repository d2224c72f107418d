"""Each step that the rules forbid is refused when somebody writes it into the database itself."""

from itertools import product

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from helpdesk.complaints.models import Complaint
from helpdesk.complaints.rules import FOLLOWS, ComplaintState
from tests.complaints.handling.stages import Desk

S = ComplaintState
REACHED = (
    S.ACKNOWLEDGED, S.ASSESSED, S.INVESTIGATING, S.RESPONSE_PROPOSED, S.DECISION_COMMUNICATED,
    S.ESCALATED, S.CLOSED,
)  # fmt: skip
FORBIDDEN = [(now, then) for now, then in product(REACHED, S) if then not in {now, *FOLLOWS[now]}]
# Moves that may follow, written without what they need.
LACKING = [
    (S.ACKNOWLEDGED, S.ASSESSED, "an assessment and an owner are missing"),
    (S.ACKNOWLEDGED, S.RECLASSIFIED, "second person has not agreed"),
    (S.ASSESSED, S.INVESTIGATING, "an investigator"),
    (S.ASSESSED, S.RESPONSE_PROPOSED, "a response is missing"),
    (S.INVESTIGATING, S.RESPONSE_PROPOSED, "a response is missing"),
    (S.RESPONSE_PROPOSED, S.DECISION_COMMUNICATED, "an approved decision"),
    (S.DECISION_COMMUNICATED, S.CLOSED, "no decision|not accepted"),
    (S.DECISION_COMMUNICATED, S.ESCALATED, "has not rejected"),
    (S.ESCALATED, S.EXTERNAL_DISPUTE, "not named"),
    (S.ESCALATED, S.RESPONSE_PROPOSED, "a response is missing"),
]


def written(session: Session, sql: str, **values: object) -> None:
    """Write straight into the database, in a savepoint of its own."""
    with session.begin_nested():
        session.execute(text(sql), values)


def moved(session: Session, complaint: Complaint, then: S) -> None:
    sql = "update complaint set state = :then, closed_at = coalesce(closed_at, now()) "
    written(session, f"{sql} where id = :id", then=then, id=complaint.id)


@pytest.mark.parametrize(("now", "then"), FORBIDDEN)
def test_no_step_is_written_that_may_not_follow(
    session: Session, desk: Desk, now: S, then: S
) -> None:
    complaint = desk.complaint(now)
    with pytest.raises(DBAPIError, match=f"a complaint that is {now} cannot become {then}"):
        moved(session, complaint, then)


@pytest.mark.parametrize(("now", "then", "why"), LACKING)
def test_no_step_is_written_without_what_it_needs(
    session: Session, desk: Desk, now: S, then: S, why: str
) -> None:
    complaint = desk.complaint(now)
    with pytest.raises(DBAPIError, match=why):
        moved(session, complaint, then)


def test_no_complaint_begins_in_the_middle(session: Session, desk: Desk) -> None:
    known = desk.complaint()
    copied = (
        "insert into complaint (number, idempotency_key, customer_id, channel, what_happened, "
        "state, received_at, recorded_at, assess_by, decide_by, version) select 'C-1', 'x', "
        "customer_id, channel, 'x', 'closed', now(), now(), now(), now(), 1 from complaint "
        "where id = :id"
    )
    with pytest.raises(DBAPIError, match="begins as received"):
        written(session, copied, id=known.id)


def test_no_step_is_written_without_a_record_of_it(session: Session, desk: Desk) -> None:
    complaint = desk.complaint(S.DECISION_COMMUNICATED)
    desk.accepted(complaint)
    session.commit()
    moved(session, complaint, S.CLOSED)
    with pytest.raises(DBAPIError, match="each step of a complaint is recorded"):
        written(session, "set constraints all immediate")


@pytest.mark.parametrize("state", [S.ASSESSED, S.DECISION_COMMUNICATED, S.CLOSED, S.RECLASSIFIED])
@pytest.mark.parametrize("actor", ["bot", "system", "rule", "customer:1"])
def test_nobody_but_people_of_the_desk_decide(
    session: Session, desk: Desk, state: S, actor: str
) -> None:
    complaint = desk.complaint()
    step = (
        "insert into complaint_event (complaint_id, state, actor, reason, at) "
        "values (:id, :state, :actor, 'x', now())"
    )
    with pytest.raises(DBAPIError, match="is decided by a person"):
        written(session, step, id=complaint.id, state=state, actor=actor)


@pytest.mark.parametrize("state", [S.WITHDRAWN, S.REOPENED, S.CLOSED, S.EXTERNAL_DISPUTE])
def test_these_steps_say_why(session: Session, desk: Desk, state: S) -> None:
    complaint = desk.complaint()
    step = (
        "insert into complaint_event (complaint_id, state, actor, at) "
        "values (:id, :state, 'agent:1', now())"
    )
    with pytest.raises(DBAPIError, match="needs a reason"):
        written(session, step, id=complaint.id, state=state)


@pytest.fixture
def closed(desk: Desk) -> Complaint:
    return desk.complaint(S.CLOSED, remedy_sought="A new one")


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("update complaint set closed_at = null where id = :id", "date of closing stays"),
        ("update complaint set remedy_sought = null where id = :id", "written once"),
        ("update complaint set received_at = now() where id = :id", "written once"),
        ("update complaint_decision set words = 'x' where complaint_id = :id", "written once"),
        ("update complaint_decision set cost = 0 where complaint_id = :id", "written once"),
        ("update complaint_decision set reply = null where complaint_id = :id", "written once"),
        ("update complaint_inquiry set cause = 'x' where complaint_id = :id", "written once"),
        (
            "update complaint_assessment set severity = 1 where complaint_id = :id",
            "permission denied",
        ),
        ("update complaint_duty set missed_at = null where complaint_id = :id", "written once"),
        ("delete from complaint_decision where complaint_id = :id", "permission denied"),
        ("delete from complaint_assessment where complaint_id = :id", "permission denied"),
        ("delete from complaint_event where complaint_id = :id", "permission denied"),
        ("delete from complaint where id = :id", "permission denied"),
    ],
)
def test_what_was_done_stays_as_it_was(
    session: Session, closed: Complaint, sql: str, why: str
) -> None:
    missed = "update complaint_duty set missed_at = now() where complaint_id = :id"
    written(session, missed, id=closed.id)
    with pytest.raises(DBAPIError, match=why):
        written(session, sql, id=closed.id)


def test_nobody_investigates_themselves(session: Session, desk: Desk) -> None:
    complaint = desk.complaint(S.INVESTIGATING)
    with pytest.raises(DBAPIError, match="nobody investigates themselves"):
        written(session, "update complaint set subject_id = :bob where id = :id",
                bob=desk.bob.id, id=complaint.id)  # fmt: skip


def test_a_dear_remedy_takes_a_second_person(session: Session, desk: Desk) -> None:
    complaint = desk.complaint(S.INVESTIGATING)
    dear = (
        "insert into complaint_decision (complaint_id, level, verdict, words, cost, over_limit, "
        "proposed_by_id, proposed_at, approved_by_id, approved_at, offered_outside) values "
        "(:id, 1, 'upheld', 'x', 900, true, :bob, now(), :bob, now(), false)"
    )
    with pytest.raises(DBAPIError, match="second_person"):
        written(session, dear, id=complaint.id, bob=desk.bob.id)


def test_reclassifying_takes_a_second_person(session: Session, desk: Desk) -> None:
    complaint = desk.complaint()
    alone = (
        "insert into complaint_reclassification (complaint_id, kind, reason, asked_by_id, asked_at,"
        " agreed, answered_by_id, answered_at) values (:id, 'compliment', 'x', :bob, now(), true, "
        ":bob, now())"
    )
    with pytest.raises(DBAPIError, match="second_person"):
        written(session, alone, id=complaint.id, bob=desk.bob.id)


def test_somebody_involved_does_not_decide_anew(session: Session, desk: Desk) -> None:
    complaint = desk.complaint(S.DECISION_COMMUNICATED)
    for agent in (desk.nora, desk.carla):
        agent.deactivated_at = complaint.received_at  # so that nobody is chosen by itself
    session.commit()
    desk.rejected(complaint)
    session.commit()
    assert complaint.state is S.DECISION_COMMUNICATED
    with pytest.raises(DBAPIError, match="somebody who was not involved"):
        moved(session, complaint, S.ESCALATED)
