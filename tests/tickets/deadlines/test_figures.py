"""What was due in a period is counted by policy, honestly, and told where there is enough of it."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from sqlalchemy import event, text, update
from sqlalchemy.orm import Session

from helpdesk.platform import clock
from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.deadlines.figures.queries import kept_promises
from helpdesk.tickets.deadlines.figures.rules import Figures, period_in, wilson
from helpdesk.tickets.deadlines.jobs import watch_deadlines
from helpdesk.tickets.deadlines.models import Deadline, DeadlinePolicy
from helpdesk.tickets.deadlines.policies import delete_policy
from helpdesk.tickets.deadlines.queries import deadlines_of
from helpdesk.tickets.deadlines.rules import Metric
from helpdesk.tickets.rules import TicketState
from helpdesk.tickets.service import leave_in, write_entry
from tests.conftest import Standing
from tests.make import make_agent, make_ticket
from tests.people import Staff
from tests.tickets.deadlines.promised import promise

pytestmark = pytest.mark.usefixtures("app")
PAGE = "/console/settings/deadlines/kept"
FIRST, RESOLUTION = Metric.FIRST_RESPONSE, Metric.RESOLUTION
HOUR = timedelta(hours=1)
ANSWER = {"normal": {"first_response": 2 * 60}}
SOLVE = {"normal": {"resolution": 2 * 60}}


def counted(
    session: Session, days: int = 30
) -> dict[str | None, list[tuple[Metric, int, int, int]]]:
    """Of each policy: what is promised, met, missed and late but still owed."""
    session.flush()
    found = kept_promises(session, clock.now() - timedelta(days=days), clock.now())
    return {
        kept.policy: [(each.metric, each.met, each.missed, each.overdue) for each in kept.figures]
        for kept in found
    }


def test_what_is_late_and_still_owed_counts_as_missed() -> None:
    figures = Figures(FIRST, met=102, missed=9, overdue=9)
    assert (figures.due, figures.rate) == (120, 0.85)
    assert figures.interval == pytest.approx((0.775, 0.903), abs=0.0005)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 10, 0, 0.278), (10, 10, 0.722, 1), (1, 1, 0.207, 1), (50, 100, 0.404, 0.596)],
)
def test_the_interval_is_right_near_none_and_all(
    part: int, whole: int, low: float, high: float
) -> None:
    assert wilson(part, whole) == pytest.approx((low, high), abs=0.001)


def test_too_few_tell_nothing() -> None:
    few = Figures(FIRST, met=9, missed=0, overdue=0, timed=9, median=60, ninetieth=90)
    enough = Figures(FIRST, met=9, missed=0, overdue=1, timed=10, median=60, ninetieth=90)
    assert (few.rate, few.interval, few.times) == (None, None, None)
    assert (enough.rate, enough.times) == (0.9, (60, 90))


@pytest.mark.parametrize("typed", ["7", "30", "90"])
def test_a_period_is_one_of_those_offered(typed: str) -> None:
    assert period_in(typed) == int(typed)
    assert [period_in(other) for other in (None, "", "31", "-7", "x")] == [30] * 5


def test_each_is_counted_once_its_date_has_passed(session: Session, frozen: Standing) -> None:
    promise(session, targets=ANSWER)
    agent = make_agent(session)
    quick, slow, waits = (make_ticket(session) for _ in range(3))
    frozen.advance(HOUR)
    write_entry(session, quick, "Here it is.", agent=agent)
    assert counted(session) == {}, "nothing is due yet"
    frozen.advance(2 * HOUR)
    write_entry(session, slow, "Sorry.", agent=agent)
    assert counted(session) == {"Usual": [(FIRST, 1, 1, 1)]}
    write_entry(session, waits, "Sorry, too.", agent=agent)
    assert counted(session) == {"Usual": [(FIRST, 1, 2, 0)]}
    frozen.advance(timedelta(days=8))
    assert counted(session, days=7) == {}
    assert counted(session, days=30) == {"Usual": [(FIRST, 1, 2, 0)]}


def test_what_ends_without_an_answer_was_missed_if_it_was_late(
    session: Session, frozen: Standing
) -> None:
    promise(session, targets=ANSWER)
    late, early = make_ticket(session), make_ticket(session)
    leave_in(session, early, TicketState.RESOLVED, actor=SYSTEM)
    session.commit()
    frozen.advance(3 * HOUR)
    watch_deadlines(0)
    leave_in(session, late, TicketState.RESOLVED, actor=SYSTEM)
    assert counted(session) == {"Usual": [(FIRST, 0, 1, 0)]}


def test_what_was_done_after_its_clock_stood_still_is_met(
    session: Session, frozen: Standing
) -> None:
    promise(session, targets=SOLVE)
    ticket = make_ticket(session)
    leave_in(session, ticket, TicketState.PENDING_CUSTOMER, actor=SYSTEM)
    frozen.advance(timedelta(days=1))
    leave_in(session, ticket, TicketState.RESOLVED, actor=SYSTEM)
    frozen.advance(3 * HOUR)
    assert counted(session) == {"Usual": [(RESOLUTION, 1, 0, 0)]}


def test_the_time_it_took_is_working_time_without_what_stood_still(
    session: Session, frozen: Standing
) -> None:
    promise(session, targets=SOLVE)
    ticket = make_ticket(session)
    frozen.advance(HOUR)
    leave_in(session, ticket, TicketState.PENDING_CUSTOMER, actor=SYSTEM)
    frozen.advance(3 * HOUR)
    leave_in(session, ticket, TicketState.OPEN, actor=SYSTEM)
    frozen.advance(timedelta(days=1))  # from Monday 14:00, and the desk closes at 17:00
    leave_in(session, ticket, TicketState.RESOLVED, actor=SYSTEM)
    (resolution,) = deadlines_of(session, ticket)
    assert resolution.took == (1 + 3 + 5) * 3600
    leave_in(session, ticket, TicketState.OPEN, actor=SYSTEM)
    (again,) = deadlines_of(session, ticket)
    assert (again.took, again.outcome) == (None, None)


def test_a_deadline_belongs_to_the_policy_that_promised_it_last(
    session: Session, frozen: Standing
) -> None:
    first = promise(session, "Partners", targets=ANSWER, domains=("shop.example",))
    promise(session, "Everybody", targets=ANSWER)
    for at in ("shop", "home"):
        make_ticket(session, email=f"bea@{at}.example")
    frozen.advance(3 * HOUR)
    assert counted(session) == {"Partners": [(FIRST, 0, 0, 1)], "Everybody": [(FIRST, 0, 0, 1)]}
    session.execute(
        update(Deadline)
        .where(Deadline.policy_id == first.id)
        .values(ended_at=clock.now(), outcome="missed")
    )
    delete_policy(session, first, actor=SYSTEM)
    assert counted(session) == {"Everybody": [(FIRST, 0, 0, 1)], None: [(FIRST, 0, 1, 0)]}


@pytest.fixture
def past(session: Session, frozen: Standing) -> DeadlinePolicy:
    """A policy under which twelve were answered, nine of them in time, from 10 minutes on."""
    policy = promise(session, "=Best\ncustomers", targets=ANSWER)
    agent = make_agent(session, name="Zoe")
    tickets = [make_ticket(session) for _ in range(12)]
    for ticket in tickets[:9]:
        frozen.advance(timedelta(minutes=10))
        write_entry(session, ticket, "Here it is.", agent=agent)
    frozen.advance(HOUR)
    for ticket in tickets[9:]:
        write_entry(session, ticket, "At last.", agent=agent)
    session.commit()
    return policy


@pytest.mark.usefixtures("past")
def test_a_lead_reads_how_they_are_kept(carla: Staff, bob: Staff) -> None:
    assert "How they are kept" in carla.client.get("/console/settings/deadlines").text
    page = carla.client.get(PAGE).text
    for told in ("75.0%", "46.8%", "91.1%", "1 h 5 min", "2 h 30 min"):
        assert told in page
    assert "Nothing was due in these days" not in page
    assert bob.client.get(PAGE).status_code == 403


def test_too_few_and_none_are_said(session: Session, carla: Staff, frozen: Standing) -> None:
    assert "Nothing was due in these days" in carla.client.get(f"{PAGE}?days=7").text
    promise(session, targets=ANSWER)
    make_ticket(session)
    frozen.advance(3 * HOUR)
    session.commit()
    assert "insufficient data" in carla.client.get(PAGE).text
    (_, line) = csv.reader(StringIO(carla.client.get(f"{PAGE}/table").text))
    assert line[3:] == ["1", "0", "0", "1", "", "", "", "0", "", ""]


@pytest.mark.usefixtures("past")
def test_the_same_is_a_table_for_other_programs(carla: Staff) -> None:
    answer = carla.client.get(f"{PAGE}/table?days=90")
    assert answer.content_type.startswith("text/csv")
    assert answer.headers["Content-Disposition"].endswith('filename="deadlines-90-days.csv"')
    (line,) = csv.DictReader(StringIO(answer.text))
    assert line == {
        "policy": "'=Best customers", "metric": "first_response", "days": "90",
        "due": "12", "met": "9", "missed": "3", "overdue": "0",
        "rate": "0.75", "rate_low": "0.4677", "rate_high": "0.9111",
        "timed": "12", "median_minutes": "65.0", "ninetieth_minutes": "150.0",
    }  # fmt: skip


@pytest.fixture
def asked(session: Session) -> Iterator[list[str]]:
    """What the database is asked of deadlines."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "ticket_deadline" in statement:
            statements.append(statement)

    event.listen(session.connection(), "before_cursor_execute", note)
    yield statements
    event.remove(session.connection(), "before_cursor_execute", note)


