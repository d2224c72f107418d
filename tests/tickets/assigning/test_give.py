"""A new ticket finds somebody who is there and has room, where the desk wants that."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from helpdesk.accounts.service import set_away
from helpdesk.platform.audit import SYSTEM, Actor
from helpdesk.settings.service import Edit, change_section
from helpdesk.tickets.assigning.rules import Candidate, Way, next_agent
from helpdesk.tickets.assigning.settings import Assignment
from helpdesk.tickets.jobs import give_ticket
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.service import assign
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_ticket
from tests.people import Staff


@pytest.mark.parametrize(
    ("way", "candidates", "chosen"),
    [
        (Way.BY_HAND, [Candidate(1, 0)], None),
        (Way.IN_TURN, [], None),
        (Way.IN_TURN, [Candidate(1, 5, 1), Candidate(2, 9, 2)], 1),
        (Way.IN_TURN, [Candidate(1, 0, 2), Candidate(2, 9)], 2),
        (Way.LEAST_BUSY, [Candidate(1, 5, 1), Candidate(2, 4, 2)], 2),
        (Way.LEAST_BUSY, [Candidate(1, 4, 2), Candidate(2, 4, 1)], 2),
        (Way.LEAST_BUSY, [Candidate(2, 4), Candidate(1, 4)], 1),
        (Way.LEAST_BUSY, [Candidate(1, 10), Candidate(2, 11)], None),
    ],
)
def test_who_is_next(way: Way, candidates: list[Candidate], chosen: int | None) -> None:
    assert next_agent(way, candidates, 10) == chosen


def give(session: Session, way: str, capacity: str = "20") -> None:
    wanted = {"way": way, "capacity": capacity}
    change_section(session, Assignment, wanted, Edit(Actor.agent(1), seen=0))
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
    answer = ada.client.press(page, page, {"way": "by_magic", "capacity": "20"})
    assert answer.status_code == 422
    assert "Choose one of the ways" in answer.text
