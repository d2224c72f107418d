"""Background work of deadlines: watching them, and reckoning them anew."""

from sqlalchemy.orm import Session

from helpdesk.platform import audit, clock, events
from helpdesk.platform.audit import SYSTEM
from helpdesk.platform.db import transaction
from helpdesk.settings.current import forget
from helpdesk.tickets.deadlines import queries
from helpdesk.tickets.deadlines.keeping import reckon
from helpdesk.tickets.deadlines.models import Deadline
from helpdesk.tickets.deadlines.rules import action_of


def watch_deadlines(timestamp: int) -> None:
    """Each minute: say what is due soon, and what was missed."""
    while True:
        with transaction() as session:
            missed = queries.just_missed(session, clock.now())
            for deadline in missed:
                _miss(session, deadline)
            soon = queries.due_for_warning(session, clock.now())
            for deadline in soon:
                _remind(session, deadline)
        if not missed and not soon:
            return


def _remind(session: Session, deadline: Deadline) -> None:
    deadline.warned_at = clock.now()
    events.publish(session, events.DeadlineNear(deadline.id))


def _miss(session: Session, deadline: Deadline) -> None:
    now = clock.now()
    deadline.missed_at, deadline.warned_at = now, deadline.warned_at or now
    action = action_of(deadline.metric, "missed")
    audit.record(session, SYSTEM, audit.Change("ticket", deadline.ticket_id, action))
    events.publish(session, events.DeadlineMissed(deadline.id))


def reckon_deadlines(timestamp: int = 0) -> None:
    """Every ticket that is not done gets its dates by the policies and hours of now."""
    forget()  # this process may not have seen yet what was just changed
    last = 0
    while True:
        with transaction() as session:
            tickets = queries.unfinished_after(session, last)
            for ticket in tickets:
                reckon(session, ticket)
                last = ticket.id
        if not tickets:
            return
