"""How a ticket stood at a moment, by what its trail says was changed since (pure)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from helpdesk.tickets.conditions.rules import Seen
from helpdesk.tickets.describing.rules import between_commas
from helpdesk.tickets.rules import Priority, TicketState, TicketType


@dataclass(frozen=True)
class Recorded:
    """A change in the trail, with what stood there before."""

    at: datetime
    action: str
    before: Mapping[str, Any]


@dataclass(frozen=True)
class Names:
    """What the trail's names of categories (by path) and teams stand for today."""

    categories: Mapping[str, Collection[int]]
    teams: Mapping[str, int]


def stood_then(now: Seen, trail: Sequence[Recorded], at: datetime, names: Names) -> Seen:
    """As it stood just before that moment; what the trail does not say is as it is now.

    A category or team that is called otherwise today is taken for none.
    """
    undone: dict[str, Any] = {}
    for change in trail:
        if change.at >= at:
            for what, value in change.before.items():
                undone.setdefault(what, value)
    read = {
        "state": ("state", TicketState),
        "priority": ("priority", Priority),
        "type": ("type", TicketType),
        "category": ("categories", lambda path: names.categories.get(path, ())),
        "tags": ("tags", between_commas),
        "agent": ("agent_id", lambda agent_id: agent_id),
        "team": ("team_id", names.teams.get),
    }
    then = {read[what][0]: read[what][1](value) for what, value in undone.items() if what in read}
    return replace(now, **then)