@pytest.mark.usefixtures("past")
def test_they_are_counted_in_one_question(carla: Staff, asked: list[str]) -> None:
    assert carla.client.get(PAGE).status_code == 200
    assert len(asked) == 1


def test_a_period_is_found_by_its_index(session: Session, frozen: Standing) -> None:
    policy, ticket = (
        promise(session, targets={"normal": {"next_response": 60}}),
        make_ticket(session),
    )
    session.execute(
        text(
            "insert into ticket_deadline (ticket_id, policy_id, metric, started_at, target, held,"
            " due_at, ended_at, outcome, took)"
            " select :ticket, :policy, 'next_response', due, 60, 0,"
            " due, due, 'met', 60 from generate_series(1, 20000) n,"
            " lateral (select cast(:now as timestamptz) - n * interval '1 hour' due) moment"
        ),
        {"ticket": ticket.id, "policy": policy.id, "now": frozen.moment},
    )
    session.execute(text("analyze ticket_deadline"))
    plans: list[str] = []

    def explain(
        _connection: object, cursor: object, statement: str, parameters: Any, *_: object
    ) -> None:
        if "percentile_cont" in statement and not statement.startswith("EXPLAIN"):
            rows = session.connection().exec_driver_sql(f"EXPLAIN {statement}", parameters)
            plans.extend(row[0] for row in rows)

    event.listen(session.connection(), "before_cursor_execute", explain)
    assert counted(session, days=7) == {"Usual": [(Metric.NEXT_RESPONSE, 168, 0, 0)]}
    event.remove(session.connection(), "before_cursor_execute", explain)
    assert any("ix_ticket_deadline_due_at" in line for line in plans)
    assert not any("Seq Scan on ticket_deadline" in line for line in plans)
