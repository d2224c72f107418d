"""Keeping rules, and the order in which they act."""

from dataclasses import asdict

from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.accounts.rules import Whose, check_may_change
from helpdesk.automation import queries
from helpdesk.automation.models import AutomationRule
from helpdesk.automation.rules.answering import check_macro
from helpdesk.automation.rules.terms import Terms, check_number, check_terms
from helpdesk.macros.queries import shared_macro
from helpdesk.platform import audit
from helpdesk.platform.audit import Actor
from helpdesk.platform.db import one_at_a_time
from helpdesk.platform.errors import NotFound, Overtaken

SUBJECT = "automation rule"


def get_rule(session: Session, rule_id: int, agent: Agent) -> AutomationRule:
    """A rule that this agent may change, held until commit; NotFound or NotYours.

    Rules are everybody's.
    """
    check_may_change(Whose(), agent.id, agent.role)
    rule = session.get(AutomationRule, rule_id, with_for_update=True)
    if rule is None:
        raise NotFound("There is no such rule. Somebody may have deleted it.")
    return rule


def add_rule(session: Session, terms: Terms, *, actor: Actor) -> AutomationRule:
    """A rule behind all others; raise AutomationRefused."""
    one_at_a_time(session, SUBJECT)
    existing = queries.all_rules(session)
    check_number(len(existing))
    rule = AutomationRule(position=existing[-1].position + 1 if existing else 1)
    _fill(session, rule, terms)
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
    _fill(session, rule, terms)
    rule.version += 1
    _record(session, actor, rule, "changed")


def switch_rule(session: Session, rule: AutomationRule, *, active: bool, actor: Actor) -> None:
    """Whether it acts; twice is as once."""
    if rule.active is active:
        return
    rule.active = active
    _record(session, actor, rule, "switched on" if active else "switched off")


def move_rule(session: Session, rule: AutomationRule, *, up: bool, actor: Actor) -> None:
    """Let it act before the one that stood before it, or after the next; an end stays an end."""
    one_at_a_time(session, SUBJECT)
    ordered = queries.all_rules(session)
    place = ordered.index(rule) + (-1 if up else 1)
    if not 0 <= place < len(ordered):
        return
    other = ordered[place]
    rule.position, other.position = other.position, rule.position
    _record(session, actor, rule, "moved up" if up else "moved down")


def delete_rule(session: Session, rule: AutomationRule, *, actor: Actor) -> None:
    """What it did stays on the tickets; the log of its runs goes with it."""
    _record(session, actor, rule, "deleted")
    session.delete(rule)


def _fill(session: Session, rule: AutomationRule, terms: Terms) -> None:
    kept = check_terms(terms)
    if kept.actions.answer_id:
        macro = shared_macro(session, kept.actions.answer_id)
        check_macro(macro.words if macro else None)
    rule.name, rule.moment = kept.name, kept.moment
    rule.hours, rule.stops = kept.hours, kept.stops
    rule.conditions, rule.actions = asdict(kept.conditions), asdict(kept.actions)


def _record(session: Session, actor: Actor, rule: AutomationRule, action: str) -> None:
    after = {"name": rule.name, "conditions": rule.conditions, "actions": rule.actions}
    audit.record(session, actor, audit.Change(SUBJECT, rule.id, action, None, after))
