"""The bot keeps what a customer wants the company to know."""

from typing import Any, Literal

from apiflask import APIBlueprint
from pydantic import Field

from helpdesk.accounts.auth import bot_only, database
from helpdesk.conversations.schemas import InConversation
from helpdesk.conversations.service.messages import get_conversation
from helpdesk.feedback.rules import FeedbackKind, Source
from helpdesk.feedback.service import Expression, record_feedback
from helpdesk.platform.audit import BOT

blueprint = APIBlueprint("feedback_bot", __name__, url_prefix="/api/internal", enable_openapi=False)


class NewFeedback(InConversation):
    """Praise, an idea or an observation."""

    idempotency_key: str = Field(max_length=200)
    kind: Literal["compliment", "suggestion", "enquiry_insight"]
    text: str = Field(max_length=20_000)


@blueprint.post("/feedback")
@bot_only
@blueprint.input(NewFeedback)
def feedback(json_data: NewFeedback) -> tuple[dict[str, Any], int]:
    """Keep what the customer wants us to know."""
    session = database()
    conversation = get_conversation(session, json_data.conversation_id)
    expression = Expression(
        FeedbackKind(json_data.kind),
        Source.MESSAGE,
        f"{conversation.id}:{json_data.idempotency_key}",
        json_data.text,
        customer_id=conversation.customer_id,
        conversation_id=conversation.id,
    )
    return {"number": record_feedback(session, expression, actor=BOT).number}, 201
