"""Rules, what they did, and what they would have done."""

from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from helpdesk.platform import clock
from helpdesk.platform.db import Json
from helpdesk.tickets.automation.models import AutomationRule, AutomationRun
from helpdesk.tickets.automation.rules import Actions, Conditions, Moment, Seen, Terms, fits
from helpdesk.tickets.describing.queries import tree
from helpdesk.tickets.fields.rules import comparison_in
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.rules import DONE, Priority, TicketState, TicketType
from helpdesk.web.forms import chosen

MOST_RUNS, MOST_TRIED, MOST_SHOWN, AT_ONCE = 50, 2_000, 50, 100
TRIED_OVER = timedelta(days=30)


def all_rules(session: Session) -> list[AutomationRule]:
    """In the order in which they act."""
    return list(session.scalars(select(AutomationRule).order_by(AutomationRule.id)))


def active_at(session: Session, moment: Moment) -> list[AutomationRule]:
    """Those that look at tickets then."""
    query = select(AutomationRule).where(AutomationRule.active, AutomationRule.moment == moment)
    return list(session.scalars(query.order_by(AutomationRule.id)))


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


def would_have_acted(session: Session, terms: Terms) -> list[Ticket]:
    """The newest tickets of 30 days that fit as they stand now, fifty at most."""
    since = clock.now() - TRIED_OVER
    query = select(Ticket, _said()).where(Ticket.created_at >= since).order_by(Ticket.id.desc())
    above = categories_above(session)
    fitting = (
        ticket
        for ticket, said in session.execute(query.limit(MOST_TRIED))
        if fits(terms.conditions, _seen(ticket, said, above))
    )
    return list(islice(fitting, MOST_SHOWN))


def categories_above(session: Session) -> dict[int, set[int]]:
    """Each category with itself and all above it."""
    known = tree(session)
    by_path = {branch.path: branch.id for branch in known}
    return {
        branch.id: {by_path[branch.path[:depth]] for depth in range(1, len(branch.path) + 1)}
        for branch in known
    }


def seen_of(session: Session, ticket: Ticket, above: dict[int, set[int]]) -> Seen:
    """What conditions look at, of words the subject and what the customer wrote last."""
    said = session.scalar(select(_said()).where(Ticket.id == ticket.id))
    return _seen(ticket, said, above)


def terms_of(rule: AutomationRule) -> Terms:
    """The rule as it was typed."""
    asked, does = rule.conditions, rule.actions
    conditions = Conditions(
        state=chosen(asked.get("state"), TicketState),
        priority=chosen(asked.get("priority"), Priority),
        type=chosen(asked.get("type"), TicketType),
        category_id=asked.get("category_id"),
        tag=asked.get("tag", ""),
        words=tuple(asked.get("words", ())),
        unassigned=bool(asked.get("unassigned")),
        field=comparison_in(*_question(asked.get("field"))),
    )
    actions = Actions(
        category_id=does.get("category_id"),
        priority=chosen(does.get("priority"), Priority),
        tag=does.get("tag", ""),
        agent_id=does.get("agent_id"),
        note=does.get("note", ""),
    )
    return Terms(rule.name, rule.moment, conditions, actions, rule.hours)


def _said() -> ScalarSelect[str]:
    """What the ticket's customer wrote last; a rule's note is nobody's words."""
    by_customer = TicketEntry.agent_id.is_(None), ~TicketEntry.note
    query = select(TicketEntry.text).where(TicketEntry.ticket_id == Ticket.id, *by_customer)
    return query.order_by(TicketEntry.id.desc()).limit(1).scalar_subquery()


def _question(kept: Json | None) -> tuple[str, str, str]:
    """A comparison of a field as a form says it."""
    return (str(kept["field_id"]), kept["operator"], kept["typed"]) if kept else ("", "", "")


def _seen(ticket: Ticket, said: str | None, above: dict[int, set[int]]) -> Seen:
    return Seen(
        ticket.state,
        ticket.priority,
        ticket.type,
        above.get(ticket.category_id, set()) if ticket.category_id else set(),
        ticket.tags,
        f"{ticket.subject}\n{said or ''}",
        ticket.agent_id is not None,
        ticket.fields,
    )
