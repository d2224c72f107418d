"""Rules of automation as the tests let them act."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.automation.jobs import act_on_ticket
from helpdesk.automation.models import AutomationRule, AutomationRun
from helpdesk.automation.rules.terms import Actions, Moment, Terms
from helpdesk.automation.service.keeping import add_rule
from helpdesk.platform.audit import SYSTEM
from helpdesk.tickets.conditions.rules import Conditions
from helpdesk.tickets.models import Ticket


def rule(
    session: Session,
    moment: Moment,
    actions: Actions,
    conditions: Conditions | None = None,
    **more: Any,
) -> AutomationRule:
    """A rule that acts from now on."""
    name = more.pop("name", f"When {moment}")
    terms = Terms(name, moment, conditions or Conditions(), actions, **more)
    made = add_rule(session, terms, actor=SYSTEM)
    session.commit()
    return made


def act(session: Session, ticket: Ticket, moment: Moment) -> None:
    """Run the job of that moment."""
    session.commit()
    act_on_ticket(ticket.id, moment)
    session.refresh(ticket)


def stopped(session: Session) -> list[bool]:
    """Of each run, oldest first, whether it was stopped."""
    session.expire_all()
    query = select(AutomationRun.stopped).order_by(AutomationRun.id)
    return list(session.scalars(query))
