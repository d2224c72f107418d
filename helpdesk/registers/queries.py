"""The rows of each register, newest first: one query, whatever a row shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, ScalarSelect, Select, exists, func, select, tuple_
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session, joinedload, lazyload

from helpdesk.complaints.duties.models import Duty
from helpdesk.complaints.duties.rules import DutyKind
from helpdesk.complaints.handling.models import Assessment, Decision
from helpdesk.complaints.models import Complaint
from helpdesk.complaints.rules import ENDED
from helpdesk.feedback.models import Feedback, FeedbackTriage
from helpdesk.feedback.queries import Entry
from helpdesk.languages.formats import zone
from helpdesk.platform import clock
from helpdesk.registers.rules import (
    NOBODY,
    Complaints,
    Expressions,
    Period,
    days_between,
    is_late_entry,
)
from helpdesk.web.cursors import Page, Place, cut, number_of, place_of

PAGE = 50
READ_AT_ONCE = 500
Table = TypeVar("Table", Complaint, Feedback)
COLUMNS: tuple[Any, ...] = (Feedback, FeedbackTriage)


@dataclass(frozen=True)
class Logged:
    """A complaint with how serious it is and what its customer was told first and last.

    `missed` names what was not done in time, what is late and still owed included.
    """

    complaint: Complaint
    assessment: Assessment | None
    decision: Decision | None
    decided_at: datetime | None
    missed: list[DutyKind] | None
    overdue: bool

    @property
    def late_entry(self) -> bool:
        """Was it written down long after it had reached us?"""
        return is_late_entry(self.complaint.received_at, self.complaint.recorded_at)

    @property
    def days(self) -> float | None:
        """How many days the first decision took; None without one."""
        return (
            days_between(self.complaint.received_at, self.decided_at) if self.decided_at else None
        )

    @property
    def promised_days(self) -> float:
        """Within how many days a decision was promised."""
        return days_between(self.complaint.received_at, self.complaint.decide_by)

    @property
    def kept(self) -> bool | None:
        """Was it decided by the promised date? None where that is open or fell away."""
        if self.decided_at:
            return self.decided_at <= self.complaint.decide_by
        if self.complaint.state in ENDED or self.complaint.decide_by > clock.now():
            return None
        return False


def complaint_page(
    session: Session, chosen: Complaints, *, after: str | None = None
) -> Page[Logged]:
    """Complaints as chosen, the last to be received first."""
    query = _before(_complaints(chosen), Complaint, after)
    found = [Logged(*row) for row in session.execute(query.limit(PAGE + 1))]
    return cut(found, PAGE, lambda row: _place(row.complaint))


def every_complaint(session: Session, chosen: Complaints) -> tuple[int, Iterator[Logged]]:
    """How many there are as chosen, and all of them, read some at a time."""
    count, rows = _counted(session, _before(_complaints(chosen), Complaint, None))
    return count, (Logged(*row) for row in rows)


def feedback_page(
    session: Session, chosen: Expressions, *, after: str | None = None
) -> Page[Entry]:
    """Feedback as chosen, the last to be received first."""
    query = _before(_expressions(chosen), Feedback, after)
    found = [Entry(*row) for row in session.execute(query.limit(PAGE + 1))]
    return cut(found, PAGE, lambda row: _place(row.feedback))


def every_feedback(session: Session, chosen: Expressions) -> tuple[int, Iterator[Entry]]:
    """How many records there are as chosen, and all of them, read some at a time."""
    count, rows = _counted(session, _before(_expressions(chosen), Feedback, None))
    return count, (Entry(*row) for row in rows)


def _counted(session: Session, query: Select[Any]) -> tuple[int, Iterator[Any]]:
    """Number and rows come from one look at the database, so they cannot differ."""
    counting = query.add_columns(func.count().over())
    rows = iter(session.execute(counting, execution_options={"yield_per": READ_AT_ONCE}))
    first = next(rows, None)
    if first is None:
        return 0, iter(())

    def without_count() -> Iterator[Any]:
        yield first[:-1]
        for row in rows:
            yield row[:-1]

    return first[-1], without_count()


def _place(row: Complaint | Feedback) -> Place:
    return Place(row.received_at, str(row.id))


def _before(query: Select[Any], table: type[Table], after: str | None) -> Select[Any]:
    """Newest first, from where an earlier page was cut."""
    place, order = place_of(after), (table.received_at, table.id)
    if place:
        query = query.where(tuple_(*order) < (place.moment, number_of(place.key)))
    return query.order_by(*(column.desc() for column in order))


def _received(query: Select[Any], table: type[Table], period: Period) -> Select[Any]:
    begin, end = period.bounds(zone())
    return query.where(table.received_at >= begin, table.received_at < end)


def _expressions(chosen: Expressions) -> Select[Any]:
    query = (
        select(*COLUMNS)
        .join(FeedbackTriage, FeedbackTriage.feedback_id == Feedback.id)
        .where(FeedbackTriage.current)
    )
    wanted = (
        (Feedback.kind, chosen.kind),
        (Feedback.source, chosen.source),
        (FeedbackTriage.decision, chosen.decision),
    )
    query = query.where(*(column == value for column, value in wanted if value is not None))
    return _received(query, Feedback, chosen.period)


def _complaints(chosen: Complaints) -> Select[Any]:
    def of_it(value: Any, *which: ColumnElement[bool]) -> ScalarSelect[Any]:
        return select(value).where(*which).correlate(Complaint).scalar_subquery()

    judged, decided, owed = (
        table.complaint_id == Complaint.id for table in (Assessment, Decision, Duty)
    )
    newest = of_it(func.max(Assessment.id), judged)
    told = of_it(func.max(Decision.id), decided, Decision.told_at.is_not(None))
    first_told = of_it(func.min(Decision.told_at), decided)
    late = Duty.done_at.is_(None) & Duty.dropped_at.is_(None) & (Duty.due_at < clock.now())
    names = func.array_agg(aggregate_order_by(Duty.kind, Duty.due_at))
    missed = of_it(names, owed, Duty.missed_at.is_not(None) | late)
    overdue = exists().where(owed, late).correlate(Complaint)
    query = (
        select(Complaint, Assessment, Decision, first_told, missed, overdue)
        .outerjoin(Assessment, Assessment.id == newest)
        .outerjoin(Decision, Decision.id == told)
        .options(lazyload(Complaint.customer), joinedload(Complaint.owner))
    )
    return _chosen(query, chosen).where(overdue) if chosen.overdue else _chosen(query, chosen)


def _chosen(query: Select[Any], chosen: Complaints) -> Select[Any]:
    query = _received(query, Complaint, chosen.period)
    if chosen.owner == NOBODY:
        query = query.where(Complaint.owner_id.is_(None))
    elif chosen.owner is not None:
        query = query.where(Complaint.owner_id == chosen.owner)
    wanted = (
        (Complaint.state, chosen.state),
        (Complaint.gravity, chosen.gravity),
        (Assessment.nature, chosen.nature),
    )
    return query.where(*(column == value for column, value in wanted if value is not None))
