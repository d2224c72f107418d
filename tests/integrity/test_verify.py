"""Whatever an administrator does behind the desk's back is named, with the event it breaks."""

from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from helpdesk.customers.service import erase_customer
from helpdesk.feedback.models import Feedback
from helpdesk.feedback.rules import Triage
from helpdesk.feedback.service import triage
from helpdesk.integrity.rules import Kind
from helpdesk.integrity.service.sealing import seal_all
from helpdesk.integrity.service.verifying import Report, examine
from helpdesk.platform.audit import Actor, AuditEvent
from helpdesk.platform.erasure import permit
from helpdesk.tickets.rules import Priority, TicketState
from helpdesk.tickets.service import assign, change_state, prioritise
from tests.integrity.conftest import unguarded
from tests.make import (
    make_agent,
    make_article,
    make_complaint,
    make_customer,
    make_feedback,
    make_ticket,
)

MIA = Actor.agent(1)


@pytest.fixture
def worked(owned: Session) -> Session:
    """A desk on which something of each kind happened, sealed."""
    agent = make_agent(owned, name="Mia")
    mia, ticket = Actor.agent(agent.id), make_ticket(owned)
    assign(owned, ticket, agent, actor=mia)
    prioritise(owned, ticket, Priority.HIGH, actor=mia)
    change_state(owned, ticket, TicketState.RESOLVED, actor=mia)
    make_complaint(owned)
    triage(owned, make_feedback(owned, "Nice"), Triage.NO_ACTION, actor=MIA, reason="Praise")
    make_feedback(owned, "")
    make_article(owned)
    owned.commit()
    seal_all()
    return owned


def tampered(session: Session, statement: str, home: Path) -> Report:
    with unguarded(session):
        session.execute(text(statement))
    return examine(session, home)


def kinds(report: Report) -> list[Kind]:
    return [finding.kind for finding in report.findings]


def test_a_desk_that_only_worked_holds(worked: Session, home: Path) -> None:
    report = examine(worked, home)
    assert (report.findings, report.found) == ([], 0)
    assert report.events > 10
    assert [(each.series, each.last, each.missing) for each in report.numbers] == [
        ("T", 1, []), ("F", 3, []), ("C", 1, [])
    ]  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        "reason = 'He agreed.'",
        'after = \'{"state": "closed"}\'',
        "before = null",
        "actor = 'agent:9'",
        "action = 'nothing'",
        "at = at - interval '1 day'",
        "recorded_at = recorded_at - interval '1 minute'",
        "subject_id = '77'",
        "key = null, after = null, reason = null",
    ],
)
def test_a_changed_event_is_named(worked: Session, home: Path, change: str) -> None:
    report = tampered(worked, f"update audit_event set {change} where seq = 4", home)  # noqa: S608
    finding = report.findings[0]
    assert finding.values["seq"] == 4
    assert finding.kind in {Kind.CHANGED, Kind.EMPTIED}


def test_a_deleted_event_is_named(worked: Session, home: Path) -> None:
    report = tampered(worked, "delete from audit_event where seq = 4", home)
    assert report.findings[0].sentence == "Missing from the trail: 4."


def test_an_inserted_event_is_named(worked: Session, home: Path) -> None:
    insert = """
    update audit_event set seq = -seq where seq > 3;
    insert into audit_event (at, recorded_at, actor, action, subject_type, subject_id, seq, key,
                             words, prev_hash, hash)
      select at, recorded_at, actor, 'forged', subject_type, subject_id, 4, key, words, hash,
             sha256('forged')
        from audit_event where seq = 3;
    update audit_event set seq = 1 - seq where seq < 0;
    """
    report = tampered(worked, insert, home)
    assert (Kind.INSERTED, 4) in [(each.kind, each.values.get("seq")) for each in report.findings]
    assert report.findings[0].values["seq"] == 4


