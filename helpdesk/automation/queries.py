"""Rules, and what they did."""

from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from helpdesk.automation.models import AutomationRule, AutomationRun
from helpdesk.automation.rules.terms import Moment
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.rules import DONE

MOST_RUNS, AT_ONCE = 50, 100
IN_ORDER = AutomationRule.position, AutomationRule.id


def all_rules(session: Session) -> list[AutomationRule]:
    """In the order in which they act."""
    return list(session.scalars(select(AutomationRule).order_by(*IN_ORDER)))


def active_at(session: Session, moment: Moment) -> list[AutomationRule]:
    """Those that look at tickets then."""
    query = select(AutomationRule).where(AutomationRule.active, AutomationRule.moment == moment)
    return list(session.scalars(query.order_by(*IN_ORDER)))


def runs(session: Session) -> list[AutomationRun]:
    """What was done lately, newest first."""
    query = select(AutomationRun).order_by(AutomationRun.id.desc())
    return list(session.scalars(query.limit(MOST_RUNS)))


def runs_since(session: Session, rule: AutomationRule, ticket: Ticket, since: datetime) -> int:
    """How often the rule acted on that ticket, or was stopped there."""
    query = select(func.count()).where(
        AutomationRun.rule_id == rule.id,
        AutomationRun.ticket_id == ticket.id,
        AutomationRun.at >= since,
    )
    return session.scalar(query) or 0


def was_stopped(session: Session, rule: AutomationRule, ticket: Ticket, since: datetime) -> bool:
    """Was it said already that the rule acts there too often?"""
    query = select(AutomationRun.id).where(
        AutomationRun.rule_id == rule.id,
        AutomationRun.ticket_id == ticket.id,
        AutomationRun.at >= since,
        AutomationRun.stopped,
    )
    return session.scalar(query.limit(1)) is not None


def has_the_last_word(session: Session, rule_id: int, ticket: Ticket) -> bool:
    """Has the rule answered the customer there, and no person written since, beside notes?"""
    theirs = TicketEntry.ticket_id == ticket.id, ~TicketEntry.note, ~TicketEntry.automatic
    newest = select(func.coalesce(func.max(TicketEntry.id), 0)).where(*theirs).scalar_subquery()
    answered = exists().where(
        AutomationRun.rule_id == rule_id,
        AutomationRun.ticket_id == ticket.id,
        AutomationRun.entry_id > newest,
    )
    return bool(session.scalar(select(answered)))


def untouched(session: Session, rule: AutomationRule, now: datetime) -> list[Ticket]:
    """Tickets that nothing happened to for so many hours, and on which it has not acted since."""
    acted = select(AutomationRun.id).where(
        AutomationRun.rule_id == rule.id,
        AutomationRun.ticket_id == Ticket.id,
        AutomationRun.at >= Ticket.updated_at,
    )
    query = select(Ticket).where(
        Ticket.state.not_in(DONE),
        Ticket.updated_at <= now - timedelta(hours=rule.hours),
        ~acted.exists(),
    )
    oldest = query.order_by(Ticket.updated_at).limit(AT_ONCE)
    return list(session.scalars(oldest.with_for_update(of=Ticket, skip_locked=True)))
