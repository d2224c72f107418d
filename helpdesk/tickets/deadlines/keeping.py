"""What becomes of a ticket's deadlines when something happens to it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from helpdesk.platform import audit, clock, events
from helpdesk.platform.audit import SYSTEM, Actor
from helpdesk.platform.jobqueue import enqueue
from helpdesk.settings.sections import OpeningHours
from helpdesk.settings.working_time import WorkingTime
from helpdesk.tickets.deadlines import queries
from helpdesk.tickets.deadlines.calendars import working_time_for
from helpdesk.tickets.deadlines.models import Deadline, DeadlinePolicy
from helpdesk.tickets.deadlines.rules import (
    LOOKED_AT,
    RESPONSES,
    USUAL_WARNING,
    Metric,
    Outcome,
    action_of,
    due_after,
    fits,
    nearest,
    outcome_of,
    warned_after,
)
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import DONE, TicketState


def on_opened(session: Session, fact: events.TicketOpened) -> None:
    """A first answer and a resolution are owed from now on; nothing was before."""
    ticket = session.get_one(Ticket, fact.ticket_id)
    policies = queries.policies(session)  # held until the end, so that none is asked for again
    ticket.policy_id = _policy_id(session, ticket, policies)
    begun = _begin(session, ticket, Metric.FIRST_RESPONSE)
    begun += _begin(session, ticket, Metric.RESOLUTION)
    _settle(session, ticket, begun)


def on_written(session: Session, fact: events.TicketWritten) -> None:
    """The customer waits for an answer, unless they already do."""
    ticket, deadlines = _read(session, fact.ticket_id)
    if not any(each.metric in RESPONSES for each in _owed(deadlines)):
        deadlines += _begin(session, ticket, Metric.NEXT_RESPONSE)
    _settle(session, ticket, deadlines)


def on_answered(session: Session, fact: events.TicketAnswered) -> None:
    """An agent answered, which is what was waited for."""
    ticket, deadlines = _read(session, fact.ticket_id)
    _end(_owed(deadlines), RESPONSES, working_time_for(session, ticket))
    _settle(session, ticket, deadlines)


def on_changed(session: Session, fact: events.TicketChanged) -> None:
    """Other policies or targets may hold now; a state may stop a clock or start it again."""
    ticket, deadlines = _read(session, fact.ticket_id)
    if fact.field in LOOKED_AT:
        change = audit.latest(session, "ticket", ticket.id)
        _reckon(session, ticket, deadlines, by=Actor(change.actor) if change else SYSTEM)
    if fact.field != "state":
        return
    working = working_time_for(session, ticket)
    if fact.before == TicketState.PENDING_CUSTOMER:
        _go_on(_owed(deadlines), working)
    if fact.before == TicketState.RESOLVED and ticket.state is TicketState.OPEN:
        _owe_again(deadlines, working)
    if ticket.state is TicketState.PENDING_CUSTOMER:
        _stand_still(_owed(deadlines))
    if ticket.state in DONE:
        _end(_owed(deadlines), (Metric.RESOLUTION,), working)
        _drop(_owed(deadlines))
    _settle(session, ticket, deadlines)


def on_closed(session: Session, fact: events.TicketClosed) -> None:
    """Nothing is owed any more."""
    ticket, deadlines = _read(session, fact.ticket_id)
    _drop(_owed(deadlines))
    _settle(session, ticket, deadlines)


def on_settings_saved(session: Session, fact: events.SettingsSaved) -> None:
    """Other working hours move every date."""
    if fact.key == OpeningHours.key:
        enqueue(session, "reckon_deadlines")


def on_team_calendar_set(session: Session, fact: events.TeamCalendarSet) -> None:
    """The dates of the team's tickets move."""
    enqueue(session, "reckon_deadlines")


def reckon(session: Session, ticket: Ticket) -> None:
    """The first policy that fits says what is owed; what was met or missed already stays."""
    _reckon(session, ticket, queries.deadlines_of(session, ticket))


def _read(session: Session, ticket_id: int) -> tuple[Ticket, list[Deadline]]:
    ticket = session.get_one(Ticket, ticket_id)
    return ticket, queries.deadlines_of(session, ticket)


def _owed(deadlines: Iterable[Deadline]) -> list[Deadline]:
    """Those that nothing has ended yet."""
    return [each for each in deadlines if each.ended_at is None]


def _reckon(
    session: Session, ticket: Ticket, deadlines: list[Deadline], *, by: Actor = SYSTEM
) -> None:
    """`by` is who caused it, as the trail keeps it beside each date that moves."""
    policies = queries.policies(session)  # held until the end, so that none is asked for again
    names = [_name(session, ticket)]
    ticket.policy_id = _policy_id(session, ticket, policies)
    names.append(_name(session, ticket))
    targets, owed = queries.targets_of(session, ticket), _owed(deadlines)
    before = {deadline: deadline.due_at for deadline in owed}
    for deadline in owed:
        deadline.policy_id = ticket.policy_id
        _retarget(deadline, targets.get(deadline.metric))
    metrics = {deadline.metric for deadline in owed}
    if not metrics & set(RESPONSES) and not queries.was_answered(session, ticket):
        deadlines += _begin(session, ticket, Metric.FIRST_RESPONSE)
    if Metric.RESOLUTION not in metrics:
        deadlines += _begin(session, ticket, Metric.RESOLUTION)
    _settle(session, ticket, deadlines)
    for deadline, due_at in before.items():
        _tell_of_move(session, deadline, due_at, names, by=by)
    _late_from_the_start(_owed(deadlines))