def test_a_received_date_that_was_set_back_is_found_with_the_event_that_said_it(
    worked: Session, home: Path
) -> None:
    statement = "update complaint set received_at = received_at - interval '3 days'"
    (found,) = tampered(worked, statement, home).findings
    seq = worked.scalar(
        select(AuditEvent.seq)
        .where(AuditEvent.subject_type == "complaint")
        .order_by(AuditEvent.id.desc())
        .limit(1)
    )
    assert (found.kind, found.values["seq"], found.values["name"]) == (
        Kind.DIFFERS, seq, "received_at"
    )  # fmt: skip
    assert f"by event {seq} it is" in found.sentence
    assert found.sentence.count(" UTC”") == 2


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("update ticket set state = 'closed'", "state"),
        ("update ticket set agent_id = null", "agent"),
        ("update ticket set priority = 'low'", "priority"),
        ("update complaint set state = 'received'", "state"),
        ("update feedback set verbatim = 'Awful' where verbatim = 'Nice'", "verbatim"),
        ("update feedback set verbatim = '[erased]' where verbatim = 'Nice'", "verbatim"),
        ("update feedback set verbatim = 'Said' where verbatim = ''", "verbatim"),
        ("update feedback set kind = 'compliment' where kind = 'complaint'", "kind"),
        ("update feedback_triage set decision = 'pending' where reason = 'Praise'", "decision"),
        ("update article set body = 'Keep it.'", "text"),
        ("update article set state = 'draft'", "state"),
    ],
)
def test_a_record_that_is_not_what_the_trail_says_is_found(
    worked: Session, home: Path, statement: str, name: str
) -> None:
    (found,) = tampered(worked, statement, home).findings
    assert (found.kind, found.values["name"]) == (Kind.DIFFERS, name)
    assert found.values["seq"]


def test_a_record_that_nobody_wrote_is_found(worked: Session, home: Path) -> None:
    insert = """
    insert into feedback (number, kind, source, source_id, verbatim, received_at, recorded_at,
                          recorded_by)
      values ('F-2026-000999', 'compliment', 'message', 'x', 'Great', now(), now(), 'bot')
    """
    report = tampered(worked, insert, home)
    assert set(kinds(report)) >= {Kind.UNKNOWN}
    gone = tampered(worked, "delete from feedback where verbatim = 'Great'", home)
    assert gone.found == 0


def test_a_record_that_somebody_deleted_is_found_with_its_number(
    worked: Session, home: Path
) -> None:
    report = tampered(worked, "delete from complaint_event; delete from complaint", home)
    assert kinds(report) == [Kind.GONE, Kind.NUMBER_MISSING]
    assert report.findings[1].values["number"].startswith("C-")
    (numbers,) = [each for each in report.numbers if each.series == "C"]
    assert (numbers.last, numbers.missing_count) == (1, 1)


def test_the_switch_for_erasing_is_found_where_nobody_was_erased(
    worked: Session, home: Path
) -> None:
    permit(worked)
    worked.execute(
        text(
            "update audit_event set before = null, after = null, reason = null, key = null "
            "where subject_type = 'feedback' and action = 'triaged'"
        )
    )
    assert Kind.EMPTIED in kinds(examine(worked, home))


def test_erasing_a_customer_leaves_a_chain_and_figures_that_hold(
    owned: Session, home: Path
) -> None:
    person = make_customer(owned, name="Zoe", email="zoe@example.org")
    feedback = make_feedback(owned, "I am Zoe", customer_id=person.id)
    make_feedback(owned, "", customer_id=person.id)
    triage(owned, feedback, Triage.NO_ACTION, actor=MIA, reason="Zoe was kind")
    make_complaint(owned, person, what_happened="Zoe's fern broke")
    make_ticket(owned, person, subject="Zoe's fern")
    owned.commit()
    seal_all()
    decided = select(Feedback.kind, Feedback.score, Feedback.received_at).order_by(Feedback.id)
    before = owned.execute(decided).all()
    erase_customer(owned, person.id, actor=MIA)
    owned.commit()
    seal_all()
    report = examine(owned, home)
    assert report.findings == []
    assert owned.execute(decided).all()[: len(before)] == before
    keys = select(AuditEvent.key, AuditEvent.after).where(AuditEvent.action == "triaged")
    assert owned.execute(keys).all() == [(None, None)]
    erasure = owned.scalars(
        select(AuditEvent).where(AuditEvent.action == "words erased").order_by(AuditEvent.id)
    ).all()
    assert {"decision", "number", "events"} <= set(erasure[0].after or {})
    assert owned.scalar(select(AuditEvent.actor).where(AuditEvent.action == "erased")) == MIA


def test_a_record_is_still_compared_after_its_customer_was_erased(
    owned: Session, home: Path
) -> None:
    person = make_customer(owned, name="Zoe", email="zoe@example.org")
    make_feedback(owned, "I am Zoe", customer_id=person.id, score=1)
    erase_customer(owned, person.id, actor=MIA)
    owned.commit()
    seal_all()
    assert examine(owned, home).found == 0
    assert kinds(tampered(owned, "update feedback set score = 5", home)) == [Kind.DIFFERS]
    statement = "update feedback set score = 1, verbatim = 'I never was'"
    assert kinds(tampered(owned, statement, home)) == [Kind.UNSAID]
