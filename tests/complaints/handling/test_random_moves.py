"""Whatever people, bots and hands in the database try in whichever order, the gates hold."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from helpdesk.complaints.duties.settings import Complaints
from helpdesk.complaints.handling import queries
from helpdesk.complaints.handling.answering import escalate, refer_outside, remind
from helpdesk.complaints.handling.deciding import approve, communicate, conclude_dispute, send_back
from helpdesk.complaints.handling.ending import (
    answer_reclassification,
    ask_to_reclassify,
    close,
    reopen,
    tell_progress,
    withdraw,
)
from helpdesk.complaints.handling.rules import DisputeMethod, Ending
from helpdesk.complaints.models import Complaint, ComplaintEvent
from helpdesk.complaints.rules import FOLLOWS, ComplaintState
from helpdesk.complaints.service import acknowledge, move
from helpdesk.feedback.rules import FeedbackKind
from helpdesk.platform.audit import BOT, Actor
from helpdesk.platform.errors import HelpdeskError
from helpdesk.settings.current import current
from tests.complaints.handling.stages import SORRY, Desk

S = ComplaintState
WALKS, STEPS = 100, 50  # 5,000 steps


@dataclass
class Walk:
    """One complaint, and everything that anybody may try on it."""

    session: Session
    desk: Desk
    complaint: Complaint
    tries: list[Callable[[], object]] = field(init=False)

    def __post_init__(self) -> None:
        session, complaint = self.session, self.complaint
        bob, nora, carla = self.desk.bob, self.desk.nora, self.desk.carla
        customer = Actor.customer(complaint.customer_id)
        self.tries = [
            lambda: acknowledge(session, complaint),
            lambda: self.desk.assessed(complaint),
            lambda: self.desk.investigated(complaint),
            lambda: self.desk.proposed(complaint),
            lambda: approve(session, complaint, bob),
            lambda: send_back(session, complaint, "No.", nora),
            lambda: communicate(session, complaint, bob),
            lambda: self.desk.accepted(complaint),
            lambda: self.desk.rejected(complaint),
            lambda: remind(session, complaint, agent_id=None),
            lambda: escalate(session, complaint, carla, actor=Actor.agent(nora.id)),
            lambda: refer_outside(session, complaint, "Board", DisputeMethod.ADVISORY, nora),
            lambda: conclude_dispute(session, complaint, "Advice.", SORRY, carla),
            lambda: close(session, complaint, Ending.ACCEPTED, bob),
            lambda: close(session, complaint, Ending.NO_REPLY, bob),
            lambda: reopen(session, complaint, "New.", actor=customer),
            lambda: tell_progress(session, complaint, "Soon.", bob),
            lambda: withdraw(session, complaint, "Never mind.", actor=customer),
            lambda: ask_to_reclassify(session, complaint, FeedbackKind.SUGGESTION, "?", bob),
            lambda: answer_reclassification(session, complaint, bob, agrees=True),
            lambda: answer_reclassification(session, complaint, nora, agrees=False),
            *(lambda then=then: move(session, complaint, then, actor=BOT) for then in S),
            *(lambda then=then: self._write(then) for then in S),
        ]

    def take(self, number: int) -> None:
        """Try it; what is refused leaves nothing behind."""
        before, closed = self.complaint.state, self.complaint.closed_at
        try:
            with self.session.begin_nested():
                self.tries[number]()
                self.session.flush()
                self.session.execute(text("set constraints all immediate"))
        except (HelpdeskError, DBAPIError):
            self.session.refresh(self.complaint)
            assert self.complaint.state == before
        self.session.execute(text("set constraints all deferred"))
        self.check(before, closed is None or self.complaint.closed_at is not None)

    def check(self, before: S, stays_closed: bool) -> None:
        now = self.complaint.state
        events = select(ComplaintEvent).where(ComplaintEvent.complaint_id == self.complaint.id)
        last = self.session.scalars(events.order_by(ComplaintEvent.id.desc())).first()
        assert last
        assert last.state == now
        assert now is before or now in FOLLOWS[before] or self._went_on(before, now)
        assert stays_closed
        if now not in {S.RECEIVED, S.ACKNOWLEDGED}:
            assert last.actor.startswith(("agent:", "customer:"))
        if now is S.CLOSED:
            decision = queries.newest_decision(self.session, self.complaint)
            assert decision
            assert decision.told_at
            assert self.complaint.nonconformity is not None

    def _went_on(self, before: S, now: S) -> bool:
        """One try may take two steps: a rejection escalates by itself."""
        return any(now in FOLLOWS[between] for between in FOLLOWS[before])

    def _write(self, then: S) -> None:
        self.session.execute(
            text("update complaint set state = :then where id = :id"),
            {"then": then, "id": self.complaint.id},
        )
        self.session.refresh(self.complaint)


@pytest.fixture
def settings_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking for new settings would commit the tests' one session in the middle of a savepoint."""
    current(Complaints)
    monkeypatch.setattr("helpdesk.settings.current.LOOK_EVERY", 3600.0)


@pytest.mark.usefixtures("settings_held")
@settings(
    max_examples=WALKS,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.one_of(st.integers(0, 20), st.integers(0, 44)), min_size=STEPS, max_size=STEPS))
def test_no_order_of_tries_breaks_a_gate(session: Session, desk: Desk, numbers: list[int]) -> None:
    walk = Walk(session, desk, desk.complaint())
    assert len(walk.tries) == 45
    for number in numbers:
        walk.take(number)
