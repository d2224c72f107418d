"""The agents' API for complaints: every complaint, and the steps that one took."""

from datetime import datetime
from uuid import UUID

from apiflask import APIBlueprint
from sqlalchemy import select

from helpdesk.accounts.auth import database, program
from helpdesk.complaints.models import Complaint
from helpdesk.complaints.queries import steps_of
from helpdesk.complaints.rules import ComplaintState
from helpdesk.complaints.service import get_complaint
from helpdesk.web.api_lists import Listed, Shown, Window, newest_first

blueprint = APIBlueprint(
    "complaints_api", __name__, url_prefix="/api/v1/complaints", tag="Complaints"
)


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
    acknowledged_at: datetime | None
    assess_by: datetime
    decide_by: datetime


class StepShown(Shown):
    """One step of a complaint."""

    state: ComplaintState
    actor: str
    reason: str | None
    at: datetime


class WholeComplaint(ComplaintShown):
    """A complaint with its steps, oldest first."""

    steps: list[StepShown]


@blueprint.get("")
@program()
@blueprint.input(ComplaintWindow, location="query")
@blueprint.output(Listed[ComplaintShown])
def listed(query_data: ComplaintWindow) -> Listed[ComplaintShown]:
    """Complaints, newest first."""
    query = select(Complaint)
    if query_data.state:
        query = query.where(Complaint.state == query_data.state)
    page = newest_first(
        database(), query, Complaint.received_at, key=Complaint.id, window=query_data
    )
    return Listed(
        items=[ComplaintShown.model_validate(complaint) for complaint in page.items],
        next=page.next,
    )


@blueprint.get("/<number>")
@program()
@blueprint.output(WholeComplaint)
def read(number: str) -> WholeComplaint:
    """One complaint with its steps."""
    complaint = get_complaint(database(), number)
    fields = ComplaintShown.model_validate(complaint).model_dump()
    steps = [StepShown.model_validate(step) for step in steps_of(database(), complaint)]
    return WholeComplaint(**fields, steps=steps)
