"""A rule is tried on tickets as their history says they were, and its page says what is guessed."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from helpdesk.automation.rules.names import Known, Names, Renamed
from helpdesk.automation.rules.past import Past, Recorded, Written, moments_of, stood_then
from helpdesk.automation.rules.terms import Actions, Moment, Terms
from helpdesk.automation.service.trying import would_have_acted
from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.conditions.rules import Conditions, Seen
from helpdesk.tickets.deadlines.jobs import watch_deadlines
from helpdesk.tickets.describing.categories import add_category, rename_category
from helpdesk.tickets.describing.service import categorise, tag
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Priority, TicketState, TicketType
from helpdesk.tickets.satisfaction.queries import newest_survey
from helpdesk.tickets.satisfaction.service import Rating, rate
from helpdesk.tickets.service import assign, leave_in, prioritise, write_entry
from tests.conftest import A_MONDAY, Standing
from tests.make import make_ticket
from tests.people import Staff
from tests.tickets.deadlines.promised import promise

NEW = "/console/settings/automation/new"
NOW = Seen(
    TicketState.RESOLVED, Priority.HIGH, TicketType.QUESTION, {1}, ["b"], "", agent_id=4, team_id=7
)

NOBODY = Names(Known({}), [], Known({}))


def tried(session: Session, moment: Moment, **conditions: object) -> list[Ticket]:
    session.commit()
    wanted = Conditions(**conditions)  # type: ignore[arg-type]
    terms = Terms("Try", moment, wanted, Actions(tag="x"))
    return [each.ticket for each in would_have_acted(session, terms)]


def recorded(day: int, **before: object) -> Recorded:
    return Recorded(A_MONDAY + timedelta(days=day), "changed", before)


def past(*trail: Recorded, **more: Any) -> Past:
    return Past(A_MONDAY, trail, **more)


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
    then = stood_then(NOW, past(*trail), moment, NOBODY)
    assert (then.state, then.tags, then.agent_id) == (state, tags, agent_id)


@pytest.mark.parametrize(
    ("path", "team", "day", "found"),
    [
        ("Delivery / Late", "Orders", 1, ((2, 3), 5)),
        ("Parcels / Late", "Shop", 5, ((2, 3), 5)),
        ("Parcels / Late", "Shop", 1, ((), None)),  # what they are called today, not then
        ("Delivery", "Orders", 5, ((4,), 6)),  # others that took the names over
        ("Gone", "Gone", 1, ((), None)),
    ],
)
def test_names_in_the_trail_are_read_as_they_were_used_then(
    path: str, team: str, day: int, found: tuple[tuple[int, ...], int | None]
) -> None:
    renamed = A_MONDAY + timedelta(days=3)
    names = Names(
        Known({2: "Parcels", 3: "Late", 4: "Delivery"}, [
            Renamed(renamed, 4, "Couriers"), Renamed(renamed, 2, "Delivery"),
        ]),
        [(2,), (2, 3), (4,)],
        Known({5: "Shop", 6: "Orders"}, [
            Renamed(renamed, 6, "Sales"), Renamed(renamed, 5, "Orders"),
        ]),
    )  # fmt: skip
    then = stood_then(NOW, past(recorded(day, category=path, team=team)), A_MONDAY, names)
    assert (then.categories, then.team_id) == found


CHANGES = (
    Recorded(A_MONDAY + timedelta(hours=2), "state changed", {"state": "new"}),
    Recorded(A_MONDAY + timedelta(hours=3), "tags set", {"tags": ""}, by_rule=True),
    Recorded(A_MONDAY + timedelta(hours=4), "assigned", {"agent": None}),
    Recorded(A_MONDAY + timedelta(hours=5), "first response moved", {"due": ""}),
)
HAPPENED = Past(
    A_MONDAY, CHANGES,
    [Written(A_MONDAY, "Broken", True), Written(A_MONDAY + timedelta(hours=6), "And?", True)],
    warned=[A_MONDAY + timedelta(hours=7)], missed=[A_MONDAY + timedelta(hours=8)],
    rated=[(A_MONDAY + timedelta(hours=9), 2), (A_MONDAY + timedelta(hours=10), 4)],
)  # fmt: skip


@pytest.mark.parametrize(
    ("moment", "hours"),
    [
        (Moment.OPENED, [0]), (Moment.CUSTOMER_WROTE, [6]), (Moment.CHANGED, [2]),
        (Moment.UNTOUCHED, [2, 6, 8]), (Moment.DEADLINE_NEAR, [7]), (Moment.DEADLINE_MISSED, [8]),
        (Moment.RATED_BADLY, [9]),
    ],
)  # fmt: skip
def test_the_history_says_when_each_moment_came(moment: Moment, hours: list[int]) -> None:
    found = moments_of(moment, HAPPENED, 2, A_MONDAY + timedelta(hours=20))
    assert [(at - A_MONDAY) / timedelta(hours=1) for at in found] == hours


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
    changed = tried(session, Moment.CHANGED, priority=Priority.URGENT, tag="law")
    assert set(changed) == {ticket}


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
    frozen.advance(timedelta(days=31))
    assert tried(session, Moment.OPENED) == []


def test_a_category_that_was_renamed_since_is_still_the_one_that_it_was(
    session: Session, frozen: Standing
) -> None:
    late = add_category(session, "Late", None, actor=SYSTEM)
    lost = add_category(session, "Lost", None, actor=SYSTEM)
    ticket = make_ticket(session)
    categorise(session, ticket, late.id, actor=SYSTEM)
    frozen.advance(timedelta(hours=1))
    prioritise(session, ticket, Priority.HIGH, actor=SYSTEM)
    frozen.advance(timedelta(hours=1))
    categorise(session, ticket, lost.id, actor=SYSTEM)
    frozen.advance(timedelta(hours=1))
    rename_category(session, late, "Delayed", seen="Late", actor=SYSTEM)
    high = {"priority": Priority.HIGH, "category_id": late.id}
    assert tried(session, Moment.CHANGED, **high) == [ticket]


def test_what_was_owed_and_rated_is_tried_when_it_came(
    session: Session, bob: Staff, frozen: Standing
) -> None:
    promise(session)
    ticket = make_ticket(session)
    frozen.advance(timedelta(hours=3))
    session.commit()
    watch_deadlines(0)
    frozen.advance(timedelta(hours=1))
    write_entry(session, ticket, "On it.", agent=bob.agent)
    assert tried(session, Moment.DEADLINE_MISSED, state=TicketState.NEW, unassigned=True) == [
        ticket
    ]
    assert tried(session, Moment.DEADLINE_MISSED, replies=1) == []
    leave_in(session, ticket, TicketState.RESOLVED, actor=SYSTEM)
    survey = newest_survey(session, ticket)
    assert survey is not None
    rate(session, survey, Rating(1))
    assert tried(session, Moment.RATED_BADLY, score=1, replies=1) == [ticket]


def test_what_nobody_touched_is_tried_once_for_each_wait(
    session: Session, bob: Staff, frozen: Standing
) -> None:
    old = make_ticket(session)
    frozen.advance(timedelta(days=40))
    write_entry(session, old, "Still nothing?", agent=None)
    frozen.advance(timedelta(hours=9))
    leave_in(session, old, TicketState.RESOLVED, actor=SYSTEM)
    frozen.advance(timedelta(hours=9))
    session.commit()
    terms = Terms("Try", Moment.UNTOUCHED, Conditions(words=("nothing",)), Actions(tag="x"), 8)
    (found,) = would_have_acted(session, terms)
    assert (found.ticket, found.seen.state) == (old, TicketState.NEW)
