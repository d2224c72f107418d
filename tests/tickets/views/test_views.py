"""Agents keep a list of tickets under a name, for themselves or, who leads, for everybody."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.rules import Whose
from helpdesk.accounts.service import deactivate_agent
from helpdesk.platform.audit import SYSTEM, Actor
from helpdesk.tickets.assigning.teams import give_to_team
from helpdesk.tickets.describing.service import tag
from helpdesk.tickets.rules import Priority
from helpdesk.tickets.service import assign, prioritise
from helpdesk.tickets.views.models import TicketView
from helpdesk.tickets.views.queries import counts, views_for
from helpdesk.tickets.views.rules import (
    MOST,
    ViewRefused,
    asked_for,
    check_name,
    check_number,
)
from helpdesk.tickets.views.service import keep_view
from tests.make import make_team, make_ticket
from tests.people import Staff

LIST = "/console/tickets"


def views(session: Session) -> list[TicketView]:
    return list(session.scalars(select(TicketView).order_by(TicketView.id)))


def keep(staff: Staff, name: str, **asked: str) -> int:
    return staff.client.submit(f"{LIST}/views", {"name": name, **asked}).status_code


def test_a_list_is_kept_counted_opened_and_taken_away(session: Session, bob: Staff) -> None:
    mine, other = make_ticket(session), make_ticket(session)
    assign(session, mine, bob.agent, actor=SYSTEM)
    tag(session, mine, "lost", actor=SYSTEM)
    session.commit()
    kept = bob.client.press(f"{LIST}?holder=me&tag=lost", f"{LIST}/views", {"name": " Mine  lost "})
    assert str(kept.location) == f"{LIST}?holder=me&tag=lost"
    (view,) = views(session)
    assert (view.name, view.asked) == ("Mine lost", {"holder": "me", "tag": "lost"})
    assert counts(session, [view], bob.agent.id) == {view.id: 1}
    shown = bob.client.get(kept.location).text
    assert mine.number in shown
    assert other.number not in shown
    bob.client.press(kept.location, f"{LIST}/views/{view.id}/delete")
    assert views(session) == []


def test_a_view_of_that_name_is_replaced(session: Session, bob: Staff) -> None:
    keep(bob, "Soon", order="due")
    keep(bob, "Soon", order="due", holder="me")
    (view,) = views(session)
    assert view.asked == {"order": "due", "holder": "me"}


def test_what_each_sees_is_theirs_and_everybodys(
    session: Session, bob: Staff, carla: Staff
) -> None:
    keep(bob, "Bobs", tag="lost")
    keep(carla, "Ours", tag="lost", whose="everybody")
    assert [view.name for view in views_for(session, bob.agent.id)] == ["Bobs", "Ours"]
    assert [view.name for view in views_for(session, carla.agent.id)] == ["Ours"]
    assert keep(bob, "All", tag="lost", whose="everybody") == 422
    bobs, ours = views(session)
    assert bob.client.submit(f"{LIST}/views/{ours.id}/delete").status_code == 422
    assert carla.client.submit(f"{LIST}/views/{bobs.id}/delete").status_code == 422
    assert bob.client.submit(f"{LIST}/views/999999/delete").status_code == 404
    assert views(session) == [bobs, ours]


def test_a_refused_name_shows_the_same_list_again(session: Session, bob: Staff) -> None:
    ticket = make_ticket(session)
    tag(session, ticket, "lost", actor=SYSTEM)
    other = make_ticket(session)
    session.commit()
    answer = bob.client.submit(f"{LIST}/views", {"name": "x" * 41, "tag": "lost"})
    assert answer.status_code == 422
    assert "40 characters" in answer.text
    assert "x" * 41 in answer.text
    assert ticket.number in answer.text
    assert other.number not in answer.text


@pytest.mark.parametrize("asked", ["category=999999", "type=joke", "category=x", "state=gone"])
def test_a_view_of_what_there_is_not_any_more_opens_all_the_same(
    session: Session, bob: Staff, asked: str
) -> None:
    name, _, value = asked.partition("=")
    view = keep_view(session, "Old", {name: value}, agent=bob.agent, whose=Whose(bob.agent.id))
    prioritise(session, make_ticket(session), Priority.HIGH, actor=Actor.agent(bob.agent.id))
    session.commit()
    assert bob.client.get(f"{LIST}?{asked}").status_code == 200
    assert set(counts(session, [view], bob.agent.id)) == {view.id}


def test_the_views_of_somebody_who_left_go_with_them(
    session: Session, bob: Staff, ada: Staff
) -> None:
    keep(bob, "Bobs", tag="lost")
    deactivate_agent(session, bob.agent.id, by=ada.agent)
    assert views(session) == []


def test_the_list_shows_one_team_or_all_that_whoever_looks_is_in(
    session: Session, bob: Staff, carla: Staff
) -> None:
    orders = make_team(session, "Orders", bob.agent)
    plants = make_team(session, "Plants", bob.agent, carla.agent)
    of_orders, of_plants, nobodys = (make_ticket(session) for _ in range(3))
    give_to_team(session, of_orders, orders, actor=SYSTEM)
    give_to_team(session, of_plants, plants, actor=SYSTEM)
    session.commit()

    def listed(staff: Staff, team: object) -> list[bool]:
        page = staff.client.get(f"{LIST}?team={team}").text
        return [ticket.number in page for ticket in (of_orders, of_plants, nobodys)]

    assert listed(bob, "mine") == [True, True, False]
    assert listed(carla, "mine") == [False, True, False]
    assert listed(carla, orders.id) == [True, False, False]
    assert listed(carla, "x") == [True, True, True]


def test_a_team_shares_a_view_that_only_its_members_see_and_take_away(
    session: Session, bob: Staff, carla: Staff
) -> None:
    team = make_team(session, "Orders", bob.agent)
    assert keep(carla, "Lost", tag="lost", whose=str(team.id)) == 422
    assert keep(bob, "Lost", tag="lost", whose=str(team.id)) == 303
    assert keep(bob, "Lost", tag="lost") == 303
    of_team, bobs = views(session)
    assert (of_team.team_id, of_team.owner_id) == (team.id, None)
    assert views_for(session, bob.agent.id) == [of_team, bobs]
    assert views_for(session, carla.agent.id) == []
    assert carla.client.submit(f"{LIST}/views/{of_team.id}/delete").status_code == 422
    bob.client.submit(f"{LIST}/views/{of_team.id}/delete")
    assert views(session) == [bobs]


@pytest.mark.parametrize("whose", ["999999", "nobody", "9" * 40])
def test_a_view_for_a_team_that_does_not_exist_is_refused(
    session: Session, carla: Staff, whose: str
) -> None:
    assert keep(carla, "Lost", tag="lost", whose=whose) == 422
    assert views(session) == []


def test_names_and_numbers_have_their_bounds() -> None:
    assert check_name(" To  do ") == "To do"
    check_number(MOST - 1)
    with pytest.raises(ViewRefused, match="name"):
        check_name(" ")
    with pytest.raises(ViewRefused, match="views"):
        check_number(MOST)


def test_only_what_makes_the_filter_is_kept() -> None:
    typed = {"tag": "lost", "state": "", "after": "x", "csrf_token": "y", "type": "incident"}
    assert asked_for(typed) == {"type": "incident", "tag": "lost"}
