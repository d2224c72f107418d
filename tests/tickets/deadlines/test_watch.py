"""Each minute the desk says what is due soon and what is late, each once."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.platform import events
from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.deadlines.jobs import watch_deadlines
from helpdesk.tickets.deadlines.queries import deadlines_of
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import history_of
from helpdesk.tickets.rules import Priority
from helpdesk.tickets.service import assign, prioritise, write_entry
from tests.conftest import Standing
from tests.make import make_agent, make_ticket
from tests.notices.told import told
from tests.tickets.deadlines.promised import promise

pytestmark = pytest.mark.usefixtures("app")
MINUTE = timedelta(minutes=1)
Facts = list[events.Fact]


@pytest.fixture
def dora_leads(session: Session) -> Agent:
    return make_agent(session, name="Dora")


@pytest.fixture
def bobs(session: Session, frozen: Standing, dora_leads: Agent) -> Ticket:
    """Bob's ticket, whose first answer is due in two hours."""
    promise(session, escalate_to=dora_leads.id)
    ticket = make_ticket(session)
    assign(session, ticket, make_agent(session), actor=SYSTEM)
    session.commit()
    return ticket


def said(facts: Facts) -> Facts:
    """What the watch has published."""
    return [each for each in facts if isinstance(each, events.DeadlineNear | events.DeadlineMissed)]


def test_what_is_due_soon_is_said_once(
    session: Session, bobs: Ticket, frozen: Standing, facts: Facts
) -> None:
    first, _ = deadlines_of(session, bobs)
    session.commit()
    frozen.advance(89 * MINUTE)
    watch_deadlines(0)
    assert said(facts) == []
    frozen.advance(MINUTE)
    watch_deadlines(0)
    watch_deadlines(0)
    assert said(facts) == [events.DeadlineNear(first.id)]


def test_what_is_late_is_said_once_and_kept_in_the_trail(
    session: Session, bobs: Ticket, frozen: Standing, facts: Facts
) -> None:
    first, _ = deadlines_of(session, bobs)
    frozen.advance(121 * MINUTE)
    watch_deadlines(0)
    watch_deadlines(0)
    assert said(facts) == [events.DeadlineMissed(first.id)]  # too late to remind of it
    assert "first response missed" in {event.action for event in history_of(session, bobs)}


def test_what_nobody_has_is_told_to_whom_the_policy_names_alone(
    session: Session, bobs: Ticket, frozen: Standing, dora_leads: Agent
) -> None:
    bob = bobs.agent
    assign(session, bobs, None, actor=SYSTEM)
    session.commit()
    frozen.advance(121 * MINUTE)
    watch_deadlines(0)
    assert bob
    assert (told(session, dora_leads), told(session, bob)) == (["escalated"], ["assigned"])


def test_an_answer_in_time_alarms_nobody(
    session: Session, bobs: Ticket, frozen: Standing, facts: Facts
) -> None:
    write_entry(session, bobs, "We look into it.", agent=bobs.agent)
    session.commit()
    frozen.advance(121 * MINUTE)
    watch_deadlines(0)
    assert said(facts) == []


def test_what_is_due_later_after_all_can_be_missed_once_more(
    session: Session, bobs: Ticket, frozen: Standing, facts: Facts
) -> None:
    first, _ = deadlines_of(session, bobs)
    prioritise(session, bobs, Priority.URGENT, actor=SYSTEM)
    session.commit()
    for moment in (31, 91):
        frozen.advance(moment * MINUTE)
        watch_deadlines(0)
        prioritise(session, bobs, Priority.NORMAL, actor=SYSTEM)
        session.commit()
    assert said(facts) == [events.DeadlineMissed(first.id)] * 2
