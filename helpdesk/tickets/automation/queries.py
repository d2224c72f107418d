"""Rules, what they did, and what a form of one offers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpdesk.accounts.teams.queries import Holders, holders
from helpdesk.languages.detection import CANDIDATES
from helpdesk.tickets.automation.models import AutomationRule, AutomationRun
from helpdesk.tickets.automation.rules import Due, Moment
from helpdesk.tickets.deadlines.rules import CHANNELS
from helpdesk.tickets.describing.queries import tree
from helpdesk.tickets.describing.rules import Branch
from helpdesk.tickets.fields.queries import all_fields
from helpdesk.tickets.fields.rules import Field
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import DONE, Priority, TicketState, TicketType

MOST_RUNS, AT_ONCE = 50, 100
IN_ORDER = AutomationRule.position, AutomationRule.id


def all_rules(session: Session) -> list[AutomationRule]:
    """In the order in which they act."""
    return list(session.scalars(select(AutomationRule).order_by(*IN_ORDER)))


def active_at(session: Session, moment: Moment) -> list[AutomationRule]:
    """Those that look at tickets then."""
    query = select(AutomationRule).where(AutomationRule.active, AutomationRule.moment == moment)
    return list(session.scalars(query.order_by(*IN_ORDER)))


@dataclass(frozen=True)
class Offered:
    """What the form of a rule lets choose from."""

    categories: list[Branch]
    holders: Holders
    fields: list[Field]
    moments: tuple[Moment, ...] = tuple(Moment)
    states: tuple[TicketState, ...] = tuple(s for s in TicketState if s not in DONE)
    priorities: tuple[Priority, ...] = tuple(Priority)
    types: tuple[TicketType, ...] = tuple(TicketType)
    channels: tuple[str, ...] = CHANNELS
    languages: tuple[str, ...] = CANDIDATES
    dues: tuple[Due, ...] = tuple(Due)


def offered(session: Session) -> Offered:
    """What there is to choose from now."""
    categories = [branch for branch in tree(session) if branch.offered]
    return Offered(categories, holders(session), all_fields(session))


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
