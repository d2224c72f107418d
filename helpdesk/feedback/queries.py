"""Feedback for lists, and the reconciliation that proves nothing fell between desk and QMS."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import RowMapping, ScalarSelect, select, text
from sqlalchemy.orm import Session

from helpdesk.feature import Audited, FeedbackSource
from helpdesk.feedback.models import Feedback, FeedbackTriage
from helpdesk.feedback.rules import SERIES, FeedbackKind, Triage
from helpdesk.platform.audit import digest_in_sql
from helpdesk.web.cursors import counted, stands

PAGE = 50
_DECISION = select(FeedbackTriage.decision).where(
    FeedbackTriage.feedback_id == Feedback.id, FeedbackTriage.current
)
AUDITED = Audited(
    "feedback",
    Feedback.id,
    {
        "number": Feedback.number,
        "kind": Feedback.kind,
        "source": Feedback.source,
        "source_id": Feedback.source_id,
        "score": Feedback.score,
        "received_at": Feedback.received_at,
        "verbatim": digest_in_sql(Feedback.verbatim),
        "decision": _DECISION.scalar_subquery(),
    },
    series=SERIES,
)


@dataclass(frozen=True)
class Entry:
    """A record with the decision that counts now."""

    feedback: Feedback
    triage: FeedbackTriage


def feedback_page(
    session: Session,
    *,
    before: int | None = None,
    kind: FeedbackKind | None = None,
    decision: Triage | None = None,
    limit: int = PAGE,
) -> list[Entry]:
    """Records with their current decision, newest first, below the id `before`."""
    query = (
        select(Feedback, FeedbackTriage)
        .join(FeedbackTriage, FeedbackTriage.feedback_id == Feedback.id)
        .where(FeedbackTriage.current)
        .order_by(Feedback.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(Feedback.id < before)
    if kind is not None:
        query = query.where(Feedback.kind == kind)
    if decision is not None:
        query = query.where(FeedbackTriage.decision == decision)
    return [Entry(feedback, triage) for feedback, triage in session.execute(query)]


def pending_feedback() -> ScalarSelect[int]:
    """Asks how many records wait for somebody's decision."""
    pending = stands(FeedbackTriage.decision, Triage.PENDING)
    return counted(FeedbackTriage, FeedbackTriage.current, pending)


def decisions_of(session: Session, feedback: Feedback) -> list[FeedbackTriage]:
    """Every decision on the record, newest first."""
    query = (
        select(FeedbackTriage)
        .where(FeedbackTriage.feedback_id == feedback.id)
        .order_by(FeedbackTriage.id.desc())
    )
    return list(session.scalars(query))


RECONCILIATION = """
with expected (source, source_id, words) as ({expected}),
recorded as (
  select f.source, f.source_id, f.verbatim, count(t.id) as decisions
    from feedback f left join feedback_triage t on t.feedback_id = f.id and t.current
   group by f.id
)
select coalesce(e.source, r.source) as source,
       count(e.source_id) as expected,
       count(r.source_id) filter (where r.decisions = 1) as recorded,
       count(*) filter (where e.source_id is null and r.source <> 'message') as unexplained,
       count(*) filter (where r.source_id is null) as missing,
       count(*) filter (where e.words <> r.verbatim) as words_differ
  from expected e full join recorded r using (source, source_id)
 group by 1 order by 1
"""


def reconciliation(session: Session, sources: Iterable[FeedbackSource]) -> list[RowMapping]:
    """Per source: what ended, what was recorded with one decision, and what does not match.

    `missing` counts things that ended without a record, `unexplained` records whose source is
    gone, `words_differ` records whose words are not those of the source; all are zero on a
    healthy desk.
    """
    expected = " union all ".join(
        f"select '{source.name}', found.* from ({source.expected}) found"  # noqa: S608 - our own
        for source in sources
    )
    query = text(RECONCILIATION.format(expected=expected))
    return list(session.execute(query).mappings())
