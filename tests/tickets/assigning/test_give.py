"""A new ticket finds somebody who is there and has room, where the desk wants that."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from helpdesk.accounts.service import set_away
from helpdesk.accounts.teams.service import add_skill, delete_skill
from helpdesk.platform.audit import SYSTEM, Actor
from helpdesk.platform.events import Fact, TicketReturned
from helpdesk.settings.queries import latest_version
from helpdesk.settings.service import Edit, change_section
from helpdesk.tickets.assigning.settings import Assignment
from helpdesk.tickets.assigning.teams import give_to_team
from helpdesk.tickets.describing.categories import add_category, ask_for_skill
from helpdesk.tickets.describing.service import categorise, tag
from helpdesk.tickets.jobs import give_ticket, give_waiting_tickets
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import TicketState
from helpdesk.tickets.service import assign, leave_in, write_entry
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_customer, make_team, make_ticket
from tests.people import Staff


def give(session: Session, way: str, capacity: str = "20", absent: str = "keep") -> None:
    wanted = {"way": way, "capacity": capacity, "absent": absent}
    latest = latest_version(session, Assignment.key)
    seen = latest.id if latest else 0
    change_section(session, Assignment, wanted, Edit(Actor.agent(1), seen=seen))
    session.commit()


def come_in(session: Session) -> Ticket:
    ticket = make_ticket(session)
    give_ticket(ticket.id)
    session.refresh(ticket)
    return ticket


@pytest.fixture
def here(session: Session, frozen: Standing, bob: Staff, carla: Staff) -> tuple[Staff, Staff]:
    """Two who have just opened a page."""
    for staff in (bob, carla):
        staff.agent.last_seen_at = frozen.moment
    session.commit()
    return bob, carla


def test_by_hand_nobody_is_looked_for(session: Session, here: tuple[Staff, Staff]) -> None:
    assert come_in(session).agent_id is None
    assert arguments_of(session, "give_ticket") == []


def test_in_turn_each_gets_one(session: Session, here: tuple[Staff, Staff]) -> None:
    give(session, "in_turn")
    given = [come_in(session) for _ in range(4)]
    first, second = (staff.agent.id for staff in here)
    assert [ticket.agent_id for ticket in given] == [first, second, first, second]
    assert given[0].state == "open"
    assert {"ticket_id": given[0].id} in arguments_of(session, "give_ticket")
    trail = here[0].client.get(f"/console/tickets/{given[0].number}").text
    assert "Rule" in trail


def test_the_least_busy_gets_it(session: Session, here: tuple[Staff, Staff]) -> None:
    give(session, "least_busy")
    bob, carla = here
    for _ in range(2):
        assign(session, make_ticket(session), bob.agent, actor=SYSTEM)
    assert come_in(session).agent_id == carla.agent.id


def test_who_is_away_full_or_gone_home_gets_nothing(
    session: Session, here: tuple[Staff, Staff], frozen: Standing
) -> None:
    give(session, "in_turn", "1")
    bob, carla = here
    set_away(session, bob.agent, away=True)
    session.commit()
    assert come_in(session).agent_id == carla.agent.id
    assert come_in(session).agent_id is None
    set_away(session, bob.agent, away=False)
    frozen.advance(timedelta(minutes=11))
    session.commit()
    assert come_in(session).agent_id is None


def history(staff: Staff, ticket: Ticket) -> str:
    return " ".join(staff.client.get(f"/console/tickets/{ticket.number}").text.split())


def give_again(session: Session, ticket: Ticket) -> int | None:
    session.commit()
    give_waiting_tickets()
    session.refresh(ticket)
    return ticket.agent_id


def test_only_members_get_the_tickets_of_a_team_and_the_history_says_why(
    session: Session, here: tuple[Staff, Staff]
) -> None:
    give(session, "least_busy")
    bob, carla = here
    carla.agent.speaks = ["de"]
    team = make_team(session, "Orders", carla.agent)
    for _ in range(3):
        assign(session, make_ticket(session), carla.agent, actor=SYSTEM)
    german = make_customer(session)
    german.language = "de"
    ticket = make_ticket(session, german)
    give_to_team(session, ticket, team, actor=SYSTEM)
    session.commit()
    assert {"ticket_id": ticket.id} in arguments_of(session, "give_ticket")
    give_ticket(ticket.id)
    session.refresh(ticket)
    assert ticket.agent_id == carla.agent.id
    assert "least busy of Orders · speaks German" in history(bob, ticket)


def test_a_ticket_of_a_team_without_members_waits_and_the_history_says_so_once(
    session: Session, here: tuple[Staff, Staff], frozen: Standing
) -> None:
    give(session, "in_turn")
    bob, _ = here
    ticket, team = make_ticket(session), make_team(session)
    give_to_team(session, ticket, team, actor=SYSTEM)
    session.commit()
    for _ in range(2):
        give_ticket(ticket.id)
    assert give_again(session, ticket) is None
    assert ticket.queued_at == frozen.moment
    assert history(bob, ticket).count("nobody is in Orders") == 1
    make_team(session, "Plants", bob.agent)
    give_to_team(session, ticket, make_team(session, "Parcels", bob.agent), actor=SYSTEM)
    assert give_again(session, ticket) == bob.agent.id
    assert ticket.queued_at is None


def test_who_comes_back_gets_what_waited(session: Session, here: tuple[Staff, Staff]) -> None:
    give(session, "in_turn")
    bob, carla = here
    for staff in here:
        set_away(session, staff.agent, away=True)
    session.commit()
    tickets = [come_in(session) for _ in range(3)]
    assert {ticket.agent_id for ticket in tickets} == {None}
    set_away(session, carla.agent, away=False)
    assert give_again(session, tickets[0]) == carla.agent.id
    assert "nobody is here" in history(bob, tickets[1])


def test_what_was_done_meanwhile_waits_no_longer(
    session: Session, here: tuple[Staff, Staff]
) -> None:
    give(session, "in_turn", "0")
    ticket = come_in(session)
    assert ticket.queued_at
    leave_in(session, ticket, TicketState.RESOLVED, actor=SYSTEM)
    assert give_again(session, ticket) is None
    assert ticket.queued_at is None


def test_by_hand_what_waits_goes_on_waiting(session: Session, here: tuple[Staff, Staff]) -> None:
    give(session, "in_turn", "0")
    ticket = come_in(session)
    give(session, "by_hand")
    assert give_again(session, ticket) is None


def test_a_category_or_a_tag_asks_for_a_skill(session: Session, here: tuple[Staff, Staff]) -> None:
    give(session, "in_turn")
    bob, carla = here
    add_skill(session, "refunds", actor=SYSTEM)
    carla.agent.skills = ["refunds"]
    payment = add_category(session, "Payment", None, actor=SYSTEM)
    refund = add_category(session, "Refund", payment.id, actor=SYSTEM)
    ask_for_skill(session, payment, "refunds", seen="", actor=SYSTEM)
    by_category, by_tag = make_ticket(session), make_ticket(session)
    categorise(session, by_category, refund.id, actor=SYSTEM)
    tag(session, by_tag, "Refunds", actor=SYSTEM)
    session.commit()
    for ticket in (by_category, by_tag):
        give_ticket(ticket.id)
        session.refresh(ticket)
        assert ticket.agent_id == carla.agent.id
        assert "has the skill refunds" in history(bob, ticket)


def test_a_deleted_skill_holds_no_ticket_back(session: Session, here: tuple[Staff, Staff]) -> None:
    give(session, "in_turn")
    bob, _ = here
    add_skill(session, "refunds", actor=SYSTEM)
    payment = add_category(session, "Payment", None, actor=SYSTEM)
    ask_for_skill(session, payment, "refunds", seen="", actor=SYSTEM)
    ticket = make_ticket(session)
    categorise(session, ticket, payment.id, actor=SYSTEM)
    session.commit()
    give_ticket(ticket.id)
    assert "nobody here has the skill refunds" in history(bob, ticket)
    delete_skill(session, "refunds", actor=SYSTEM)
    assert give_again(session, ticket) == bob.agent.id
    session.refresh(payment)
    assert payment.skill is None


def test_who_took_it_keeps_it(session: Session, here: tuple[Staff, Staff]) -> None:
    give(session, "in_turn")
    ticket = make_ticket(session)
    assign(session, ticket, here[1].agent, actor=SYSTEM)
    session.commit()
    give_ticket(ticket.id)
    session.refresh(ticket)
    assert ticket.agent_id == here[1].agent.id


def test_an_agent_says_that_they_are_out_and_back(session: Session, bob: Staff) -> None:
    page, away = "/console/settings", "/console/settings/away"
    assert "New tickets may come to you" in bob.client.get(page).text
    bob.client.press(page, away)
    assert bob.agent.away_since is not None
    assert "You are out of office" in bob.client.get(page).text
    bob.client.press(page, away)
    assert bob.agent.away_since is None


def test_a_way_that_is_none_is_refused(ada: Staff) -> None:
    page = "/console/settings/desk/assignment"
    answer = ada.client.press(page, page, {"way": "by_magic", "capacity": "20", "absent": "keep"})
    assert answer.status_code == 422
    assert "Choose one of the ways" in answer.text


def test_what_a_customer_waits_for_leaves_who_is_out_of_office(
    session: Session, here: tuple[Staff, Staff], facts: list[Fact]
) -> None:
    give(session, "in_turn", absent="give_on")
    bob, carla = here
    waits, answered, colleagues = (make_ticket(session) for _ in range(3))
    for ticket in (waits, answered):
        assign(session, ticket, bob.agent, actor=SYSTEM)
    write_entry(session, answered, "On it", agent=bob.agent)
    write_entry(session, waits, "He is out", agent=carla.agent, note=True)
    assign(session, colleagues, carla.agent, actor=SYSTEM)
    set_away(session, bob.agent, away=True)
    assert give_again(session, waits) is None
    assert TicketReturned(waits.id, bob.agent.id) in facts
    assert {"ticket_id": waits.id} in arguments_of(session, "give_ticket")
    give_ticket(waits.id)
    for ticket in (waits, answered, colleagues):
        session.refresh(ticket)
    holders = [ticket.agent_id for ticket in (waits, answered, colleagues)]
    assert holders == [carla.agent.id, bob.agent.id, carla.agent.id]


def test_unless_an_admin_wants_it_they_keep_it(session: Session, here: tuple[Staff, Staff]) -> None:
    bob, _ = here
    ticket = make_ticket(session)
    assign(session, ticket, bob.agent, actor=SYSTEM)
    set_away(session, bob.agent, away=True)
    assert give_again(session, ticket) == bob.agent.id
