"""Below the chats of the inbox stand the tickets: an agent looks in one place."""

import re
from datetime import timedelta

from sqlalchemy.orm import Session

from helpdesk.platform.audit import Actor
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import TicketState
from helpdesk.tickets.service import assign, leave_in
from tests.conftest import Standing
from tests.make import make_ticket
from tests.people import Staff

PLACE = "/console/tickets/beside-inbox"


def numbers(staff: Staff, tab: str) -> list[str]:
    return re.findall(r"T-\d{4}-\d{6}", staff.client.get(f"{PLACE}/{tab}").text)


def held(session: Session, staff: Staff, subject: str) -> Ticket:
    ticket = make_ticket(session, subject=subject)
    assign(session, ticket, staff.agent, actor=Actor.agent(staff.agent.id))
    return ticket


def test_what_nobody_has_waits_and_what_i_have_is_mine(
    session: Session, bob: Staff, carla: Staff
) -> None:
    free, mine = make_ticket(session, subject="A <b>broken</b> lid"), held(session, bob, "Mine")
    held(session, carla, "Hers")
    done = held(session, bob, "Done")
    leave_in(session, done, TicketState.RESOLVED, actor=Actor.agent(bob.agent.id))
    session.commit()
    assert numbers(bob, "waiting") == [free.number]
    assert numbers(bob, "mine") == [mine.number]
    assert "A &lt;b&gt;broken&lt;/b&gt; lid" in bob.client.get(f"{PLACE}/waiting").text


def test_what_is_due_soonest_stands_on_top(session: Session, frozen: Standing, bob: Staff) -> None:
    later, sooner, never = (make_ticket(session) for _ in range(3))
    later.due_at = frozen.moment + timedelta(hours=2)
    sooner.due_at = frozen.moment - timedelta(hours=1)
    session.commit()
    assert numbers(bob, "waiting") == [sooner.number, later.number, never.number]
    assert "late by" in bob.client.get(f"{PLACE}/waiting").text


def test_a_part_of_the_inbox_without_tickets_says_nothing_of_them(bob: Staff) -> None:
    assert bob.client.get(f"{PLACE}/mine").text.strip() == ""
    assert bob.client.get(f"{PLACE}/bot").status_code == 404


def test_the_inbox_asks_for_them_where_agents_look(bob: Staff) -> None:
    for tab, asked in (("waiting", True), ("mine", True), ("team", False), ("resolved", False)):
        assert (PLACE in bob.client.get(f"/console?tab={tab}").text) is asked, tab
