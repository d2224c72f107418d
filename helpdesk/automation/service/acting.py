"""Letting rules act on tickets, each at its moment."""

from datetime import timedelta

from sqlalchemy.orm import Session

from helpdesk.automation import queries
from helpdesk.automation.models import AutomationRule, AutomationRun
from helpdesk.automation.reading import terms_of
from helpdesk.automation.rules.terms import BADLY, Moment, Terms, is_storm
from helpdesk.automation.service.doing import do
from helpdesk.platform import clock, events
from helpdesk.platform.jobqueue import enqueue
from helpdesk.tickets.conditions import looking
from helpdesk.tickets.conditions.rules import fits
from helpdesk.tickets.deadlines.models import Deadline
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.satisfaction.models import Survey

ACTING = "rules act"
HOUR = timedelta(hours=1)


def on_opened(session: Session, fact: events.TicketOpened) -> None:
    """A worker lets the rules look at it."""
    _later(session, fact.ticket_id, Moment.OPENED)


def on_written(session: Session, fact: events.TicketWritten) -> None:
    """A worker lets the rules look at it."""
    _later(session, fact.ticket_id, Moment.CUSTOMER_WROTE)


def on_changed(session: Session, fact: events.TicketChanged) -> None:
    """A worker lets the rules look at it, unless a rule changed it: so no rule calls another."""
    if not session.info.get(ACTING):
        _later(session, fact.ticket_id, Moment.CHANGED)


def on_deadline_near(session: Session, fact: events.DeadlineNear) -> None:
    """A worker lets the rules look at it."""
    ticket_id = session.get_one(Deadline, fact.deadline_id).ticket_id
    _later(session, ticket_id, Moment.DEADLINE_NEAR)


def on_deadline_missed(session: Session, fact: events.DeadlineMissed) -> None:
    """A worker lets the rules look at it."""
    ticket_id = session.get_one(Deadline, fact.deadline_id).ticket_id
    _later(session, ticket_id, Moment.DEADLINE_MISSED)


def on_rated(session: Session, fact: events.TicketRated) -> None:
    """A worker lets the rules look at it, if the customer was not satisfied."""
    survey = session.get_one(Survey, fact.survey_id)
    if survey.score is not None and survey.score <= BADLY:
        _later(session, survey.ticket_id, Moment.RATED_BADLY)


def act(session: Session, ticket: Ticket, moment: Moment) -> None:
    """Let each rule of that moment act that fits, in their order, up to one that stops."""
    above = looking.categories_above(session)
    for rule in queries.active_at(session, moment):
        terms = terms_of(rule)
        if fits(terms.conditions, looking.seen_of(session, ticket, above)):
            _act(session, rule, terms, ticket)
            if terms.stops:
                return


def act_on_untouched(session: Session) -> None:
    """Let the rules act that wait for hours without a change."""
    now, above = clock.now(), looking.categories_above(session)
    stopped = set[int]()
    for rule in queries.active_at(session, Moment.UNTOUCHED):
        terms = terms_of(rule)
        for ticket in queries.untouched(session, rule, now):
            seen = looking.seen_of(session, ticket, above)
            if ticket.id not in stopped and fits(terms.conditions, seen):
                _act(session, rule, terms, ticket)
                stopped |= {ticket.id} if terms.stops else set()


def _act(session: Session, rule: AutomationRule, terms: Terms, ticket: Ticket) -> None:
    lately = clock.now() - HOUR
    stopped = is_storm(queries.runs_since(session, rule, ticket, lately))
    if stopped and queries.was_stopped(session, rule, ticket, lately):
        return
    run = AutomationRun(rule_id=rule.id, ticket_id=ticket.id, at=clock.now(), stopped=stopped)
    session.add(run)
    if not stopped:
        session.info[ACTING] = True
        try:
            do(session, run, ticket, terms)
        finally:
            session.info.pop(ACTING)
        # What it did itself is no reason to act again.
        run.at = max(run.at, ticket.updated_at)
    session.flush()


def _later(session: Session, ticket_id: int, moment: Moment) -> None:
    if queries.active_at(session, moment):
        # One after the other, in the order of what happened, and after triage.
        lock = f"ticket:{ticket_id}"
        enqueue(session, "act_on_ticket", lock=lock, ticket_id=ticket_id, moment=str(moment))
