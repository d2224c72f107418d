"""The bot files a complaint."""

from typing import Any

from apiflask import APIBlueprint
from pydantic import Field

from helpdesk.accounts.auth import bot_only, database
from helpdesk.complaints.rules import asked_here
from helpdesk.complaints.service import Grievance, receive_complaint
from helpdesk.conversations.schemas import InConversation
from helpdesk.conversations.service.access import asker_of
from helpdesk.conversations.service.messages import get_conversation
from helpdesk.platform.audit import BOT
from helpdesk.settings.mail import writing

blueprint = APIBlueprint(
    "complaints_bot", __name__, url_prefix="/api/internal", enable_openapi=False
)


class NewComplaint(InConversation):
    """A complaint in the customer's words."""

    idempotency_key: str = Field(max_length=200)
    what_happened: str = Field(max_length=100_000)
    remedy_sought: str | None = Field(None, max_length=20_000)
    contact: str | None = Field(None, max_length=500)


@blueprint.post("/complaints")
@bot_only
@blueprint.input(NewComplaint)
def complaints(json_data: NewComplaint) -> tuple[dict[str, Any], int]:
    """File a complaint; the same key again answers with the same number."""
    session = database()
    conversation = get_conversation(session, json_data.conversation_id)
    grievance = Grievance(
        what_happened=json_data.what_happened,
        channel=conversation.channel,
        idempotency_key=f"{conversation.id}:{json_data.idempotency_key}",
        remedy_sought=json_data.remedy_sought,
        contact=json_data.contact or conversation.customer.email,
        conversation_id=conversation.id,
        network=asker_of(conversation).network,
    )
    complaint = receive_complaint(session, conversation.customer_id, grievance, actor=BOT)
    with writing(complaint.customer.speaks):
        words = asked_here(complaint.acknowledgement or "")
    return {"number": complaint.number, "acknowledgement": words}, 201
