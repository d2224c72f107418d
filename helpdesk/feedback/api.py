"""The agents' API for feedback: every record with the decision that counts now."""

from datetime import datetime
from uuid import UUID

from apiflask import APIBlueprint
from sqlalchemy import select

from helpdesk.accounts.auth import database, program
from helpdesk.accounts.rules import QUALITY
from helpdesk.feedback.models import Feedback, FeedbackTriage
from helpdesk.feedback.rules import FeedbackKind, Source, Triage
from helpdesk.web.api_lists import Listed, Shown, Window, newest_first

blueprint = APIBlueprint("feedback_api", __name__, url_prefix="/api/v1/feedback", tag="Feedback")


class FeedbackWindow(Window):
    """Which records, and which part of them."""

    kind: FeedbackKind | None = None


class FeedbackShown(Shown):
    """What a customer expressed, where it came from, and what was decided."""

    number: str
    kind: FeedbackKind
    source: Source
    source_id: str
    customer_id: UUID | None
    conversation_id: UUID | None
    verbatim: str
    score: int | None
    received_at: datetime
    decision: Triage


@blueprint.get("")
@program(QUALITY)
@blueprint.input(FeedbackWindow, location="query")
@blueprint.output(Listed[FeedbackShown])
def listed(query_data: FeedbackWindow) -> Listed[FeedbackShown]:
    """Every record, newest first."""
    query = select(Feedback)
    if query_data.kind:
        query = query.where(Feedback.kind == query_data.kind)
    page = newest_first(database(), query, Feedback.received_at, key=Feedback.id, window=query_data)
    decisions = _decisions(page.items)
    return Listed(
        items=[_shown(record, decisions[record.id]) for record in page.items], next=page.next
    )


def _decisions(records: list[Feedback]) -> dict[int, Triage]:
    query = select(FeedbackTriage.feedback_id, FeedbackTriage.decision).where(
        FeedbackTriage.current, FeedbackTriage.feedback_id.in_([record.id for record in records])
    )
    return {row.feedback_id: row.decision for row in database().execute(query)}


def _shown(record: Feedback, decision: Triage) -> FeedbackShown:
    names = [name for name in FeedbackShown.model_fields if name != "decision"]
    fields = {name: getattr(record, name) for name in names}
    return FeedbackShown.model_validate({**fields, "decision": decision})
