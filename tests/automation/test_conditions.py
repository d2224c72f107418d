"""What rules look at beside the ticket's own fields: who writes, what is owed, what was said."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.automation.models import AutomationRule
from helpdesk.automation.reading import terms_of
from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.assigning.teams import give_to_team
from helpdesk.tickets.conditions.looking import categories_above, seen_of
from helpdesk.tickets.conditions.rules import Conditions, Due, fits
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import TicketState
from helpdesk.tickets.satisfaction.queries import newest_survey
from helpdesk.tickets.satisfaction.service import Rating, rate
from helpdesk.tickets.service import assign, leave_in, write_entry
from tests.conftest import Standing
from tests.make import make_customer, make_team, make_ticket
from tests.people import Staff
from tests.tickets.deadlines.promised import promise

NEW = "/console/settings/automation/new"
EVERYTHING = {
    "name": "All", "moment": "rated_badly", "state": "open", "holder": "nobody", "age": "3",
    "channel": "portal", "language": "de", "domains": "@shop.example, Big.example", "due": "near",
    "replies": "2", "score": "9", "stops": "1", "then_tag": "seen", "then_snooze": "2",
}  # fmt: skip


def holds(session: Session, ticket: Ticket, conditions: Conditions) -> bool:
    session.commit()
    return fits(conditions, seen_of(session, ticket, categories_above(session)))


def test_who_writes_and_how_it_came(session: Session, bob: Staff) -> None:
    ticket = make_ticket(session, make_customer(session, email="alice@Shop.example"))
    ticket.language = "de"
    assert holds(session, ticket, Conditions(domains=("shop.example",), language="de"))
    assert holds(session, ticket, Conditions(channel="portal"))
    assert not holds(session, ticket, Conditions(channel="conversation"))
    assert not holds(session, make_ticket(session), Conditions(domains=("shop.example",)))


def test_who_has_it(session: Session, bob: Staff) -> None:
    ticket, team = make_ticket(session), make_team(session)
    assert not holds(session, ticket, Conditions(agent_id=bob.agent.id))
    assert not holds(session, ticket, Conditions(team_id=team.id))
    give_to_team(session, ticket, team, actor=SYSTEM)
    assert holds(session, ticket, Conditions(team_id=team.id, unassigned=True))
    assign(session, ticket, bob.agent, actor=SYSTEM)
    assert holds(session, ticket, Conditions(agent_id=bob.agent.id))


def test_what_is_owed_and_how_old_it_is(session: Session, bob: Staff, frozen: Standing) -> None:
    promise(session)
    ticket = make_ticket(session)
    near, missed = Conditions(due=Due.NEAR), Conditions(due=Due.MISSED)
    assert not holds(session, ticket, near)
    frozen.advance(timedelta(minutes=90))
    assert holds(session, ticket, near)
    assert not holds(session, ticket, missed)
    frozen.advance(timedelta(minutes=30))
    assert (holds(session, ticket, near), holds(session, ticket, missed)) == (False, True)
    assert holds(session, ticket, Conditions(age=2))
    assert not holds(session, ticket, Conditions(age=3))


def test_how_often_it_was_answered_and_how_it_was_rated(session: Session, bob: Staff) -> None:
    ticket = make_ticket(session)
    write_entry(session, ticket, "On it.", agent=bob.agent)
    write_entry(session, ticket, "Only for us.", agent=bob.agent, note=True)
    assert holds(session, ticket, Conditions(replies=1))
    assert not holds(session, ticket, Conditions(replies=2))
    leave_in(session, ticket, TicketState.RESOLVED, actor=SYSTEM)
    assert not holds(session, ticket, Conditions(score=5))
    survey = newest_survey(session, ticket)
    assert survey is not None
    rate(session, survey, Rating(2))
    assert holds(session, ticket, Conditions(score=2))
    assert not holds(session, ticket, Conditions(score=1))


def test_a_form_with_everything_is_kept_as_it_was_typed(session: Session, carla: Staff) -> None:
    assert carla.client.press(NEW, NEW, EVERYTHING).status_code == 303
    terms = terms_of(session.scalars(select(AutomationRule)).one())
    asked = terms.conditions
    assert (asked.domains, asked.language, asked.channel) == (
        ("shop.example", "big.example"), "de", "portal"
    )  # fmt: skip
    assert (asked.due, asked.age, asked.replies, asked.score) == (Due.NEAR, 3, 2, 5)
    assert (asked.unassigned, asked.agent_id, terms.stops) == (True, None, True)
    assert (terms.actions.tag, terms.actions.snooze) == ("seen", 2)


@pytest.mark.parametrize("typed", ["-1", "x", "1000000", "½"])
def test_what_is_no_number_asks_nothing(session: Session, carla: Staff, typed: str) -> None:
    carla.client.press(NEW, NEW, {**EVERYTHING, "age": typed, "channel": "fax", "language": "xx"})
    asked = terms_of(session.scalars(select(AutomationRule)).one()).conditions
    assert (asked.age, asked.channel, asked.language) == (0, "", "")
