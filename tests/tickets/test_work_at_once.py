"""Two agents at one ticket: they change it one after the other, and neither by what is past."""

import pytest
from sqlalchemy import select

from helpdesk.feedback.models import Feedback
from helpdesk.platform import db
from helpdesk.platform.audit import Actor
from helpdesk.tickets.rules import TicketRefused, TicketState
from helpdesk.tickets.service import change_state, get_ticket
from helpdesk.wiring import connect_facts
from tests.at_once import at_once
from tests.make import make_agent, make_ticket

pytestmark = pytest.mark.usefixtures("committing")


@pytest.fixture
def number() -> str:
    """A committed ticket that is resolved."""
    connect_facts()
    with db.transaction() as session:
        make_agent(session)
        ticket = make_ticket(session)
        for state in (TicketState.OPEN, TicketState.RESOLVED):
            change_state(session, ticket, state, actor=Actor.agent(1))
        return ticket.number


def moved(number: str, state: TicketState) -> str:
    with db.transaction() as session:
        ticket = get_ticket(session, number)
        try:
            change_state(session, ticket, state, actor=Actor.agent(1))
        except TicketRefused as refusal:
            return str(refusal)
        return "moved"


def test_a_ticket_closed_twice_at_once_is_closed_once(number: str) -> None:
    answers = at_once(lambda _: moved(number, TicketState.CLOSED))
    assert answers.count("moved") == 1
    assert all("is “Closed”" in str(answer) for answer in answers if answer != "moved")
    with db.transaction() as session:
        assert len(session.scalars(select(Feedback)).all()) == 1


def test_what_a_colleague_decided_first_is_not_overwritten(number: str) -> None:
    wanted = [TicketState.OPEN, TicketState.CLOSED]
    answers = at_once(lambda turn: moved(number, wanted[turn]), people=2)
    with db.transaction() as session:
        ended = get_ticket(session, number).state
    assert answers.count("moved") == 1
    assert answers[wanted.index(ended)] == "moved"
