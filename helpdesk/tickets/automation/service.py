"""Keeping rules, and letting them act."""

from dataclasses import asdict
from datetime import timedelta

from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.platform import audit, clock, events
from helpdesk.platform.audit import RULE, Actor
from helpdesk.platform.db import one_at_a_time
from helpdesk.platform.errors import NotFound, Overtaken
from helpdesk.platform.jobqueue import enqueue
from helpdesk.tickets.automation import queries
from helpdesk.tickets.automation.models import AutomationRule, AutomationRun
from helpdesk.tickets.automation.rules import (
    Moment,
    Terms,
    check_number,
    check_terms,
    fits,
    is_storm,
)
from helpdesk.tickets.describing import service as describing
from helpdesk.tickets.describing.queries import is_offered
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.service import assign, prioritise

SUBJECT = "automation rule"
ACTING = "rules act"
HOUR = timedelta(hours=1)


def get_rule(session: Session, rule_id: int) -> AutomationRule:
    """The rule, held until commit; or NotFound."""
    rule = session.get(AutomationRule, rule_id, with_for_update=True)
    if rule is None:
        raise NotFound("There is no such rule. Somebody may have deleted it.")
    return rule


def add_rule(session: Session, terms: Terms, *, actor: Actor) -> AutomationRule:
    """A rule behind all others; raise AutomationRefused."""
    one_at_a_time(session, SUBJECT)
    check_number(len(queries.all_rules(session)))
    rule = AutomationRule()
    _fill(rule, terms)
    session.add(rule)
    session.flush()
    _record(session, actor, rule, "created")
    return rule


def change_rule(
    session: Session, rule: AutomationRule, terms: Terms, *, seen: int, actor: Actor
) -> None:
    """Other terms; raise Overtaken when somebody was quicker, or AutomationRefused."""
    if seen != rule.version:
        raise Overtaken("This rule was changed meanwhile, so yours was not saved.")
    _fill(rule, terms)
    rule.version += 1
    _record(session, actor, rule, "changed")


def switch_rule(session: Session, rule: AutomationRule, *, active: bool, actor: Actor) -> None:
    """Whether it acts; twice is as once."""
    if rule.active is active:
        return
    rule.active = active
    _record(session, actor, rule, "switched on" if active else "switched off")


def delete_rule(session: Session, rule: AutomationRule, *, actor: Actor) -> None:
    """What it did stays on the tickets; the log of its runs goes with it."""
    _record(session, actor, rule, "deleted")
    session.delete(rule)


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


def act(session: Session, ticket: Ticket, moment: Moment) -> None:
    """Let each rule of that moment act that fits, one after the other."""
    above = queries.categories_above(session)
    for rule in queries.active_at(session, moment):
        terms = queries.terms_of(rule)
        if fits(terms.conditions, queries.seen_of(session, ticket, above)):
            _act(session, rule, terms, ticket)


def act_on_untouched(session: Session) -> None:
    """Let the rules act that wait for hours without a change."""
    now, above = clock.now(), queries.categories_above(session)
    for rule in queries.active_at(session, Moment.UNTOUCHED):
        terms = queries.terms_of(rule)
        for ticket in queries.untouched(session, rule, now):
            if fits(terms.conditions, queries.seen_of(session, ticket, above)):
                _act(session, rule, terms, ticket)


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
            _do(session, ticket, terms)
        finally:
            session.info.pop(ACTING)
        # What it did itself is no reason to act again.
        run.at = max(run.at, ticket.updated_at)
    session.flush()


def _do(session: Session, ticket: Ticket, terms: Terms) -> None:
    actions = terms.actions
    if actions.category_id and is_offered(session, actions.category_id):
        describing.categorise(session, ticket, actions.category_id, actor=RULE)
    if actions.priority and actions.priority is not ticket.priority:
        prioritise(session, ticket, actions.priority, actor=RULE)
    if actions.tag and actions.tag not in ticket.tags:
        typed = describing.written_as([*ticket.tags, actions.tag])
        describing.tag(session, ticket, typed, actor=RULE)
    agent = session.get(Agent, actions.agent_id) if actions.agent_id else None
    if agent and not agent.deactivated_at and ticket.agent_id != agent.id:
        assign(session, ticket, agent, actor=RULE)
    if actions.note:
        text, now = f"{terms.name}: {actions.note}", clock.now()
        session.add(TicketEntry(ticket_id=ticket.id, text=text, note=True, created_at=now))


def _later(session: Session, ticket_id: int, moment: Moment) -> None:
    if queries.active_at(session, moment):
        # One after the other, in the order of what happened, and after triage.
        lock = f"ticket:{ticket_id}"
        enqueue(session, "act_on_ticket", lock=lock, ticket_id=ticket_id, moment=str(moment))


def _fill(rule: AutomationRule, terms: Terms) -> None:
    kept = check_terms(terms)
    rule.name, rule.moment, rule.hours = kept.name, kept.moment, kept.hours
    rule.conditions, rule.actions = asdict(kept.conditions), asdict(kept.actions)


def _record(session: Session, actor: Actor, rule: AutomationRule, action: str) -> None:
    after = {"name": rule.name, "conditions": rule.conditions, "actions": rule.actions}
    audit.record(session, actor, audit.Change(SUBJECT, rule.id, action, None, after))
