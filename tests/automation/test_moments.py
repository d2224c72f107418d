"""Rules at deadlines and bad ratings, what they set off, and how circles end."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from helpdesk.automation.jobs import mail_rule_acted
from helpdesk.automation.rules.terms import STORM, Actions, Moment
from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.deadlines.jobs import watch_deadlines
from helpdesk.tickets.rules import Priority, TicketState
from helpdesk.tickets.satisfaction.queries import newest_survey
from helpdesk.tickets.satisfaction.service import Rating, rate
from helpdesk.tickets.service import leave_in, write_entry
from tests.automation.ruled import act, rule, stopped
from tests.conftest import Standing
from tests.jobs import arguments_of
from tests.make import make_team, make_ticket
from tests.people import Mailbox, Staff
from tests.tickets.deadlines.promised import promise

MINUTE = timedelta(minutes=1)


def looked_at(session: Session) -> list[str]:
    return [each["moment"] for each in arguments_of(session, "act_on_ticket")]


def test_a_deadline_that_is_near_and_one_that_is_missed_are_moments(
    session: Session, bob: Staff, frozen: Standing
) -> None:
    promise(session)
    rule(session, Moment.DEADLINE_NEAR, Actions(tag="near"))
    rule(session, Moment.DEADLINE_MISSED, Actions(tag="late"))
    ticket = make_ticket(session)
    frozen.advance(90 * MINUTE)
    watch_deadlines(0)
    assert looked_at(session) == ["deadline_near"]
    frozen.advance(30 * MINUTE)
    watch_deadlines(0)
    assert looked_at(session) == ["deadline_near", "deadline_missed"]
    for moment in (Moment.DEADLINE_NEAR, Moment.DEADLINE_MISSED):
        act(session, ticket, moment)
    assert ticket.tags == ["near", "late"]


@pytest.mark.parametrize(("score", "moments"), [(2, ["rated_badly"]), (3, [])])
def test_a_bad_rating_is_a_moment(
    session: Session, bob: Staff, score: int, moments: list[str]
) -> None:
    rule(session, Moment.RATED_BADLY, Actions(tag="call them"))
    ticket = make_ticket(session)
    write_entry(session, ticket, "Done.", agent=bob.agent)
    leave_in(session, ticket, TicketState.RESOLVED, actor=SYSTEM)
    survey = newest_survey(session, ticket)
    assert survey is not None
    rate(session, survey, Rating(score))
    assert looked_at(session) == moments


def test_it_is_given_to_a_team_snoozed_and_somebody_is_told_by_mail(
    session: Session, bob: Staff, frozen: Standing, mailbox: Mailbox
) -> None:
    team = make_team(session)
    does = Actions(team_id=team.id, snooze=2, tell_id=bob.agent.id)
    rule(session, Moment.OPENED, does, name="Orders")
    ticket = make_ticket(session, subject="A secret of the customer")
    act(session, ticket, Moment.OPENED)
    assert ticket.team_id == team.id
    assert ticket.snoozed_until is not None
    assert timedelta(days=1) < ticket.snoozed_until - frozen.moment <= timedelta(days=2)
    (told,) = arguments_of(session, "mail_rule_acted")
    mail_rule_acted(**told)
    letter = mailbox.messages()[-1]
    assert (letter["To"], letter["Subject"]) == (bob.agent.email, f"{ticket.number}: Orders")
    assert "secret" not in letter.get_content()


def test_who_left_is_told_nothing(session: Session, bob: Staff, mailbox: Mailbox) -> None:
    ticket = make_ticket(session)
    bob.agent.deactivated_at = ticket.created_at
    session.commit()
    mail_rule_acted(ticket.id, bob.agent.id, "Orders")
    assert mailbox.messages() == []


@pytest.mark.parametrize("actions", [Actions(snooze=2), Actions(tell_id=1), Actions(tag="x")])
def test_a_rule_whose_action_brings_its_moment_back_is_stopped_and_said(
    session: Session, carla: Staff, actions: Actions
) -> None:
    """The customer answers each letter by a letter: snoozed, woken, and so on."""
    rule(session, Moment.CUSTOMER_WROTE, actions)
    ticket = make_ticket(session)
    for _ in range(STORM + 3):
        write_entry(session, ticket, "I am away until Monday.", agent=None)
        act(session, ticket, Moment.CUSTOMER_WROTE)
    assert stopped(session) == [False] * STORM + [True]
    assert len(arguments_of(session, "mail_rule_acted")) == (STORM if actions.tell_id else 0)
    page = carla.client.get("/console/settings/automation").text
    assert "stopped: it acted here ten times" in page


def test_two_rules_that_feed_each_other_end(session: Session, bob: Staff, frozen: Standing) -> None:
    """One makes the deadline later, the other sooner; neither calls the other at once."""
    promise(session)
    rule(session, Moment.CHANGED, Actions(priority=Priority.URGENT), name="Up")
    rule(session, Moment.CHANGED, Actions(priority=Priority.NORMAL), name="Down")
    ticket = make_ticket(session)
    act(session, ticket, Moment.CHANGED)
    assert looked_at(session) == []
    assert stopped(session) == [False, False]
    frozen.advance(90 * MINUTE)
    for _ in range(3):
        watch_deadlines(0)
    assert looked_at(session) == []
