"""Those who lead say who works together, and what everybody speaks and knows."""

import pytest
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.service import deactivate_agent, reactivate_agent
from helpdesk.accounts.teams.queries import changes_of, holders, members, skills, teams
from helpdesk.accounts.teams.service import add_skill
from helpdesk.platform.audit import SYSTEM
from tests.make import make_team
from tests.people import Staff

PAGE = "/console/settings/teams"
NEW = f"{PAGE}/new"


def make(carla: Staff, name: str, *people: Staff) -> int:
    form = {"name": name, "members": [str(each.agent.id) for each in people]}
    return carla.client.press(NEW, NEW, form).status_code


def test_a_team_is_made_changed_retired_and_offered_again(
    session: Session, carla: Staff, bob: Staff
) -> None:
    assert "No teams yet" in carla.client.get(PAGE).text
    assert make(carla, "Orders", bob) == 303
    (team,) = teams(session)
    address = f"{PAGE}/{team.id}"
    form = {"name": "Parcels", "members": [str(carla.agent.id)]}
    assert carla.client.press(address, address, form).status_code == 303
    session.refresh(team)
    assert team.name == "Parcels"
    assert members(session)[team.id] == [carla.agent]
    carla.client.press(PAGE, f"{address}/retire")
    assert holders(session).teams == []
    carla.client.press(PAGE, f"{address}/restore")
    assert holders(session).teams == [team]
    page = carla.client.get(address).text
    for change in ("Created", "Orders → Parcels", "Bob → nobody", "nobody → Carla", "Restored"):
        assert change in page


def test_a_team_without_members_is_said_to_be_empty(carla: Staff) -> None:
    assert make(carla, "Orders") == 303
    assert "Nobody is in it: what it is given waits." in carla.client.get(PAGE).text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": " "}, "Give the team a name"),
        ({"name": "x" * 61}, "Shorten the name"),
        ({"name": "ORDERS"}, "There is a team “ORDERS” already"),
        ({"name": "Parcels", "calendar": "999999"}, "Choose a calendar that this page offers"),
        ({"name": "Parcels", "calendar": "x"}, "Choose one of those that this page offers"),
    ],
)
def test_what_cannot_be_a_team_is_refused(
    session: Session, carla: Staff, typed: dict[str, str], says: str
) -> None:
    team = make_team(session)
    answer = carla.client.press(NEW, NEW, typed | {"members": [str(carla.agent.id)]})
    assert answer.status_code == 422
    assert says in answer.text
    assert teams(session) == [team]


def test_somebody_who_left_cannot_be_a_member(
    session: Session, ada: Staff, carla: Staff, bob: Staff
) -> None:
    deactivate_agent(session, bob.agent.id, by=ada.agent)
    assert make(carla, "Orders", bob) == 422
    assert teams(session) == []


def test_who_leaves_the_desk_is_in_no_team_also_after_coming_back(
    session: Session, ada: Staff, bob: Staff, carla: Staff
) -> None:
    team = make_team(session, "Orders", bob.agent, carla.agent)
    deactivate_agent(session, bob.agent.id, by=ada.agent)
    reactivate_agent(session, bob.agent.id, by=ada.agent)
    assert members(session)[team.id] == [carla.agent]


def test_of_two_who_change_a_team_at_once_the_second_is_told_and_keeps_what_they_typed(
    session: Session, ada: Staff, carla: Staff
) -> None:
    team = make_team(session)
    address = f"{PAGE}/{team.id}"
    form = {"name": "Parcels", "seen": "1"}
    assert ada.client.submit(address, form).status_code == 303
    answer = carla.client.submit(address, {**form, "name": "Post"})
    assert answer.status_code == 409
    assert "Ada changed “Parcels” meanwhile" in answer.text
    assert 'value="Post"' in answer.text
    session.refresh(team)
    assert team.name == "Parcels"
    assert carla.client.press(address, address, {"name": "Post"}).status_code == 303


