"""What is owed by when: the targets of a policy, and the working time until one is due."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from helpdesk.platform.errors import Overtaken, RuleBroken
from helpdesk.settings.working_time import WorkingTime
from helpdesk.tickets.rules import Priority, TicketType

LONGEST_NAME = 100
LONGEST_TARGET = 60 * 1000
MOST_POLICIES = 50
MOST_DOMAINS = 100
CHANNELS = ("portal", "conversation", "api")
USUAL_WARNING = 30
_TARGET = re.compile(r"(?:(?P<hours>\d{1,4})\s*h[a-z]*)?\s*(?:(?P<minutes>\d{1,5})\s*m[a-z]*)?")
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


class Metric(StrEnum):
    """What a customer waits for. Only an agent's answer is a response, and none of the bot's."""

    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    RESOLUTION = "resolution"


class Outcome(StrEnum):
    """How a deadline ended; what was `dropped` is no longer owed, as when a policy changed."""

    MET = "met"
    MISSED = "missed"
    DROPPED = "dropped"


RESPONSES = (Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE)
# A change of one of these may bring a ticket under another policy, or to other targets of its own.
LOOKED_AT = frozenset({"type", "priority", "category", "tags", "team"})
Targets = Mapping[str, Mapping[str, int]]  # by priority and metric, in minutes of working time


class PolicyRefused(RuleBroken):
    """What was typed is no policy."""


class CalendarRefused(RuleBroken):
    """What was typed is no calendar, or it cannot be deleted."""


class PolicyChanged(Overtaken):
    """Somebody else changed the policy or calendar since the page was opened."""


@dataclass(frozen=True)
class Conditions:
    """Which tickets a policy is for: those that fit each of these; an empty one fits all.

    A category means also those below it; of several tags one is enough.
    """

    channels: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    categories: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    teams: tuple[int, ...] = ()


@dataclass(frozen=True)
class Seen:
    """What conditions look at on a ticket; `categories` are its own and all above it."""

    channel: str
    address: str | None
    type: str
    priority: str
    categories: Collection[int] = ()
    tags: Collection[str] = ()
    team_id: int | None = None

    @property
    def domain(self) -> str:
        """The part of the customer's address after the @."""
        return (self.address or "").rpartition("@")[2].lower()


@dataclass(frozen=True)
class Terms:
    """Whom a policy is for, and what it promises them.

    `warn_before` is in minutes of working time, and `escalate_to` the agent who hears of what is
    late, besides who has the ticket. Without a calendar that of the ticket's team counts, else the
    desk's own opening hours.
    """

    name: str
    targets: Targets
    conditions: Conditions = Conditions()
    warn_before: int = USUAL_WARNING
    escalate_to: int | None = None
    calendar_id: int | None = None


def fits(conditions: Conditions, seen: Seen) -> bool:
    """Is the policy for that ticket?"""
    asked: tuple[tuple[Collection[object], Collection[object]], ...] = (
        (conditions.channels, (seen.channel,)),
        (conditions.domains, (seen.domain,)),
        (conditions.types, (seen.type,)),
        (conditions.priorities, (seen.priority,)),
        (conditions.categories, seen.categories),
        (conditions.tags, seen.tags),
        (conditions.teams, (seen.team_id,)),
    )
    return all(not wanted or set(wanted) & set(found) for wanted, found in asked)


def minutes_in(written: str) -> int | None:
    """The minutes of a target such as `1 h 30 min`; None where nothing stands.

    Raise PolicyRefused.
    """
    words = written.strip().lower()
    if not words:
        return None
    found = _TARGET.fullmatch(words)
    minutes = 60 * int(found["hours"] or 0) + int(found["minutes"] or 0) if found else 0
    if not 0 < minutes <= LONGEST_TARGET:
        raise PolicyRefused(
            "Write working time such as 30 min, 4 h or 1 h 30 min, not %(typed)r; at most "
            "%(hours)s h.",
            typed=written.strip()[:40],
            hours=LONGEST_TARGET // 60,
        )
    return minutes


