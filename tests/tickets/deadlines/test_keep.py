"""What becomes of deadlines when a ticket is opened, answered, changed and resolved."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from helpdesk.platform.audit import SYSTEM, Actor
from helpdesk.settings.sections import OpeningHours
from helpdesk.settings.service import Edit, change_section
from helpdesk.tickets.deadlines.jobs import reckon_deadlines
from helpdesk.tickets.deadlines.models import Deadline
from helpdesk.tickets.deadlines.policies import delete_policy
from helpdesk.tickets.deadlines.queries import deadlines_of
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import history_of
from helpdesk.tickets.rules import Priority, TicketState
from helpdesk.tickets.service import change_state, leave_in, prioritise, write_entry
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_agent, make_ticket
from tests.tickets.deadlines.promised import promise

pytestmark = pytest.mark.usefixtures("app", "frozen")
HOUR = timedelta(hours=1)


def at(hour: int, minute: int = 0, *, day: int = 2) -> datetime:
    """In the week from Monday, 2 March 2026, on which it is 10:00."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def of(session: Session, ticket: Ticket, metric: str) -> list[Deadline]:
    return [each for each in deadlines_of(session, ticket) if each.metric == metric]


def test_without_a_policy_nothing_is_due(session: Session) -> None:
    ticket = make_ticket(session)
    assert deadlines_of(session, ticket) == []
    assert ticket.due_at is None


def test_a_new_ticket_is_owed_an_answer_and_a_resolution(session: Session) -> None:
    promise(session)
    ticket = make_ticket(session)
    (first,), (resolution,) = (of(session, ticket, m) for m in ("first_response", "resolution"))
    assert first.due_at == at(12)
    assert resolution.due_at == at(10, day=4)
    assert ticket.due_at == at(12)


def test_the_first_policy_that_fits_holds(session: Session) -> None:
    promise(session, "Partners", targets={"normal": {"resolution": 60}}, domains=("shop.example",))
    promise(session)
    partner = make_ticket(session, email="bea@shop.example")
    assert partner.due_at == at(11)
    assert make_ticket(session, email="alice@example.org").due_at == at(12)


def test_an_answer_in_time_meets_the_first_response(session: Session, frozen: Standing) -> None:
    promise(session)
    ticket, agent = make_ticket(session), make_agent(session)
    write_entry(session, ticket, "She looks into it.", agent=agent, note=True)
    assert ticket.due_at == at(12)  # a note is no answer
    frozen.advance(HOUR)
    write_entry(session, ticket, "We look into it.", agent=agent)
    (first,) = of(session, ticket, "first_response")
    assert (first.outcome, first.ended_at) == ("met", at(11))
    assert ticket.due_at == at(10, day=4)


def test_an_answer_that_comes_late_missed_it(session: Session, frozen: Standing) -> None:
    promise(session)
    ticket = make_ticket(session)
    frozen.advance(2 * HOUR + timedelta(minutes=1))
    write_entry(session, ticket, "Sorry for the wait.", agent=make_agent(session))
    (first,) = of(session, ticket, "first_response")
    assert first.outcome == "missed"


def test_words_of_the_customer_are_owed_one_answer_however_many(
    session: Session, frozen: Standing
) -> None:
    promise(session)
    ticket, agent = make_ticket(session), make_agent(session)
    write_entry(session, ticket, "Any news?", agent=None)
    assert of(session, ticket, "next_response") == []  # the first one is still owed
    write_entry(session, ticket, "We look into it.", agent=agent)
    write_entry(session, ticket, "And?", agent=None)
    frozen.advance(HOUR)
    write_entry(session, ticket, "Hello?", agent=None)
    (following,) = of(session, ticket, "next_response")
    assert following.due_at == at(14)
    write_entry(session, ticket, "Here it is.", agent=agent)
    write_entry(session, ticket, "Thank you!", agent=None)
    assert [each.outcome for each in of(session, ticket, "next_response")] == ["met", None]


def test_the_resolution_stands_still_while_the_customer_has_to_answer(
    session: Session, frozen: Standing
) -> None:
    promise(session)
    ticket, agent = make_ticket(session), make_agent(session)
    write_entry(session, ticket, "Which size is it?", agent=agent)
    leave_in(session, ticket, TicketState.PENDING_CUSTOMER, actor=Actor.agent(agent.id))
    (resolution,) = of(session, ticket, "resolution")
    assert (resolution.due_at, ticket.due_at) == (None, None)
    frozen.advance(24 * HOUR)  # eight hours of work
    write_entry(session, ticket, "The large one.", agent=None)
    assert resolution.due_at == at(10, day=5)
    assert ticket.due_at == at(14, day=3)  # the next response