def test_retiring_twice_is_as_once(session: Session, carla: Staff) -> None:
    team = make_team(session)
    for _ in range(2):
        carla.client.submit(f"{PAGE}/{team.id}/retire")
    assert [event.action for event in changes_of(session, team)] == ["retired", "created"]


def test_people_and_offered_teams_stand_beside_each_other_by_name(
    session: Session, bob: Staff, carla: Staff
) -> None:
    assert holders(session).agents == [bob.agent, carla.agent]
    assert holders(session).teams == []
    plants, orders = make_team(session, "Plants"), make_team(session, "Orders", bob.agent)
    assert holders(session).agents == [bob.agent, carla.agent]
    assert holders(session).teams == [orders, plants]


def speaks_and_knows(session: Session, agent: Agent) -> tuple[list[str], list[str]]:
    session.refresh(agent)
    return agent.speaks, agent.skills


def test_what_somebody_speaks_and_knows_is_chosen_from_what_the_desk_has(
    session: Session, carla: Staff, bob: Staff
) -> None:
    carla.client.press(PAGE, f"{PAGE}/skills", {"name": "  Refunds "})
    address = f"{PAGE}/agents/{bob.agent.id}"
    form = {"speaks": ["de", "en"], "skills": ["refunds"]}
    assert carla.client.press(address, address, form).status_code == 303
    assert speaks_and_knows(session, bob.agent) == (["de", "en"], ["refunds"])
    refused = carla.client.press(address, address, {"speaks": ["xx"], "skills": []})
    assert refused.status_code == 422
    assert speaks_and_knows(session, bob.agent) == (["de", "en"], ["refunds"])
    page = carla.client.get(PAGE).text
    assert "German, English" in page


def test_a_deleted_skill_is_taken_from_everybody_and_refused_from_then_on(
    session: Session, carla: Staff, bob: Staff
) -> None:
    add_skill(session, "refunds", actor=SYSTEM)
    bob.agent.skills = ["plants", "refunds"]
    session.commit()
    address = f"{PAGE}/agents/{bob.agent.id}"
    assert carla.client.submit(f"{PAGE}/skills/delete", {"name": "refunds"}).status_code == 303
    assert skills(session) == []
    assert speaks_and_knows(session, bob.agent)[1] == ["plants"]
    answer = carla.client.press(address, address, {"speaks": ["de"], "skills": ["refunds"]})
    assert "Somebody may have deleted a skill" in answer.text
    again = carla.client.submit(f"{PAGE}/skills/delete", {"name": "refunds"})
    assert again.status_code == 404


def test_of_two_who_describe_somebody_at_once_the_second_is_told(
    session: Session, ada: Staff, carla: Staff, bob: Staff
) -> None:
    address = f"{PAGE}/agents/{bob.agent.id}"
    form = {"speaks": ["de"], "seen": " · "}
    assert ada.client.submit(address, form).status_code == 303
    answer = carla.client.submit(address, {"speaks": ["fr"], "seen": " · "})
    assert answer.status_code == 409
    assert "Ada changed “Bob” meanwhile" in answer.text
    assert speaks_and_knows(session, bob.agent)[0] == ["de"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "Name the skill"),
        ("a, b", "without commas"),
        ("x" * 41, "40 characters"),
        ("REFUNDS", "There is a skill “refunds” already"),
    ],
)
def test_a_word_that_cannot_be_a_skill_is_refused(
    session: Session, carla: Staff, name: str, says: str
) -> None:
    add_skill(session, "refunds", actor=SYSTEM)
    session.commit()
    answer = carla.client.press(PAGE, f"{PAGE}/skills", {"name": name})
    assert answer.status_code == 422
    assert says in answer.text
    assert skills(session) == ["refunds"]


def test_an_agent_who_leads_nobody_changes_no_team(bob: Staff) -> None:
    assert bob.client.get(PAGE).status_code == 403
    assert bob.client.submit(NEW, {"name": "Mine"}).status_code == 403
