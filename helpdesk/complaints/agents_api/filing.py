"""A program files what a customer told somebody."""

from uuid import UUID, uuid4

from apiflask import APIBlueprint
from flask import g
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from helpdesk.accounts.auth import database, program
from helpdesk.complaints.agents_api.schemas import WholeComplaint, whole
from helpdesk.complaints.filing.queries import origin_of
from helpdesk.complaints.filing.rules import way_in
from helpdesk.complaints.filing.service import complainant, file_complaint
from helpdesk.complaints.service import Grievance
from helpdesk.customers.rules import check_contact_if_any
from helpdesk.platform.audit import Actor

blueprint = APIBlueprint(
    "complaint_filing_api", __name__, url_prefix="/api/v1/complaints", tag="Complaints"
)


class NewComplaint(BaseModel):
    """What a customer told somebody: in a chat of ours, on a ticket, or elsewhere.

    The same `idempotency_key` by the same agent is the same complaint.
    """

    model_config = ConfigDict(extra="forbid")
    what_happened: str = Field(max_length=100_000)
    channel: str = Field(max_length=20)
    remedy_sought: str | None = Field(None, max_length=20_000)
    contact: str = Field("", max_length=500)
    name: str = Field("", max_length=500)
    conversation_id: UUID | None = None
    ticket: str | None = Field(None, max_length=100)
    received_at: AwareDatetime | None = None
    idempotency_key: str | None = Field(None, max_length=200)


@blueprint.post("")
@program()
@blueprint.input(NewComplaint)
@blueprint.output(WholeComplaint, status_code=201)
def create(json_data: NewComplaint) -> WholeComplaint:
    """File a complaint; its customer is told in the chat and by mail, as far as there is either."""
    session, told = database(), json_data
    chat = str(told.conversation_id) if told.conversation_id else None
    origin = origin_of(session, chat, told.ticket)
    check_contact_if_any(told.contact)
    grievance = Grievance(
        what_happened=told.what_happened,
        channel=way_in(told.channel, origin.way),
        idempotency_key=f"api:{g.agent.id}:{told.idempotency_key or uuid4()}",
        remedy_sought=told.remedy_sought,
        contact=told.contact or origin.contact,
        conversation_id=origin.conversation_id,
        ticket_id=origin.ticket.id if origin.ticket else None,
        received_at=told.received_at,
    )
    customer = complainant(session, origin, told.contact, told.name)
    return whole(
        session, file_complaint(session, customer, grievance, actor=Actor.agent(g.agent.id))
    )
