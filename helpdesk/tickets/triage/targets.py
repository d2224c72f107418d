"""Where on a ticket stands what is predicted, who decided it, and how it is set."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute, Session

from helpdesk.platform.audit import RULE
from helpdesk.tickets.describing.queries import is_offered
from helpdesk.tickets.describing.service import categorise
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import DONE, Priority
from helpdesk.tickets.service import prioritise
from helpdesk.tickets.triage.rules import Standing, Target
from helpdesk.tickets.triage.settings import Triage


@dataclass(frozen=True)
class Field:
    """One target's columns, and its verbs.

    `by_people` holds of the tickets from which it is learned. `offered` turns a label into the
    value that a ticket may get, None for one that is offered no more.
    """

    target: Target
    value: InstrumentedAttribute[Any]
    predicted: InstrumentedAttribute[Any]
    certainty: InstrumentedAttribute[float | None]
    by_rule: InstrumentedAttribute[bool]
    by_people: ColumnElement[bool]
    usual: Any
    offered: Callable[[Session, str], Any]
    set: Callable[[Session, Ticket, Any], None]
    threshold: Callable[[Triage], float]

    def standing(self, ticket: Ticket) -> Standing:
        """How the ticket stands in it, in words as a form writes them."""
        value, predicted = getattr(ticket, self.value.key), getattr(ticket, self.predicted.key)
        return Standing(
            self.target,
            str(value or ""),
            str(self.usual or ""),
            str(predicted) if predicted else None,
            getattr(ticket, self.certainty.key),
            getattr(ticket, self.by_rule.key),
        )


def _offered_category(session: Session, label: str) -> int | None:
    return int(label) if is_offered(session, int(label)) else None


FIELDS = (
    Field(
        Target.CATEGORY,
        Ticket.category_id,
        Ticket.predicted_category_id,
        Ticket.category_certainty,
        Ticket.category_by_rule,
        by_people=Ticket.category_id.is_not(None),
        usual=None,
        offered=_offered_category,
        set=lambda session, ticket, value: categorise(session, ticket, value, actor=RULE),
        threshold=lambda triage: triage.certainty,
    ),
    Field(
        Target.PRIORITY,
        Ticket.priority,
        Ticket.predicted_priority,
        Ticket.priority_certainty,
        Ticket.priority_by_rule,
        # Whoever ends a ticket at the usual priority has decided that, too.
        by_people=Ticket.state.in_(DONE) & Ticket.merged_into_id.is_(None),
        usual=Priority.NORMAL,
        offered=lambda _session, label: Priority(label),
        set=lambda session, ticket, value: prioritise(session, ticket, value, actor=RULE),
        threshold=lambda triage: triage.priority_certainty,
    ),
)
