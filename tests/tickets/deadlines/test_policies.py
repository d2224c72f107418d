"""Those who lead write policies; agents read what is due."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.platform.audit import AuditEvent
from helpdesk.tickets.deadlines.queries import policies
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_ticket
from tests.people import Staff
from tests.tickets.deadlines.promised import ALL, NEW, TYPED, promise


def test_a_lead_adds_a_policy_and_reads_it_as_it_was_typed(session: Session, carla: Staff) -> None:
    assert "No policies yet" in carla.client.get(ALL).text
    answer = carla.client.press(NEW, NEW, {**TYPED, "escalate_to": str(carla.agent.id)})
    assert (answer.status_code, answer.location) == (303, ALL)
    (policy,) = policies(session)
    assert policy.targets == {"normal": {"first_response": 120}, "urgent": {"resolution": 90}}
    assert policy.domains == ["shop.example", "other.example"]
    page = carla.client.get(ALL).text
    assert "1 h 30 min" in page
    assert "Carla hears of what is late" in page
    form = carla.client.get(f"{ALL}/{policy.id}").text
    assert 'value="1 h 30 min"' in form
    assert "shop.example\nother.example" in form
    assert arguments_of(session, "reckon_deadlines") == [{}]


def test_what_is_refused_keeps_what_was_typed(session: Session, carla: Staff) -> None:
    answer = carla.client.press(NEW, NEW, {**TYPED, "urgent-resolution": "soon"})
    assert answer.status_code == 422
    assert "not &#39;soon&#39;" in answer.text
    assert 'value="soon"' in answer.text
    assert 'value="Partners"' in answer.text
    assert policies(session) == []


@pytest.mark.parametrize("agent", ["999999", "-1", "Bob"])
def test_somebody_who_is_not_offered_hears_of_nothing(carla: Staff, agent: str) -> None:
    answer = carla.client.press(NEW, NEW, {**TYPED, "escalate_to": agent})
    assert answer.status_code == 422
    assert "Choose one of the agents" in answer.text


def test_of_two_who_change_a_policy_the_second_is_told(session: Session, carla: Staff) -> None:
    policy = promise(session)
    address = f"{ALL}/{policy.id}"
    stale = {**TYPED, "seen": "1"}
    assert carla.client.press(address, address, TYPED).status_code == 303
    answer = carla.client.press(address, address, {**stale, "name": "Mine"})
    assert answer.status_code == 409
    assert "changed meanwhile" in answer.text
    assert 'value="Mine"' in answer.text
    session.refresh(policy)
    assert policy.name == "Partners"


def test_policies_are_put_in_order_and_deleted(session: Session, carla: Staff) -> None:
    first, second = (promise(session, name).id for name in ("First", "Second"))
    carla.client.press(ALL, f"{ALL}/{second}/up")
    session.expire_all()
    assert [policy.name for policy in policies(session)] == ["Second", "First"]
    carla.client.submit(f"{ALL}/{second}/up")
    carla.client.press(ALL, f"{ALL}/{first}/delete")
    session.expire_all()
    assert [policy.name for policy in policies(session)] == ["Second"]
    trail = select(AuditEvent.action).where(AuditEvent.subject_type == "deadline policy")
    assert session.scalars(trail.order_by(AuditEvent.id)).all() == [
        "created", "created", "moved", "deleted",
    ]  # fmt: skip
    assert carla.client.get(f"{ALL}/{first}").status_code == 404


def test_more_policies_than_anybody_follows_are_refused(session: Session, carla: Staff) -> None:
    for number in range(50):
        promise(session, f"Policy {number}")
    answer = carla.client.press(NEW, NEW, TYPED)
    assert answer.status_code == 422
    assert "There are 50 policies already" in answer.text


def test_agents_see_what_is_due_and_what_is_late(
    session: Session, bob: Staff, frozen: Standing
) -> None:
    never = make_ticket(session, subject="No hurry")
    promise(session)
    later, sooner = (make_ticket(session, subject=each) for each in ("Later", "Sooner"))
    address = f"/console/tickets/{sooner.number}"
    bob.client.press(address, f"{address}/priority", {"priority": "urgent"})
    listed = bob.client.get("/console/tickets?order=due").text
    places = [listed.index(ticket.number) for ticket in (sooner, later, never)]
    assert places == sorted(places)
    assert "soonest due first" in listed
    assert "late by" not in listed
    frozen.advance(timedelta(hours=1))
    assert bob.client.get("/console/tickets").text.count("late by") == 1
    page = bob.client.get(address).text
    assert "First response" in page
    assert "late by" in page


def test_programs_read_the_deadlines_of_a_ticket(
    session: Session, bob: Staff, frozen: Standing
) -> None:
    promise(session)
    ticket = make_ticket(session)
    address = f"/api/v1/tickets/{ticket.number}"
    read = bob.client.get(address, headers=bob.headers).get_json()
    assert read["due_at"] == "2026-03-02T12:00:00Z"
    assert [each["metric"] for each in read["deadlines"]] == ["first_response", "resolution"]
    assert read["deadlines"][0]["outcome"] is None