def written_as(minutes: int | None) -> str:
    """A target as it is typed: `1 h 30 min`."""
    hours, rest = divmod(minutes or 0, 60)
    return " ".join(
        part for part in (f"{hours} h" * bool(hours), f"{rest} min" * bool(rest)) if part
    )


def check_terms(terms: Terms) -> Terms:
    """The terms as they are kept; raise PolicyRefused when they are none."""
    name = " ".join(terms.name.replace("\x00", "").split())
    if not name or len(name) > LONGEST_NAME:
        raise PolicyRefused(
            "Give the policy a name of at most %(most)s characters.", most=LONGEST_NAME
        )
    conditions = terms.conditions
    domains = tuple(dict.fromkeys(each.strip().lower().lstrip("@") for each in conditions.domains))
    wrong = next((each for each in domains if not _DOMAIN.fullmatch(each)), None)
    if wrong is not None or len(domains) > MOST_DOMAINS:
        raise PolicyRefused(
            "List the part of addresses after the @, such as shop.example, not %(typed)r; at most "
            "%(most)s.",
            typed=(wrong or "")[:40],
            most=MOST_DOMAINS,
        )
    targets = {
        priority: {metric: minutes for metric, minutes in each.items() if minutes}
        for priority, each in terms.targets.items()
        if priority in set(Priority) and any(each.values())
    }
    if not targets:
        raise PolicyRefused("Give at least one priority a target, such as 4 h.")
    kept = replace(
        conditions,
        domains=domains,
        channels=tuple(each for each in CHANNELS if each in conditions.channels),
        types=tuple(each for each in TicketType if each in conditions.types),
        priorities=tuple(each for each in Priority if each in conditions.priorities),
    )
    return replace(terms, name=name, targets=targets, conditions=kept)


def check_seen(seen: int, version: int) -> None:
    """Raise PolicyChanged unless the page showed the policy as it is."""
    if seen != version:
        raise PolicyChanged("This was changed meanwhile by somebody else, so yours was not saved.")


def check_calendar_name(name: str, others: Collection[str]) -> str:
    """The name as it is kept; raise CalendarRefused for none, a long one or one that is taken."""
    kept = " ".join(name.replace("\x00", "").split())
    if not kept or len(kept) > LONGEST_NAME:
        raise CalendarRefused(
            "Give the calendar a name of at most %(most)s characters.", most=LONGEST_NAME
        )
    if kept.casefold() in {each.casefold() for each in others}:
        raise CalendarRefused("There is a calendar “%(name)s” already.", name=kept)
    return kept


def check_unused(named_by: Collection[str]) -> None:
    """Raise CalendarRefused while policies or teams go by the calendar."""
    if named_by:
        raise CalendarRefused(
            "This calendar counts for %(names)s. Choose another one there first.",
            names=", ".join(f"“{name}”" for name in named_by),
        )


def check_number(policies: int) -> None:
    """Raise PolicyRefused when there are as many as a person can follow."""
    if policies >= MOST_POLICIES:
        raise PolicyRefused(
            "There are %(most)s policies already. Change or delete one of them.", most=MOST_POLICIES
        )


def due_after(working: WorkingTime, started_at: datetime, *, target: int, held: int) -> datetime:
    """When a target of so many minutes is due, if its clock stood still for `held` seconds.

    Raise NeverOpen.
    """
    return working.after(started_at, timedelta(minutes=target, seconds=held))


def warned_after(
    working: WorkingTime, started_at: datetime, *, target: int, held: int, before: int
) -> datetime:
    """When its agent is reminded: so many minutes of working time before, or half the target."""
    early = min(before, target // 2)
    return working.after(started_at, timedelta(minutes=target - early, seconds=held))


def outcome_of(due_at: datetime | None, ended_at: datetime) -> Outcome:
    """Was it done in time? A clock that stands still is not late."""
    return Outcome.MISSED if due_at and ended_at > due_at else Outcome.MET


def action_of(metric: Metric, happened: str) -> str:
    """What the trail calls it: `first response missed`."""
    return f"{metric.replace('_', ' ')} {happened}"


def nearest(due: Iterable[datetime | None]) -> datetime | None:
    """What is due first, if anything is."""
    return min((moment for moment in due if moment), default=None)
