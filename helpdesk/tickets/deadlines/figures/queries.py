"""Counting what was kept and missed, in one question to the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from helpdesk.tickets.deadlines.figures.rules import Figures
from helpdesk.tickets.deadlines.models import Deadline, DeadlinePolicy
from helpdesk.tickets.deadlines.rules import Metric, Outcome


@dataclass(frozen=True)
class Kept:
    """The figures of one policy; without a name, of those that were deleted."""

    policy: str | None
    figures: Sequence[Figures]


def kept_promises(session: Session, since: datetime, until: datetime) -> list[Kept]:
    """What was due in between, by policy in their order and by what is promised."""
    found = session.execute(_counted(since, until)).all()
    return [
        Kept(name, [Figures(*row[2:]) for row in rows])
        for (_, name), rows in groupby(found, key=lambda row: (row[0], row[1]))
    ]


def _counted(since: datetime, until: datetime) -> Select[Any]:
    """What was dropped before it was late is no longer owed, and counts nowhere."""
    ended = Deadline.ended_at.is_not(None)
    late = or_(Deadline.outcome == Outcome.MISSED, Deadline.missed_at.is_not(None))
    numbers = (
        func.count().filter(ended, ~late),
        func.count().filter(ended, late),
        func.count().filter(~ended),
        func.count(Deadline.took),
        *(func.percentile_cont(part).within_group(Deadline.took) for part in (0.5, 0.9)),
    )
    order = [Deadline.metric == each for each in Metric]
    return (
        select(DeadlinePolicy.id, DeadlinePolicy.name, Deadline.metric, *numbers)
        .outerjoin(DeadlinePolicy, DeadlinePolicy.id == Deadline.policy_id)
        .where(Deadline.due_at.between(since, until))
        .where(or_(Deadline.outcome.is_(None), Deadline.outcome != Outcome.DROPPED, late))
        .group_by(DeadlinePolicy.id, Deadline.metric)
        .order_by(DeadlinePolicy.position, DeadlinePolicy.id, *(each.desc() for each in order))
    )
