"""The agents' API for complaints: every complaint, and the steps that one took."""

from apiflask import APIBlueprint
from sqlalchemy import select

from helpdesk.accounts.auth import database, program
from helpdesk.complaints.agents_api.schemas import (
    ComplaintShown,
    ComplaintWindow,
    WholeComplaint,
    whole,
)
from helpdesk.complaints.models import Complaint
from helpdesk.complaints.service import get_complaint
from helpdesk.web.api_lists import Listed, newest_first

blueprint = APIBlueprint(
    "complaints_api", __name__, url_prefix="/api/v1/complaints", tag="Complaints"
)


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
    return whole(database(), get_complaint(database(), number))
