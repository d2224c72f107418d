"""Those who lead keep checklists, and agents begin them."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.platform.audit import SYSTEM, AuditEvent
from helpdesk.tickets.checklists.queries import steps_of, templates
from helpdesk.tickets.checklists.service import add_template
from tests.make import make_ticket
from tests.people import Staff

PAGE = "/console/settings/checklists"
NEW = f"{PAGE}/new"


def test_a_checklist_is_written_changed_and_deleted(session: Session, carla: Staff) -> None:
    assert "No checklists yet" in carla.client.get(PAGE).text
    carla.client.press(NEW, NEW, {"name": "Refund", "steps": "Ask\nPay"})
    (refund,) = templates(session)
    assert (refund.name, refund.steps) == ("Refund", ["Ask", "Pay"])
    address = f"{PAGE}/{refund.id}"
    assert "Ask\nPay" in carla.client.get(address).text
    carla.client.press(address, address, {"name": "Money back", "steps": "Pay"})
    session.refresh(refund)
    assert (refund.name, refund.steps) == ("Money back", ["Pay"])
    carla.client.press(PAGE, f"{address}/delete")
    assert templates(session) == []
    assert carla.client.get(address).status_code == 404
    kept = session.scalars(select(AuditEvent.action).where(AuditEvent.subject_type == "checklist"))
    assert sorted(kept) == ["changed", "created", "deleted"]


@pytest.mark.parametrize("typed", [{"name": "", "steps": "Ask"}, {"name": "Refund", "steps": " "}])
def test_what_is_no_checklist_is_refused_and_kept_in_the_form(
    session: Session, carla: Staff, typed: dict[str, str]
) -> None:
    answer = carla.client.press(NEW, NEW, typed)
    assert answer.status_code == 422
    assert f'value="{typed["name"]}"' in answer.text
    assert templates(session) == []


def test_of_two_who_change_one_the_second_is_told(session: Session, carla: Staff) -> None:
    refund = add_template(session, "Refund", "Ask", actor=SYSTEM)
    session.commit()
    address = f"{PAGE}/{refund.id}"
    carla.client.press(address, address, {"name": "Refund", "steps": "Pay"})
    answer = carla.client.press(address, address, {"name": "R", "steps": "Tell", "seen": "1"})
    assert answer.status_code == 409
    assert "changed meanwhile" in answer.text
    session.refresh(refund)
    assert refund.steps == ["Pay"]


def test_an_agent_begins_one_and_twice_is_as_once(session: Session, bob: Staff) -> None:
    refund, ticket = add_template(session, "Refund", "Ask\nPay", actor=SYSTEM), make_ticket(session)
    session.commit()
    beside = f"/console/tickets/{ticket.number}/checklist"
    assert "Refund" in bob.client.get(beside).text
    for _ in range(2):
        assert bob.client.submit(beside, {"template": str(refund.id)}).status_code == 303
    assert [step.text for step in steps_of(session, ticket)] == ["Ask", "Pay"]
    assert bob.client.submit(beside, {"template": "999999"}).status_code == 404
    assert bob.client.submit(beside, {"template": "x"}).status_code == 422


def test_an_agent_writes_none_for_everybody(bob: Staff) -> None:
    assert bob.client.get(PAGE).status_code == 403
    assert bob.client.submit(NEW, {"name": "Refund", "steps": "Pay"}).status_code == 403
