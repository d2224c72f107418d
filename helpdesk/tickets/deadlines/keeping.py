"""What becomes of a ticket's deadlines when something happens to it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from helpdesk.platform import audit, clock, events
from helpdesk.platform.audit import SYSTEM
from helpdesk.settings.current import working_time
from helpdesk.tickets.deadlines import queries
from helpdesk.tickets.deadlines.models import Deadline, DeadlinePolicy
from helpdesk.tickets.deadlines.rules import (
    RESPONSES,
    USUAL_WARNING,
    Metric,
    Outcome,
    applies,
    due_after,
    nearest,
    outcome_of,
    warned_after,
)
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import DONE, TicketState


def on_opened(session: Session, fact: events.TicketOpened) -> None:
    """A first answer and a resolution are owed from now on."""
    reckon(session, session.get_one(Ticket, fact.ticket_id))


def on_written(session: Session, fact: events.TicketWritten) -> None:
    """The customer waits for an answer, unless they already do."""
    ticket = session.get_one(Ticket, fact.ticket_id)
    owed = queries.owed(session, ticket)
    if not any(each.metric in RESPONSES for each in owed):
        _begin(session, ticket, Metric.NEXT_RESPONSE)
    _settle(session, ticket)


def on_answered(session: Session, fact: events.TicketAnswered) -> None:
    """An agent answered, which is what was waited for."""
    ticket = session.get_one(Ticket, fact.ticket_id)
    _end(queries.owed(session, ticket), RESPONSES)
    _settle(session, ticket)


def on_changed(session: Session, fact: events.TicketChanged) -> None:
    """Another priority has other targets; a state may stop a clock or start it again."""
    ticket = session.get_one(Ticket, fact.ticket_id)
    if fact.field == "priority":
        reckon(session, ticket)
        return
    if fact.before == TicketState.PENDING_CUSTOMER:
        _go_on(queries.owed(session, ticket))
    if fact.before == TicketState.RESOLVED and ticket.state is TicketState.OPEN:
        _owe_again(queries.resolution_of(session, ticket))
    if ticket.state is TicketState.PENDING_CUSTOMER:
        _stand_still(queries.owed(session, ticket))
    if ticket.state in DONE:
        _end(queries.owed(session, ticket), (Metric.RESOLUTION,))
        _drop(queries.owed(session, ticket))
    _settle(session, ticket)


def on_closed(session: Session, fact: events.TicketClosed) -> None:
    """Nothing is owed any more."""
    ticket = session.get_one(Ticket, fact.ticket_id)
    _drop(queries.owed(session, ticket))
    _settle(session, ticket)


def reckon(session: Session, ticket: Ticket) -> None:
    """The first policy that fits says what is owed; what was met or missed already stays."""
    ticket.policy_id = _policy_id(session, ticket)
    targets = queries.targets_of(session, ticket)
    owed = {each.metric: each for each in queries.owed(session, ticket)}
    for metric, deadline in owed.items():
        _retarget(session, ticket, deadline, targets.get(metric))
    if not owed.keys() & set(RESPONSES) and not queries.was_answered(session, ticket):
        _begin(session, ticket, Metric.FIRST_RESPONSE)
    if Metric.RESOLUTION not in owed:
        _begin(session, ticket, Metric.RESOLUTION)
    _settle(session, ticket)
    _late_from_the_start(queries.owed(session, ticket))


def _late_from_the_start(owed: Iterable[Deadline]) -> None:
    """What was late before anybody promised it is shown as late, and alarms nobody."""
    now = clock.now()
    for deadline in owed:
        if deadline.due_at and deadline.due_at <= now and not deadline.missed_at:
            deadline.warned_at = deadline.missed_at = now


def _policy_id(session: Session, ticket: Ticket) -> int | None:
    policies = queries.policies(session)
    fits = (p for p in policies if applies(p, channel=ticket.channel, address=ticket.address))
    return next((policy.id for policy in fits), None)


def _begin(session: Session, ticket: Ticket, metric: Metric) -> None:
    """What is owed from the ticket's beginning starts there; the next answer, now."""
    target = queries.targets_of(session, ticket).get(metric)
    if not target or ticket.state in DONE:
        return
    now = clock.now()
    started = now if metric is Metric.NEXT_RESPONSE else ticket.created_at
    deadline = Deadline(
        ticket_id=ticket.id, metric=metric, started_at=started, target=target, held=0
    )
    if metric is Metric.RESOLUTION and ticket.state is TicketState.PENDING_CUSTOMER:
        deadline.paused_at = now
    session.add(deadline)
    session.flush()


def _retarget(session: Session, ticket: Ticket, deadline: Deadline, target: int | None) -> None:
    """Another target, or other working hours; the trail keeps how its date moved."""
    if target is None:
        _drop([deadline])
        return
    before, deadline.target = deadline.due_at, target
    _date(session, ticket, deadline)
    after = deadline.due_at
    if before and after and before != after:
        if after > clock.now():  # it can be reminded of, and missed, once more
            deadline.warned_at = deadline.missed_at = None
        moved = {"due": before.isoformat()}, {"due": after.isoformat()}
        words = deadline.metric.replace("_", " ")
        audit.record(session, SYSTEM, audit.Change("ticket", ticket.id, f"{words} moved", *moved))


def _settle(session: Session, ticket: Ticket) -> None:
    """Every clock that runs has its date, and the ticket the nearest of them."""
    owed = queries.owed(session, ticket)
    for deadline in owed:
        _date(session, ticket, deadline)
    ticket.due_at = nearest(deadline.due_at for deadline in owed)


def _date(session: Session, ticket: Ticket, deadline: Deadline) -> None:
    if deadline.paused_at:
        deadline.due_at = deadline.warn_at = None
        return
    policy = session.get(DeadlinePolicy, ticket.policy_id) if ticket.policy_id else None
    spent = {"target": deadline.target, "held": deadline.held}
    before = policy.warn_before if policy else USUAL_WARNING
    working, started = working_time(), deadline.started_at
    deadline.due_at = due_after(working, started, **spent)
    deadline.warn_at = warned_after(working, started, **spent, before=before)


def _stand_still(owed: Iterable[Deadline]) -> None:
    """While the customer has to answer, the resolution waits for them."""
    for deadline in owed:
        if deadline.metric is Metric.RESOLUTION and not deadline.paused_at:
            deadline.paused_at = clock.now()


def _go_on(owed: Iterable[Deadline]) -> None:
    """The working time for which the clock stood still is added to the target."""
    for deadline in owed:
        if deadline.paused_at:
            _hold(deadline, since=deadline.paused_at)
            deadline.paused_at = None


def _owe_again(resolution: Deadline | None) -> None:
    """The customer came back: the working time for which it was resolved does not count."""
    if resolution and resolution.ended_at and resolution.outcome is not Outcome.DROPPED:
        _hold(resolution, since=resolution.ended_at)
        resolution.ended_at = resolution.outcome = None


def _hold(deadline: Deadline, *, since: datetime) -> None:
    deadline.held += int(working_time().between(since, clock.now()).total_seconds())


def _end(owed: Iterable[Deadline], metrics: Iterable[Metric]) -> None:
    for deadline in owed:
        if deadline.metric in metrics:
            deadline.ended_at = clock.now()
            deadline.outcome = outcome_of(deadline.due_at, deadline.ended_at)


def _drop(owed: Iterable[Deadline]) -> None:
    for deadline in owed:
        deadline.ended_at, deadline.outcome = clock.now(), Outcome.DROPPED
