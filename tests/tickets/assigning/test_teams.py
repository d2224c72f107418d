"""A ticket is given to a team, whose members have it from then on."""

import pytest
from sqlalchemy.orm import Session

from helpdesk.accounts.teams.rules import Outline, TeamRefused
from helpdesk.accounts.teams.service import change_team, retire_team
from helpdesk.platform.audit import SYSTEM
from helpdesk.platform.events import Fact, TicketAssigned, TicketChanged
from helpdesk.tickets.assigning.teams import give_to_team
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.service import assign
from tests.make import make_team, make_ticket
from tests.people import Staff


@pytest.fixture
def ticket(session: Session, bob: Staff) -> Ticket:
    """One that Bob has."""
    made = make_ticket(session)
    assign(session, made, bob.agent, actor=SYSTEM)
    session.commit()
    return made


def page(ticket: Ticket) -> str:
    return f"/console/tickets/{ticket.number}"


def test_one_act_gives_it_to_a_team_and_one_takes_it_back(
    session: Session, ticket: Ticket, bob: Staff
) -> None:
    team = make_team(session, "Orders", bob.agent)
    bob.client.press(page(ticket), f"{page(ticket)}/team", {"team": str(team.id)})
    session.refresh(ticket)
    assert (ticket.team, ticket.agent) == (team, bob.agent)
    shown = bob.client.get(page(ticket)).text
    assert "Bob · Orders" in shown
    assert "Team set" in shown
    bob.client.press(page(ticket), f"{page(ticket)}/team", {"team": ""})
    session.refresh(ticket)
    assert ticket.team is None


def test_whoever_has_it_and_is_not_in_the_team_has_it_no_longer(
    session: Session, ticket: Ticket, carla: Staff, facts: list[Fact]
) -> None:
    team = make_team(session, "Orders", carla.agent)
    give_to_team(session, ticket, team, actor=SYSTEM)
    assert ticket.agent_id is None
    assert facts[-2:] == [
        TicketAssigned(ticket.id, None, SYSTEM),
        TicketChanged(ticket.id, "team", "", "Orders"),
    ]


def test_without_any_team_nothing_is_offered(ticket: Ticket, bob: Staff) -> None:
    assert f"{page(ticket)}/team" not in bob.client.get(page(ticket)).text


@pytest.mark.parametrize("typed", ["999999", "x"])
def test_a_team_that_does_not_exist_is_refused(
    session: Session, ticket: Ticket, bob: Staff, typed: str
) -> None:
    answer = bob.client.submit(f"{page(ticket)}/team", {"team": typed, "seen": ""})
    assert answer.status_code in {404, 422}
    session.refresh(ticket)
    assert ticket.team_id is None


def test_a_retired_team_keeps_its_tickets_and_gets_no_other(
    session: Session, ticket: Ticket, bob: Staff
) -> None:
    team = make_team(session, "Orders", bob.agent)
    give_to_team(session, ticket, team, actor=SYSTEM)
    retire_team(session, team, retired=True, actor=SYSTEM)
    session.commit()
    assert f'<option value="{team.id}" selected>Orders' in bob.client.get(page(ticket)).text
    with pytest.raises(TeamRefused, match="“Orders” is retired"):
        give_to_team(session, make_ticket(session), team, actor=SYSTEM)


def test_of_two_who_give_it_away_at_once_the_second_is_told(
    session: Session, ticket: Ticket, bob: Staff, carla: Staff
) -> None:
    orders, plants = make_team(session, "Orders"), make_team(session, "Plants")
    carla.client.submit(f"{page(ticket)}/team", {"team": str(orders.id), "seen": ""})
    answer = bob.client.submit(f"{page(ticket)}/team", {"team": str(plants.id), "seen": ""})
    assert answer.status_code == 409
    assert "Carla changed the team meanwhile" in answer.text
    session.refresh(ticket)
    assert ticket.team == orders


def test_who_is_taken_out_of_the_team_leaves_its_open_tickets_to_it(
    session: Session, ticket: Ticket, bob: Staff
) -> None:
    team = make_team(session, "Orders", bob.agent)
    other = make_ticket(session)
    assign(session, other, bob.agent, actor=SYSTEM)
    give_to_team(session, ticket, team, actor=SYSTEM)
    change_team(session, team, Outline("Orders"), seen=1, actor=SYSTEM)
    assert (ticket.team, ticket.agent_id) == (team, None)
    assert other.agent_id == bob.agent.id
