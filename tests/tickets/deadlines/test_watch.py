"""Who has a ticket is reminded in time, and whoever the policy names hears of what is late."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.deadlines.jobs import (
    mail_deadline_missed,
    mail_deadline_near,
    watch_deadlines,
)
from helpdesk.tickets.deadlines.queries import deadlines_of
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import history_of
from helpdesk.tickets.rules import Priority
from helpdesk.tickets.service import assign, prioritise, write_entry
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_agent, make_ticket
from tests.people import Mailbox
from tests.tickets.deadlines.promised import promise

pytestmark = pytest.mark.usefixtures("app")
MINUTE = timedelta(minutes=1)


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


def told(session: Session, job: str) -> set[int]:
    return {each["agent_id"] for each in arguments_of(session, job)}


def test_who_has_it_is_reminded_once_before_it_is_due(
    session: Session, bobs: Ticket, frozen: Standing
) -> None:
    frozen.advance(89 * MINUTE)
    watch_deadlines(0)
    assert told(session, "mail_deadline_near") == set()
    frozen.advance(MINUTE)
    watch_deadlines(0)
    watch_deadlines(0)
    assert [each["agent_id"] for each in arguments_of(session, "mail_deadline_near")] == [
        bobs.agent_id
    ]


def test_what_is_late_is_told_to_who_has_it_and_to_whom_the_policy_names(
    session: Session, bobs: Ticket, frozen: Standing, dora_leads: Agent
) -> None:
    frozen.advance(121 * MINUTE)
    watch_deadlines(0)
    watch_deadlines(0)
    assert told(session, "mail_deadline_missed") == {bobs.agent_id, dora_leads.id}
    assert len(arguments_of(session, "mail_deadline_missed")) == 2
    assert told(session, "mail_deadline_near") == set()  # too late for that
    assert "first response missed" in {event.action for event in history_of(session, bobs)}


def test_what_nobody_has_is_told_to_whom_the_policy_names_alone(
    session: Session, bobs: Ticket, frozen: Standing, dora_leads: Agent
) -> None:
    assign(session, bobs, None, actor=SYSTEM)
    session.commit()
    frozen.advance(121 * MINUTE)
    watch_deadlines(0)
    assert told(session, "mail_deadline_missed") == {dora_leads.id}


def test_an_answer_in_time_alarms_nobody(session: Session, bobs: Ticket, frozen: Standing) -> None:
    write_entry(session, bobs, "We look into it.", agent=bobs.agent)
    session.commit()
    frozen.advance(121 * MINUTE)
    watch_deadlines(0)
    assert told(session, "mail_deadline_near") == told(session, "mail_deadline_missed") == set()


def test_what_is_due_later_after_all_can_be_missed_once_more(
    session: Session, bobs: Ticket, frozen: Standing, dora_leads: Agent
) -> None:
    prioritise(session, bobs, Priority.URGENT, actor=SYSTEM)
    session.commit()
    for moment in (31, 91):
        frozen.advance(moment * MINUTE)
        watch_deadlines(0)
        prioritise(session, bobs, Priority.NORMAL, actor=SYSTEM)
        session.commit()
    names = [each["agent_id"] for each in arguments_of(session, "mail_deadline_missed")]
    assert sorted(names) == sorted([bobs.agent_id or 0, dora_leads.id] * 2)


def test_the_letters_name_the_ticket_and_none_of_the_customers_words(
    session: Session, bobs: Ticket, dora_leads: Agent, mailbox: Mailbox
) -> None:
    first, _ = deadlines_of(session, bobs)
    dora_leads.language = "de"
    session.commit()
    assert bobs.agent_id
    mail_deadline_near(first.id, bobs.agent_id)
    mail_deadline_missed(first.id, dora_leads.id)
    letters = {str(letter["To"]): letter for letter in mailbox.messages()}
    near, missed = letters["bob@desk.example"], letters["dora@desk.example"]
    assert near["Subject"] == f"{bobs.number} is due soon"
    assert "First response is due on 2 March 2026, 12:00 UTC." in near.get_content()
    assert missed["Subject"] == f"{bobs.number} ist überfällig"
    assert "Wer es hat: Bob" in missed.get_content()
    for letter in (near, missed):
        assert f"/console/tickets/{bobs.number}" in letter.get_content()
        assert bobs.subject not in letter.get_content() + letter["Subject"]


def test_nobody_is_written_to_about_what_was_done_meanwhile_or_after_they_left(
    session: Session, bobs: Ticket, dora_leads: Agent, mailbox: Mailbox, frozen: Standing
) -> None:
    first, resolution = deadlines_of(session, bobs)
    assert bobs.agent_id
    write_entry(session, bobs, "We look into it.", agent=bobs.agent)
    dora_leads.deactivated_at = frozen()
    session.commit()
    mail_deadline_near(first.id, bobs.agent_id)
    mail_deadline_missed(resolution.id, dora_leads.id)
    assert mailbox.messages() == []