def test_what_is_resolved_owes_nothing_until_it_is_opened_again(
    session: Session, frozen: Standing
) -> None:
    promise(session)
    ticket, by = make_ticket(session), Actor.agent(make_agent(session).id)
    change_state(session, ticket, TicketState.OPEN, actor=by)
    change_state(session, ticket, TicketState.RESOLVED, actor=by)
    first, resolution = deadlines_of(session, ticket)
    assert (first.outcome, resolution.outcome) == ("dropped", "met")
    assert ticket.due_at is None
    frozen.advance(24 * HOUR)
    write_entry(session, ticket, "It broke again.", agent=None)
    assert (resolution.outcome, resolution.due_at) == (None, at(10, day=5))


def test_thanks_after_a_resolution_is_not_owed_an_answer_for_ever(session: Session) -> None:
    promise(session)
    ticket, agent = make_ticket(session), make_agent(session)
    write_entry(session, ticket, "Done.", agent=agent)
    leave_in(session, ticket, TicketState.RESOLVED, actor=Actor.agent(agent.id))
    write_entry(session, ticket, "Thanks!", agent=None)
    change_state(session, ticket, TicketState.RESOLVED, actor=Actor.agent(agent.id))
    assert ticket.due_at is None


def test_a_priority_without_a_target_drops_what_was_owed(session: Session) -> None:
    promise(session)
    ticket = make_ticket(session)
    prioritise(session, ticket, Priority.LOW, actor=SYSTEM)
    assert {each.outcome for each in deadlines_of(session, ticket)} == {"dropped"}
    assert ticket.due_at is None


def test_another_priority_moves_the_dates_and_the_trail_keeps_how(session: Session) -> None:
    promise(session)
    ticket = make_ticket(session)
    prioritise(session, ticket, Priority.URGENT, actor=SYSTEM)
    assert ticket.due_at == at(10, 30)
    moved = {event.action: event for event in history_of(session, ticket)}
    assert moved["first response moved"].before == {"due": at(12).isoformat()}
    assert moved["first response moved"].after == {"due": at(10, 30).isoformat()}
    assert "resolution moved" in moved


def test_other_hours_move_the_dates_of_what_is_open(session: Session) -> None:
    promise(session)
    ticket = make_ticket(session)
    edit = Edit(SYSTEM, seen=0)
    change_section(session, OpeningHours, {"hours": "Mon-Fri 9-11", "days_off": "2026-03-03"}, edit)
    session.commit()
    assert arguments_of(session, "reckon_deadlines")[-1:] == [{}]
    reckon_deadlines()
    session.refresh(ticket)
    assert ticket.due_at == at(10, day=4)


def test_a_holiday_in_the_past_gives_the_time_back_and_takes_no_miss_away(
    session: Session, frozen: Standing
) -> None:
    promise(session)
    late, waiting = make_ticket(session), make_ticket(session)
    frozen.advance(3 * HOUR)
    write_entry(session, late, "Sorry.", agent=make_agent(session))
    change_section(session, OpeningHours, {"days_off": "2026-03-02"}, Edit(SYSTEM, seen=0))
    session.commit()
    reckon_deadlines()
    session.refresh(waiting)
    assert waiting.due_at == at(11, day=3)
    assert of(session, late, "first_response")[0].outcome == "missed"


def test_a_policy_that_is_deleted_promises_nothing_any_more(session: Session) -> None:
    policy = promise(session)
    ticket = make_ticket(session)
    delete_policy(session, policy, actor=SYSTEM)
    session.commit()
    reckon_deadlines()
    session.refresh(ticket)
    assert ticket.due_at is None
    assert {each.outcome for each in deadlines_of(session, ticket)} == {"dropped"}


def test_what_was_late_before_anybody_promised_it_alarms_nobody(
    session: Session, frozen: Standing
) -> None:
    ticket = make_ticket(session)
    frozen.advance(8 * HOUR)
    promise(session)
    reckon_deadlines()
    session.refresh(ticket)
    first, _ = deadlines_of(session, ticket)
    assert first.due_at == at(12)
    assert first.missed_at == at(18)
