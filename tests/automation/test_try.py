"""A rule is tried on tickets as their history says they were, and its page says what is guessed."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from helpdesk.automation.rules.past import Names, Recorded, stood_then
from helpdesk.automation.rules.terms import Actions, Moment, Terms
from helpdesk.automation.service.trying import would_have_acted
from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.conditions.rules import Conditions, Seen
from helpdesk.tickets.describing.categories import add_category
from helpdesk.tickets.describing.service import categorise, tag
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Priority, TicketState, TicketType
from helpdesk.tickets.service import assign, leave_in, prioritise, write_entry
from tests.conftest import A_MONDAY, Standing
from tests.make import make_ticket
from tests.people import Staff

NEW = "/console/settings/automation/new"
NOW = Seen(
    TicketState.RESOLVED, Priority.HIGH, TicketType.QUESTION, {1}, ["b"], "", agent_id=4, team_id=7
)


def tried(session: Session, moment: Moment, **conditions: object) -> list[Ticket]:
    session.commit()
    wanted = Conditions(**conditions)  # type: ignore[arg-type]
    terms = Terms("Try", moment, wanted, Actions(tag="x"))
    return [each.ticket for each in would_have_acted(session, terms)]


def recorded(day: int, **before: object) -> Recorded:
    return Recorded(A_MONDAY + timedelta(days=day), "changed", before)


@pytest.mark.parametrize(
    ("moment", "state", "tags", "agent_id"),
    [
        (A_MONDAY, TicketState.NEW, [], None),
        (A_MONDAY + timedelta(days=2), TicketState.OPEN, ["a", "c"], 4),
        (A_MONDAY + timedelta(days=9), TicketState.RESOLVED, ["b"], 4),
    ],
)
def test_the_trail_is_read_backwards(
    moment: datetime, state: TicketState, tags: list[str], agent_id: int | None
) -> None:
    trail = [
        recorded(1, state="new"), recorded(1, agent=None), recorded(1, tags=""),
        recorded(3, tags="a, c"), recorded(3, state="open"), recorded(4, due="2026-01-01"),
    ]  # fmt: skip
    then = stood_then(NOW, trail, moment, Names({}, {}))
    assert (then.state, then.tags, then.agent_id) == (state, tags, agent_id)


def test_names_of_then_are_looked_up_today_and_a_changed_one_is_none() -> None:
    trail = [recorded(1, category="Delivery / Late", team="Orders")]
    names = Names({"Delivery / Late": {2, 3}}, {"Orders": 5})
    then = stood_then(NOW, trail, A_MONDAY, names)
    assert (then.categories, then.team_id) == ({2, 3}, 5)
    then = stood_then(NOW, trail, A_MONDAY, Names({}, {}))
    assert (then.categories, then.team_id) == ((), None)


def test_what_came_in_is_judged_as_it_came_in(
    session: Session, bob: Staff, frozen: Standing
) -> None:
    category = add_category(session, "Delivery", None, actor=SYSTEM)
    ticket = make_ticket(session, text="My lawyer will write.")
    frozen.advance(timedelta(hours=1))
    prioritise(session, ticket, Priority.URGENT, actor=SYSTEM)
    categorise(session, ticket, category.id, actor=SYSTEM)
    tag(session, ticket, "law", actor=SYSTEM)
    assign(session, ticket, bob.agent, actor=SYSTEM)
    write_entry(session, ticket, "Thank you!", agent=None)
    normal = {"priority": Priority.NORMAL, "unassigned": True, "words": ("lawyer",)}
    assert tried(session, Moment.OPENED, state=TicketState.NEW, **normal) == [ticket]
    assert tried(session, Moment.OPENED, priority=Priority.URGENT) == []
    assert tried(session, Moment.OPENED, category_id=category.id) == []
    assert tried(session, Moment.OPENED, words=("thank",)) == []
    assert tried(session, Moment.CHANGED, priority=Priority.URGENT, tag="law") == [ticket]


def test_what_was_written_is_judged_as_it_stood_once_it_was_written(
    session: Session, bob: Staff, frozen: Standing
) -> None:
    ticket = make_ticket(session)
    leave_in(session, ticket, TicketState.RESOLVED, actor=SYSTEM)
    frozen.advance(timedelta(hours=5))
    write_entry(session, ticket, "It broke again!", agent=None)
    frozen.advance(timedelta(hours=1))
    prioritise(session, ticket, Priority.HIGH, actor=SYSTEM)
    leave_in(session, ticket, TicketState.RESOLVED, actor=SYSTEM)
    wrote, state = Moment.CUSTOMER_WROTE, TicketState.OPEN
    usual = Priority.NORMAL
    assert tried(session, wrote, state=state, priority=usual, words=("again",), age=5) == [ticket]
    assert tried(session, wrote, state=TicketState.RESOLVED) == []
    assert tried(session, wrote, age=6) == []


def test_the_page_says_what_is_known_and_nothing_old_is_tried(
    session: Session, carla: Staff, frozen: Standing
) -> None:
    ticket = make_ticket(session)
    typed = {"name": "Try", "moment": "opened", "then_tag": "x", "act": "try"}
    page = carla.client.press(NEW, NEW, typed).text
    assert ticket.number in page
    assert "as they were at that moment" in page
    page = carla.client.press(NEW, NEW, {**typed, "moment": "changed"}).text
    assert "as they stand now" in page
    frozen.advance(timedelta(days=31))
    assert tried(session, Moment.OPENED) == []
