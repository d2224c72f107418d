"""Comparing every audited record with what the trail said of it last, and counting numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, String, case, cast, func, literal, select, true
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by
from sqlalchemy.orm import Session

from helpdesk.feature import Audited
from helpdesk.integrity.rules import Finding, Kind
from helpdesk.platform.audit import AuditEvent, digest, plain
from helpdesk.platform.erasure import ERASED
from helpdesk.platform.numbering import Counter

READ_AT_ONCE = 2_000
MOST_NAMED = 50
NEEDS_NO_EVENT = (None, digest(ERASED))


@dataclass(frozen=True)
class Numbers:
    """The numbers of a series and year: the last one given out, and the first of those missing."""

    series: str
    year: int
    last: int
    missing: list[str]
    missing_count: int
    unknown: int


def faults_of_records(session: Session, audited: Audited) -> Iterator[Finding]:
    """Every record that is not what the trail says, that it does not know, or that is gone."""
    names = list(audited.columns)
    query = select(audited.key, *audited.columns.values(), _said_of(audited)).order_by(audited.key)
    rows = session.execute(query, execution_options={"yield_per": READ_AT_ONCE})
    for key, *found, said in rows:
        subject = f"{audited.subject} {key}"
        now = dict(zip(names, map(plain, found), strict=True))
        if said is None:
            yield Finding(Kind.UNKNOWN, {"subject": subject})
            continue
        for name in names:
            if name in said and said[name] != now[name]:
                seq = _last_word(session, audited, key, name)
                values = {"name": name, "now": now[name], "said": said[name], "seq": seq}
                yield Finding(Kind.DIFFERS, {"subject": subject} | values)
            elif name not in said and now[name] not in NEEDS_NO_EVENT:
                values = {"subject": subject, "name": name, "now": now[name]}
                yield Finding(Kind.UNSAID, values)
    yield from _gone(session, audited)


def numbers_of(session: Session, audited: Audited) -> list[Numbers]:
    """Year by year, for records that are numbered."""
    if audited.series is None:
        return []
    given = select(Counter).where(Counter.series == audited.series).order_by(Counter.year)
    return [_numbers(session, audited, counter) for counter in session.scalars(given)]


def faults_of_numbers(numbers: Numbers) -> Iterator[Finding]:
    """Those that no record has, and records with one that was not given out."""
    for number in numbers.missing:
        yield Finding(Kind.NUMBER_MISSING, {"number": number})
    if numbers.unknown:
        series = f"{numbers.series}-{numbers.year}"
        yield Finding(Kind.NUMBER_UNKNOWN, {"series": series, "count": numbers.unknown})


def _said_of(audited: Audited) -> ScalarSelect[Any]:
    """What the trail says of the record's columns, the last word on each; NULL for nothing."""
    after = case(
        (func.jsonb_typeof(AuditEvent.after) == "object", AuditEvent.after),
        else_=cast(literal("{}"), JSONB),
    )
    pair = func.jsonb_each(after).table_valued("key", "value", name="pair").lateral()
    last = func.jsonb_object_agg(pair.c.key, aggregate_order_by(pair.c.value, AuditEvent.id))
    return (
        select(last)
        .select_from(AuditEvent)
        .join(pair, true())
        .where(
            AuditEvent.subject_type == audited.subject,
            AuditEvent.subject_id == cast(audited.key, String),
            pair.c.key.in_(list(audited.columns)),
        )
        .correlate(audited.key.class_)
        .scalar_subquery()
    )


def _last_word(session: Session, audited: Audited, key: int, name: str) -> int | None:
    """The place in the chain of the event that says it."""
    query = select(AuditEvent.seq).where(
        AuditEvent.subject_type == audited.subject,
        AuditEvent.subject_id == str(key),
        AuditEvent.after.has_key(name),
    )
    return session.scalar(query.order_by(AuditEvent.id.desc()).limit(1))


def _gone(session: Session, audited: Audited) -> Iterator[Finding]:
    there = select(audited.key).where(cast(audited.key, String) == AuditEvent.subject_id)
    told = select(AuditEvent.subject_id).where(AuditEvent.subject_type == audited.subject)
    for key in session.scalars(told.where(~there.exists()).distinct()):
        yield Finding(Kind.GONE, {"subject": f"{audited.subject} {key}"})


def _numbers(session: Session, audited: Audited, counter: Counter) -> Numbers:
    number = audited.columns["number"]
    begins = f"{counter.series}-{counter.year}-"
    table = select(number.label("number")).where(number.startswith(begins)).subquery()
    given = func.generate_series(1, counter.last).column_valued("n")
    written = case((given < 10**6, func.lpad(cast(given, String), 6, "0")),
                   else_=cast(given, String))  # fmt: skip
    every = select((literal(begins) + written).label("number"), given.label("n")).subquery()
    both = select(every.c.number).where(
        ~select(table.c.number).where(table.c.number == every.c.number).exists()
    )
    missing = list(session.scalars(both.order_by(every.c.n).limit(MOST_NAMED)))
    missing_count = session.scalar(select(func.count()).select_from(both.subquery())) or 0
    there = session.scalar(select(func.count()).select_from(table)) or 0
    unknown = there - (counter.last - missing_count)
    return Numbers(counter.series, counter.year, counter.last, missing, missing_count, unknown)