def _late_from_the_start(owed: Iterable[Deadline]) -> None:
    """What was late before anybody promised it is shown as late, and alarms nobody."""
    now = clock.now()
    for deadline in owed:
        if deadline.due_at and deadline.due_at <= now and not deadline.missed_at:
            deadline.warned_at = deadline.missed_at = now


def _name(session: Session, ticket: Ticket) -> str:
    policy = queries.policy_of(session, ticket)
    return policy.name if policy else ""


def _policy_id(session: Session, ticket: Ticket, policies: Sequence[DeadlinePolicy]) -> int | None:
    seen = queries.seen_of(session, ticket) if policies else None
    fitting = (each.id for each in policies if seen and fits(each.conditions, seen))
    return next(fitting, None)


def _begin(session: Session, ticket: Ticket, metric: Metric) -> list[Deadline]:
    """What is owed from the ticket's beginning starts there; the next answer, now.

    Nothing begins where nothing is promised.
    """
    target = queries.targets_of(session, ticket).get(metric)
    if not target or ticket.state in DONE:
        return []
    now = clock.now()
    started = now if metric is Metric.NEXT_RESPONSE else ticket.created_at
    deadline = Deadline(
        ticket_id=ticket.id, policy_id=ticket.policy_id, metric=metric, started_at=started,
        target=target, held=0,
    )  # fmt: skip
    if metric is Metric.RESOLUTION and ticket.state is TicketState.PENDING_CUSTOMER:
        deadline.paused_at = now
    session.add(deadline)
    return [deadline]


def _retarget(deadline: Deadline, target: int | None) -> None:
    if target is None:
        _drop([deadline])
    else:
        deadline.target = target


def _tell_of_move(
    session: Session,
    deadline: Deadline,
    before: datetime | None,
    policies: Sequence[str],
    *,
    by: Actor,
) -> None:
    """The trail keeps how the date of what is still owed moved, and under which policies."""
    after = deadline.due_at
    if deadline.ended_at or not before or not after or before == after:
        return
    if after > clock.now():  # it can be reminded of, and missed, once more
        deadline.warned_at = deadline.missed_at = None
    moved = [{"due": moment.isoformat()} for moment in (before, after)]
    if len(set(policies)) > 1:
        moved = [each | {"policy": name} for each, name in zip(moved, policies, strict=True)]
    action = action_of(deadline.metric, "moved")
    audit.record(
        session, by, audit.Change("ticket", deadline.ticket_id, action, moved[0], moved[1])
    )


def _settle(session: Session, ticket: Ticket, deadlines: Iterable[Deadline]) -> None:
    """Every clock that runs has its date, and the ticket the nearest of them."""
    owed = _owed(deadlines)
    policy = queries.policy_of(session, ticket)
    working = working_time_for(session, ticket)
    for deadline in owed:
        _date(deadline, working, warn_before=policy.warn_before if policy else USUAL_WARNING)
    ticket.due_at = nearest(deadline.due_at for deadline in owed)


def _date(deadline: Deadline, working: WorkingTime, *, warn_before: int) -> None:
    if deadline.paused_at:
        deadline.due_at = deadline.warn_at = None
        return
    spent = {"target": deadline.target, "held": deadline.held}
    started = deadline.started_at
    deadline.due_at = due_after(working, started, **spent)
    deadline.warn_at = warned_after(working, started, **spent, before=warn_before)


def _stand_still(owed: Iterable[Deadline]) -> None:
    """While the customer has to answer, the resolution waits for them."""
    for deadline in owed:
        if deadline.metric is Metric.RESOLUTION and not deadline.paused_at:
            deadline.paused_at = clock.now()


def _go_on(owed: Iterable[Deadline], working: WorkingTime) -> None:
    """The working time for which the clock stood still is added to the target."""
    for deadline in owed:
        if deadline.paused_at:
            _hold(deadline, working, since=deadline.paused_at)
            deadline.paused_at = None


def _owe_again(deadlines: Iterable[Deadline], working: WorkingTime) -> None:
    """The customer came back: the working time for which it was resolved does not count."""
    resolutions = [each for each in deadlines if each.metric is Metric.RESOLUTION]
    resolution = resolutions[-1] if resolutions else None
    if resolution and resolution.ended_at and resolution.outcome is not Outcome.DROPPED:
        _hold(resolution, working, since=resolution.ended_at)
        resolution.ended_at = resolution.outcome = resolution.took = None


def _hold(deadline: Deadline, working: WorkingTime, *, since: datetime) -> None:
    deadline.held += int(working.between(since, clock.now()).total_seconds())


def _end(owed: Iterable[Deadline], metrics: Iterable[Metric], working: WorkingTime) -> None:
    now = clock.now()
    for deadline in owed:
        if deadline.metric in metrics:
            deadline.ended_at, deadline.outcome = now, outcome_of(deadline.due_at, now)
            passed = int(working.between(deadline.started_at, now).total_seconds())
            deadline.took = max(0, passed - deadline.held)


def _drop(owed: Iterable[Deadline]) -> None:
    for deadline in owed:
        deadline.ended_at, deadline.outcome = clock.now(), Outcome.DROPPED
