"""How a ticket stood, and when a rule would have looked at it, by its history (pure)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from helpdesk.automation.rules.names import Names
from helpdesk.automation.rules.terms import BADLY, Moment
from helpdesk.tickets.conditions.rules import Seen
from helpdesk.tickets.describing.rules import between_commas
from helpdesk.tickets.rules import Priority, TicketState, TicketType

# Of what the trail keeps, what the rules of that moment are told of.
TOLD = frozenset(
    {
        "state changed",
        "prioritised",
        "type set",
        "category set",
        "tags set",
        "team set",
        "field set",
    }
)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Recorded:
    """A change in the trail, with what stood there before."""

    at: datetime
    action: str
    before: Mapping[str, Any]
    by_rule: bool = False


@dataclass(frozen=True)
class Written:
    """Something that the customer wrote, or an agent to them."""

    at: datetime
    text: str
    by_customer: bool


@dataclass(frozen=True)
class Past:
    """What happened on a ticket, each oldest first; `rated` are scores with their moments."""

    opened_at: datetime
    trail: Sequence[Recorded] = ()
    written: Sequence[Written] = ()
    warned: Sequence[datetime] = ()
    missed: Sequence[datetime] = ()
    rated: Sequence[tuple[datetime, int]] = ()


def moments_of(moment: Moment, past: Past, hours: int, now: datetime) -> list[datetime]:
    """When rules of that moment would have looked, oldest first."""
    return sorted(set(_MOMENTS[moment](past, timedelta(hours=hours), now)))


def stood_then(now: Seen, past: Past, at: datetime, names: Names) -> Seen:
    """As it stood just before that moment; what the history does not say is as it is now."""
    undone: dict[str, tuple[Any, datetime]] = {}
    for change in past.trail:
        if change.at >= at:
            for what, value in change.before.items():
                undone.setdefault(what, (value, change.at))
    then = {
        _READ[what][0]: _READ[what][1](value, names, when)
        for what, (value, when) in undone.items()
        if what in _READ
    }
    subject, _, _ = now.words.partition("\n")
    said = [each.text for each in past.written if each.by_customer and each.at <= at]
    scores = [score for when, score in past.rated if when <= at]
    return replace(
        now,
        **then,
        words=f"{subject}\n{said[-1] if said else ''}",
        replies=sum(not each.by_customer and each.at <= at for each in past.written),
        score=scores[-1] if scores else None,
        age=(at - past.opened_at) / HOUR,
    )


_READ: Mapping[str, tuple[str, Callable[[Any, Names, datetime], Any]]] = {
    "state": ("state", lambda state, _names, _at: TicketState(state)),
    "priority": ("priority", lambda priority, _names, _at: Priority(priority)),
    "type": ("type", lambda kind, _names, _at: TicketType(kind)),
    "category": ("categories", lambda path, names, at: names.category(path, at)),
    "tags": ("tags", lambda tags, _names, _at: between_commas(tags)),
    "agent": ("agent_id", lambda agent_id, _names, _at: agent_id),
    "team": ("team_id", lambda name, names, at: names.team(name, at)),
}


def _written_by_customer(past: Past) -> list[datetime]:
    return [each.at for each in past.written if each.by_customer]


def _changed(past: Past, _hours: timedelta, _now: datetime) -> list[datetime]:
    """Rules are not told of what a rule did."""
    return [each.at for each in past.trail if each.action in TOLD and not each.by_rule]


def _untouched(past: Past, hours: timedelta, now: datetime) -> list[datetime]:
    """A deadline that moved is no touch."""
    changed = [each.at for each in past.trail if "due" not in each.before]
    touched = sorted({past.opened_at, *changed, *(each.at for each in past.written)})
    until = [*touched[1:], now]
    return [at + hours for at, end in zip(touched, until, strict=True) if at + hours <= end]


_MOMENTS: Mapping[Moment, Callable[[Past, timedelta, datetime], Sequence[datetime]]] = {
    Moment.OPENED: lambda past, _hours, _now: [past.opened_at],
    Moment.CUSTOMER_WROTE: lambda past, _hours, _now: _written_by_customer(past)[1:],
    Moment.CHANGED: _changed,
    Moment.UNTOUCHED: _untouched,
    Moment.DEADLINE_NEAR: lambda past, _hours, _now: past.warned,
    Moment.DEADLINE_MISSED: lambda past, _hours, _now: past.missed,
    Moment.RATED_BADLY: lambda past, _hours, _now: [
        at for at, score in past.rated if score <= BADLY
    ],
}
