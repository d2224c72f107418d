"""Rules act on tickets by themselves: at their moment, on what fits, and never in circles."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.automation.jobs import act_on_ticket, act_on_untouched
from helpdesk.automation.models import AutomationRule, AutomationRun
from helpdesk.automation.rules.terms import STORM, Actions, Moment, Terms
from helpdesk.automation.service.keeping import add_rule
from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.conditions.rules import Conditions
from helpdesk.tickets.describing.categories import add_category
from helpdesk.tickets.describing.service import categorise
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import entries_of
from helpdesk.tickets.rules import Priority, TicketState
from helpdesk.tickets.service import leave_in, prioritise, write_entry
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_ticket
from tests.people import Staff

PAGE = "/console/settings/automation"
NEW = f"{PAGE}/new"
LAWYER = {
    "name": "Lawyers", "moment": "opened", "words": "lawyer, court", "then_priority": "urgent",
    "then_note": "Answer today.", "act": "save",
}  # fmt: skip


def rules(session: Session) -> list[AutomationRule]:
    return list(session.scalars(select(AutomationRule).order_by(AutomationRule.id)))


def runs(session: Session) -> list[AutomationRun]:
    session.expire_all()
    return list(session.scalars(select(AutomationRun).order_by(AutomationRun.id)))


def act(session: Session, ticket: Ticket, moment: Moment) -> None:
    session.commit()
    act_on_ticket(ticket.id, moment)
    session.refresh(ticket)


def test_what_comes_in_and_fits_is_acted_on_and_logged(
    session: Session, carla: Staff, bob: Staff
) -> None:
    assert "No rules yet" in carla.client.get(PAGE).text
    assert carla.client.press(NEW, NEW, LAWYER).status_code == 303
    ticket, other = make_ticket(session, text="My LAWYER will write."), make_ticket(session)
    due = [{"ticket_id": each.id, "moment": "opened"} for each in (ticket, other)]
    assert arguments_of(session, "act_on_ticket") == due
    for each in (ticket, other):
        act(session, each, Moment.OPENED)
    assert (ticket.priority, other.priority) == (Priority.URGENT, Priority.NORMAL)
    note = entries_of(session, ticket)[-1]
    assert (note.note, note.agent_id, note.text) == (True, None, "Lawyers: Answer today.")
    assert [run.ticket_id for run in runs(session)] == [ticket.id]
    assert ticket.number in carla.client.get(PAGE).text
    page = bob.client.get(f"/console/tickets/{ticket.number}").text
    assert "Normal → Urgent" in page
    assert "Lawyers: Answer today." in page


def test_every_action_in_its_order(session: Session, bob: Staff) -> None:
    category = add_category(session, "Law", None, actor=SYSTEM)
    actions = Actions(category.id, Priority.HIGH, "lawyer", None, bob.agent.id, "Look.")
    add_rule(session, Terms("All", Moment.OPENED, Conditions(), actions), actor=SYSTEM)
    ticket = make_ticket(session)
    act(session, ticket, Moment.OPENED)
    assert (ticket.category_id, ticket.priority) == (category.id, Priority.HIGH)
    assert (ticket.tags, ticket.agent_id) == (["lawyer"], bob.agent.id)
    assert ticket.state is TicketState.OPEN


def test_a_condition_on_a_category_holds_for_those_below_it(session: Session, bob: Staff) -> None:
    above = add_category(session, "Delivery", None, actor=SYSTEM)
    below = add_category(session, "Late", above.id, actor=SYSTEM)
    terms = Terms("Late", Moment.CHANGED, Conditions(category_id=above.id), Actions(tag="late"))
    add_rule(session, terms, actor=SYSTEM)
    ticket = make_ticket(session)
    categorise(session, ticket, below.id, actor=SYSTEM)
    assert {"ticket_id": ticket.id, "moment": "changed"} in arguments_of(session, "act_on_ticket")
    act(session, ticket, Moment.CHANGED)
    assert ticket.tags == ["late"]


def test_what_a_rule_does_calls_no_rule_not_even_itself(session: Session, bob: Staff) -> None:
    terms = Terms("Up", Moment.CHANGED, Conditions(), Actions(priority=Priority.URGENT))
    add_rule(session, terms, actor=SYSTEM)
    ticket = make_ticket(session)
    prioritise(session, ticket, Priority.LOW, actor=SYSTEM)
    before = len(arguments_of(session, "act_on_ticket"))
    act(session, ticket, Moment.CHANGED)
    assert ticket.priority is Priority.URGENT
    assert len(arguments_of(session, "act_on_ticket")) == before == 1


def test_a_storm_is_stopped_and_said_once(session: Session, carla: Staff, frozen: Standing) -> None:
    terms = Terms("Note", Moment.CUSTOMER_WROTE, Conditions(), Actions(note="Again."))
    add_rule(session, terms, actor=SYSTEM)
    ticket = make_ticket(session)
    for _ in range(STORM + 3):
        write_entry(session, ticket, "Hello?", agent=None)
        act(session, ticket, Moment.CUSTOMER_WROTE)
    assert [run.stopped for run in runs(session)] == [False] * STORM + [True]
    assert "stopped: it acted here ten times" in carla.client.get(PAGE).text
    frozen.advance(timedelta(hours=1, minutes=1))
    act(session, ticket, Moment.CUSTOMER_WROTE)
    assert not runs(session)[-1].stopped


def test_what_nobody_touched_is_acted_on_once_until_somebody_does(
    session: Session, bob: Staff, frozen: Standing
) -> None:
    terms = Terms("Left", Moment.UNTOUCHED, Conditions(), Actions(tag="left alone"), hours=4)
    add_rule(session, terms, actor=SYSTEM)
    ticket, done = make_ticket(session), make_ticket(session)
    leave_in(session, done, TicketState.RESOLVED, actor=SYSTEM)
    session.commit()
    act_on_untouched()
    assert runs(session) == []
    frozen.advance(timedelta(hours=4))
    act_on_untouched()
    act_on_untouched()
    session.refresh(ticket)
    assert ticket.tags == ["left alone"]
    assert [run.ticket_id for run in runs(session)] == [ticket.id]
    frozen.advance(timedelta(hours=5))
    act_on_untouched()
    assert len(runs(session)) == 1


def test_trying_a_rule_lists_what_fits_and_does_nothing(session: Session, carla: Staff) -> None:
    ticket, other = make_ticket(session, text="My lawyer will write."), make_ticket(session)
    page = carla.client.press(NEW, NEW, {**LAWYER, "act": "try"}).text
    assert ticket.number in page
    assert other.number not in page
    assert 'value="Lawyers"' in page
    assert rules(session) == []
    assert ticket.priority is Priority.NORMAL


def test_a_rules_own_note_is_not_what_the_customer_wrote(session: Session, bob: Staff) -> None:
    wanted = Conditions(words=("lawyer",))
    terms = Terms("Tag", Moment.CHANGED, wanted, Actions(tag="law"))
    add_rule(session, terms, actor=SYSTEM)
    note = Terms("Note", Moment.OPENED, Conditions(), Actions(note="Is it a lawyer?"))
    add_rule(session, note, actor=SYSTEM)
    ticket = make_ticket(session)
    act(session, ticket, Moment.OPENED)
    act(session, ticket, Moment.CHANGED)
    assert ticket.tags == []
    assert len(entries_of(session, ticket)) == 2


def test_a_rule_is_changed_switched_off_and_deleted(session: Session, carla: Staff) -> None:
    carla.client.press(NEW, NEW, LAWYER)
    (rule,) = rules(session)
    page = f"{PAGE}/{rule.id}"
    assert "lawyer, court" in carla.client.get(page).text
    assert carla.client.press(page, page, {**LAWYER, "name": "Law"}).status_code == 303
    stale = carla.client.press(page, page, {**LAWYER, "name": "Old", "seen": "1"})
    assert (stale.status_code, "Old" in stale.text) == (409, True)
    assert rule.name == "Law"
    carla.client.press(PAGE, f"{page}/switch")
    ticket = make_ticket(session, text="My lawyer will write.")
    act(session, ticket, Moment.OPENED)
    assert not runs(session)
    assert arguments_of(session, "act_on_ticket") == []
    carla.client.press(PAGE, f"{page}/switch")
    act(session, ticket, Moment.OPENED)
    assert ticket.priority is Priority.URGENT
    carla.client.press(PAGE, f"{page}/delete")
    assert rules(session) == []
    assert carla.client.get(page).status_code == 404


@pytest.mark.parametrize(
    ("typed", "fault"),
    [({"then_priority": "", "then_note": ""}, "at least one action"), ({"name": ""}, "a name")],
)
def test_a_refusal_keeps_what_was_typed(
    session: Session, carla: Staff, typed: dict[str, str], fault: str
) -> None:
    answer = carla.client.press(NEW, NEW, {**LAWYER, **typed})
    assert answer.status_code == 422
    assert fault in answer.text
    assert "lawyer, court" in answer.text
    assert rules(session) == []
