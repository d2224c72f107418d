"""Calendars beside the desk's opening hours, and what moves when one of them changes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.platform.audit import SYSTEM, AuditEvent
from helpdesk.settings.models import WorkingCalendar
from helpdesk.settings.queries import calendars
from helpdesk.tickets.deadlines.calendars import add_calendar, change_calendar
from helpdesk.tickets.deadlines.jobs import reckon_deadlines
from helpdesk.tickets.deadlines.queries import deadlines_of, policies
from helpdesk.tickets.rules import TicketState
from helpdesk.tickets.service import leave_in, write_entry
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_agent, make_ticket
from tests.people import Staff
from tests.tickets.deadlines.promised import NEW as NEW_POLICY
from tests.tickets.deadlines.promised import TYPED as POLICY
from tests.tickets.deadlines.promised import promise

pytestmark = pytest.mark.usefixtures("app", "frozen")
ALL = "/console/settings/calendars"
NEW = f"{ALL}/new"
TYPED = {
    "name": "New York", "hours": "Mon-Fri 9-12, 13-17", "zone": "America/New_York",
    "holidays": "US-NY", "days_off": "2026-12-24",
}  # fmt: skip
HOUR = timedelta(hours=1)
MONDAYS = "\n".join(str(date(2026, 3, 2) + timedelta(weeks=each)) for each in range(110))


@pytest.fixture
def new_york(session: Session) -> WorkingCalendar:
    calendar = add_calendar(session, TYPED, actor=SYSTEM)
    session.commit()
    return calendar


def test_a_policy_counts_by_its_own_calendar_and_the_next_by_the_desks(
    session: Session, new_york: WorkingCalendar
) -> None:
    quick = {"normal": {"resolution": 4 * 60}}
    promise(session, "There", targets=quick, calendar_id=new_york.id, domains=("shop.example",))
    promise(session, "Here", targets=quick)
    there = make_ticket(session, email="bea@shop.example")  # it is 5:00 in New York
    here = make_ticket(session)
    assert there.due_at == datetime(2026, 3, 2, 19, 0, tzinfo=UTC)  # 14:00 there, after lunch
    assert here.due_at == datetime(2026, 3, 2, 14, 0, tzinfo=UTC)


def test_the_clock_that_is_changed_there_on_another_day_than_here_counts(
    session: Session, new_york: WorkingCalendar, frozen: Standing
) -> None:
    promise(session, targets={"normal": {"resolution": 8 * 60}}, calendar_id=new_york.id)
    frozen.moment = datetime(2026, 3, 6, 20, 0, tzinfo=UTC)  # Friday, 15:00 there
    ticket = make_ticket(session)
    assert ticket.due_at == datetime(2026, 3, 9, 20, 0, tzinfo=UTC)  # Monday, 16:00 there


def test_time_that_stood_still_is_counted_by_the_policys_calendar(
    session: Session, new_york: WorkingCalendar, frozen: Standing
) -> None:
    promise(session, targets={"normal": {"resolution": 60}}, calendar_id=new_york.id)
    frozen.moment = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)  # 9:30 there
    ticket, agent = make_ticket(session), make_agent(session)
    write_entry(session, ticket, "Which size?", agent=agent)
    leave_in(session, ticket, TicketState.PENDING_CUSTOMER, actor=SYSTEM)
    frozen.advance(3 * HOUR)  # of them two and a half before lunch
    write_entry(session, ticket, "The large one.", agent=None)
    (resolution,) = deadlines_of(session, ticket)
    assert resolution.held == 2.5 * 3600
    assert resolution.due_at == datetime(2026, 3, 2, 19, 0, tzinfo=UTC)


def test_a_day_off_in_the_past_moves_what_is_owed_and_nothing_that_has_ended(
    session: Session, new_york: WorkingCalendar, frozen: Standing
) -> None:
    promise(session, targets={"normal": {"resolution": 8 * 60}}, calendar_id=new_york.id)
    frozen.moment = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
    done, waits = make_ticket(session), make_ticket(session)
    frozen.advance(24 * HOUR)
    leave_in(session, done, TicketState.RESOLVED, actor=SYSTEM)
    (ended,) = deadlines_of(session, done)
    was = (ended.due_at, ended.outcome)
    typed = TYPED | {"days_off": "2026-03-02", "seen": "1"}
    change_calendar(session, new_york, typed, actor=SYSTEM)
    session.commit()
    assert arguments_of(session, "reckon_deadlines")[-1:] == [{}]
    reckon_deadlines()
    session.refresh(ended)
    session.refresh(waits)
    assert (ended.due_at, ended.outcome) == was
    assert waits.due_at == datetime(2026, 3, 4, 15, 0, tzinfo=UTC)


def test_a_lead_adds_a_calendar_names_it_in_a_policy_and_changes_it(
    session: Session, carla: Staff
) -> None:
    assert "No calendars yet" in carla.client.get(ALL).text
    assert carla.client.press(NEW, NEW, TYPED).location == ALL
    (calendar,) = calendars(session)
    page = carla.client.get(ALL).text
    assert "Mon-Fri 9-12, 13-17 · America/New_York · holidays of US-NY · 1 other day off" in page
    carla.client.press(NEW_POLICY, NEW_POLICY, POLICY | {"calendar": str(calendar.id)})
    (policy,) = policies(session)
    assert policy.calendar is calendar
    assert "working time of New York" in carla.client.get("/console/settings/deadlines").text
    address = f"{ALL}/{calendar.id}"
    stale = TYPED | {"seen": "1"}
    assert carla.client.press(address, address, TYPED | {"name": "Boston"}).status_code == 303
    assert carla.client.press(address, address, stale).status_code == 409
    session.refresh(calendar)
    assert calendar.name == "Boston"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": " "}, "Give the calendar a name"),
        ({"name": "ELSEWHERE"}, "There is a calendar “ELSEWHERE” already"),
        ({"hours": "always"}, "Write days and hours such as"),
        ({"zone": "Mars"}, "Choose a time zone"),
        ({"holidays": "Mars"}, "Write a country"),
        ({"days_off": "soon"}, "Write each day as"),
        ({"hours": "Mon 9-10", "days_off": MONDAYS}, "leave no working time"),
    ],
)
def test_what_is_no_calendar_is_refused_with_what_was_typed(
    session: Session, carla: Staff, typed: dict[str, str], says: str
) -> None:
    add_calendar(session, TYPED | {"name": "Elsewhere"}, actor=SYSTEM)
    session.commit()
    answer = carla.client.press(NEW, NEW, TYPED | typed)
    assert (answer.status_code, says in answer.text) == (422, True)
    assert len(calendars(session)) == 1


def test_a_calendar_that_counts_for_a_policy_is_not_deleted(
    session: Session, carla: Staff, new_york: WorkingCalendar
) -> None:
    policy = promise(session, calendar_id=new_york.id)
    address = f"{ALL}/{new_york.id}"
    answer = carla.client.press(ALL, f"{address}/delete")
    assert answer.status_code == 422
    assert "This calendar counts for “Usual”." in answer.text
    policy.calendar_id = None
    session.commit()
    assert carla.client.press(ALL, f"{address}/delete").status_code == 303
    assert carla.client.get(address).status_code == 404
    trail = select(AuditEvent.action).where(AuditEvent.subject_type == "working calendar")
    assert session.scalars(trail.order_by(AuditEvent.id)).all() == ["created", "deleted"]


@pytest.mark.parametrize("calendar", ["999999", "x"])
def test_a_policy_names_no_calendar_that_there_is_not(carla: Staff, calendar: str) -> None:
    answer = carla.client.press(NEW_POLICY, NEW_POLICY, POLICY | {"calendar": calendar})
    assert answer.status_code == 422
