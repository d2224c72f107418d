"""Teams that work elsewhere: their calendar counts where no policy names one."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from helpdesk.accounts.teams.models import Team
from helpdesk.accounts.teams.queries import changes_of
from helpdesk.accounts.teams.service import set_calendar
from helpdesk.platform.audit import SYSTEM, Actor
from helpdesk.settings.models import WorkingCalendar
from helpdesk.tickets.assigning.teams import give_to_team
from helpdesk.tickets.deadlines.calendars import add_calendar
from helpdesk.tickets.deadlines.jobs import reckon_deadlines
from helpdesk.tickets.deadlines.queries import deadlines_of
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import history_of
from helpdesk.tickets.rules import TicketState
from helpdesk.tickets.service import leave_in, write_entry
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_agent, make_team, make_ticket
from tests.people import Staff
from tests.tickets.deadlines.promised import promise

pytestmark = pytest.mark.usefixtures("app", "frozen")
QUICK = {"normal": {"resolution": 4 * 60}}
AT_THE_DESK = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)  # it is Monday, 10:00 UTC
IN_NEW_YORK = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)  # from 9:00 there
IN_TOKYO = datetime(2026, 3, 3, 4, 0, tzinfo=UTC)  # from 9:00 on Tuesday


def calendar_at(session: Session, zone: str) -> WorkingCalendar:
    typed = {"name": zone, "hours": "Mon-Fri 9-17", "zone": zone}
    return add_calendar(session, typed, actor=SYSTEM)


@pytest.fixture
def new_york(session: Session) -> WorkingCalendar:
    return calendar_at(session, "America/New_York")


@pytest.fixture
def team(session: Session, new_york: WorkingCalendar) -> Team:
    team = make_team(session, "Across")
    set_calendar(session, team, new_york.id, actor=SYSTEM)
    session.commit()
    return team


def moves_of(session: Session, ticket: Ticket) -> list[tuple[str, str, str]]:
    found = history_of(session, ticket)
    return [
        (each.actor, each.before["due"], each.after["due"])
        for each in found
        if each.action == "resolution moved" and each.before and each.after
    ]


def test_a_ticket_goes_by_its_policys_calendar_else_its_teams_else_the_desks_hours(
    session: Session, team: Team
) -> None:
    tokyo = calendar_at(session, "Asia/Tokyo")
    promise(session, "There", targets=QUICK, calendar_id=tokyo.id, domains=("shop.example",))
    promise(session, "Here", targets=QUICK)
    tickets = [make_ticket(session, email=f"bea@{at}.example") for at in ("shop", "home", "home")]
    for ticket in tickets[:2]:
        give_to_team(session, ticket, team, actor=SYSTEM)
    assert [ticket.due_at for ticket in tickets] == [IN_TOKYO, IN_NEW_YORK, AT_THE_DESK]


def test_given_to_another_team_its_dates_move_and_the_trail_says_by_whom(
    session: Session, team: Team
) -> None:
    promise(session, targets=QUICK)
    ticket, agent = make_ticket(session), make_agent(session)
    for given in (team, make_team(session, "Here")):
        give_to_team(session, ticket, given, actor=Actor.agent(agent.id))
    assert ticket.due_at == AT_THE_DESK
    here, there = AT_THE_DESK.isoformat(), IN_NEW_YORK.isoformat()
    by = f"agent:{agent.id}"
    assert moves_of(session, ticket) == [(by, there, here), (by, here, there)]


def test_time_that_stood_still_is_counted_by_the_teams_calendar(
    session: Session, team: Team, frozen: Standing
) -> None:
    promise(session, targets=QUICK)
    ticket, agent = make_ticket(session), make_agent(session)
    give_to_team(session, ticket, team, actor=SYSTEM)
    write_entry(session, ticket, "Which size?", agent=agent)
    leave_in(session, ticket, TicketState.PENDING_CUSTOMER, actor=SYSTEM)
    frozen.advance(timedelta(hours=5))  # one of them after nine in New York
    write_entry(session, ticket, "The large one.", agent=None)
    (resolution,) = deadlines_of(session, ticket)
    assert resolution.held == 3600
    assert resolution.due_at == IN_NEW_YORK + timedelta(hours=1)


def test_another_calendar_of_a_team_moves_the_dates_of_its_open_tickets(
    session: Session, team: Team, carla: Staff
) -> None:
    promise(session, targets=QUICK)
    ticket = make_ticket(session)
    give_to_team(session, ticket, team, actor=SYSTEM)
    session.commit()
    address = f"/console/settings/teams/{team.id}"
    page = carla.client.get(address).text
    assert "Where the policy of a ticket names a calendar, that one counts instead." in page
    before = len(arguments_of(session, "reckon_deadlines"))
    typed = {"name": "Across", "calendar": ""}
    assert carla.client.press(address, address, typed).status_code == 303
    assert len(arguments_of(session, "reckon_deadlines")) == before + 1
    reckon_deadlines()
    session.refresh(ticket)
    assert ticket.due_at == AT_THE_DESK
    assert changes_of(session, team)[0].before == {"calendar": "America/New_York"}
    assert "America/New_York → –" in carla.client.get(address).text


def test_saving_a_team_without_another_calendar_reckons_nothing(
    session: Session, team: Team, carla: Staff
) -> None:
    address = f"/console/settings/teams/{team.id}"
    before = arguments_of(session, "reckon_deadlines")
    typed = {"name": "Renamed", "calendar": str(team.calendar_id)}
    assert carla.client.press(address, address, typed).status_code == 303
    session.refresh(team)
    assert (team.name, team.calendar_id is not None) == ("Renamed", True)
    assert arguments_of(session, "reckon_deadlines") == before


def test_a_calendar_that_counts_for_a_team_is_not_deleted(
    session: Session, team: Team, new_york: WorkingCalendar, carla: Staff
) -> None:
    place = "/console/settings/calendars"
    promise(session, targets=QUICK, calendar_id=new_york.id)
    answer = carla.client.press(place, f"{place}/{new_york.id}/delete")
    assert answer.status_code == 422
    assert "This calendar counts for “Usual”, “Across”." in answer.text
    assert "America/New_York" in carla.client.get("/console/settings/teams").text
