"""Customers are told how long an answer takes, from the desk's own past and from nothing else."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from helpdesk.tickets.reading import usual_answer_to
from helpdesk.tickets.rules import usual_answer
from helpdesk.tickets.service import write_entry
from tests.conftest import Standing
from tests.make import make_agent, make_ticket
from tests.people import Customer, enter_portal


def hours(*waits: float | None) -> list[timedelta | None]:
    return [None if wait is None else timedelta(hours=wait) for wait in waits]


@pytest.mark.parametrize(
    ("waits", "told"),
    [
        (hours(*[1] * 9), None),
        (hours(*[1] * 10), 1),
        (hours(*[1] * 8, 5, 30), 8),
        (hours(*[1] * 8, None, None), None),
        (hours(*[3] * 20, None, None), 4),
        (hours(*[80] * 20), None),
        ([], None),
    ],
)
def test_eight_of_ten_had_an_answer_within_what_is_told(
    waits: list[timedelta | None], told: int | None
) -> None:
    assert usual_answer(waits) == (None if told is None else timedelta(hours=told))


def past(session: Session, frozen: Standing, *, answered: int) -> None:
    """Twelve requests of a fortnight ago, of which some had an answer after three hours."""
    agent = make_agent(session)
    frozen.advance(-timedelta(weeks=2))
    tickets = [make_ticket(session) for _ in range(12)]
    frozen.advance(timedelta(hours=2))
    for ticket in tickets:
        write_entry(session, ticket, "Ask the warehouse.", agent=agent, note=True)
    frozen.advance(timedelta(hours=1))
    for ticket in tickets[:answered]:
        write_entry(session, ticket, "On its way.", agent=agent)
    session.commit()
    frozen.advance(timedelta(weeks=2) - timedelta(hours=3))


def test_the_page_of_a_new_request_says_it(
    session: Session, frozen: Standing, alice: Customer
) -> None:
    past(session, frozen, answered=12)
    ticket = make_ticket(session, alice.conversation.customer)
    enter_portal(alice.client, session, alice.id)
    page = f"/requests/{ticket.number}"
    assert "were answered within 4 hours." in alice.client.get(page).text
    write_entry(session, ticket, "On its way.", agent=make_agent(session, name="Carla"))
    session.commit()
    assert "were answered within" not in alice.client.get(page).text


def test_nothing_is_told_where_many_wait_for_ever(session: Session, frozen: Standing) -> None:
    past(session, frozen, answered=8)
    assert usual_answer_to(session) is None


def test_those_of_the_last_days_say_nothing_yet(session: Session, frozen: Standing) -> None:
    agent = make_agent(session)
    for _ in range(12):
        write_entry(session, make_ticket(session), "On its way.", agent=agent)
    session.commit()
    assert usual_answer_to(session) is None
