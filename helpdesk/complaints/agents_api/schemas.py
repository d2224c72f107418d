"""What programs read of complaints."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from helpdesk.complaints.duties.keeping import duties_of
from helpdesk.complaints.duties.rules import DutyKind
from helpdesk.complaints.handling.queries import decisions_of
from helpdesk.complaints.handling.rules import Reply, Verdict
from helpdesk.complaints.models import Complaint
from helpdesk.complaints.queries import steps_of
from helpdesk.complaints.rules import ComplaintState, Gravity
from helpdesk.web.api_lists import Shown, Window


class ComplaintWindow(Window):
    """Which complaints, and which part of them."""

    state: ComplaintState | None = None


class ComplaintShown(Shown):
    """A complaint in the customer's words, with the dates we promised."""

    number: str
    state: ComplaintState
    customer_id: UUID
    conversation_id: UUID | None
    channel: str
    what_happened: str
    remedy_sought: str | None
    contact: str | None
    received_at: datetime
    recorded_at: datetime
    acknowledged_at: datetime | None
    assess_by: datetime
    decide_by: datetime
    gravity: Gravity | None
    owner_id: int | None
    nonconformity: bool | None
    closed_at: datetime | None
    version: int


class StepShown(Shown):
    """One step of a complaint."""

    state: ComplaintState
    actor: str
    reason: str | None
    at: datetime


class DutyShown(Shown):
    """What is or was owed by when."""

    kind: DutyKind
    due_at: datetime
    done_at: datetime | None
    missed_at: datetime | None


class DecisionShown(Shown):
    """A response, from its proposal to the customer's reply."""

    level: int
    verdict: Verdict
    words: str
    remedy: str | None
    cost: Decimal
    proposed_by_id: int
    approved_by_id: int | None
    told_at: datetime | None
    reply: Reply | None
    replied_at: datetime | None


class WholeComplaint(ComplaintShown):
    """A complaint with its steps, what is owed, and its responses, oldest first."""

    steps: list[StepShown]
    duties: list[DutyShown]
    decisions: list[DecisionShown]


def whole(session: Session, complaint: Complaint) -> WholeComplaint:
    """Everything that programs are told of one complaint."""
    fields = ComplaintShown.model_validate(complaint).model_dump()
    return WholeComplaint(
        **fields,
        steps=[StepShown.model_validate(each) for each in steps_of(session, complaint)],
        duties=[DutyShown.model_validate(each) for each in duties_of(session, complaint)],
        decisions=[DecisionShown.model_validate(each) for each in decisions_of(session, complaint)],
    )
