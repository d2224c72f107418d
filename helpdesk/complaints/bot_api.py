"""What the bot may ask about cases: file a complaint, keep feedback, tell a status after proof."""

from typing import Any, Literal
from uuid import UUID

from apiflask import APIBlueprint
from pydantic import BaseModel, ConfigDict, Field

from helpdesk.accounts.auth import bot_only, database
from helpdesk.authentication.pauses import in_words
from helpdesk.cases.queries import Case, case_with_number, cases_told_in
from helpdesk.complaints.service import Grievance, receive_complaint
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.service.access import prove_address
from helpdesk.conversations.service.messages import get_conversation
from helpdesk.customers.codes import Asker, check_code, send_code_unseen
from helpdesk.feedback.rules import FeedbackKind, Source
from helpdesk.feedback.service import Expression, record_feedback
from helpdesk.platform.errors import TooSoon

blueprint = APIBlueprint("bot_cases", __name__, url_prefix="/api/internal", enable_openapi=False)


class Body(BaseModel):
    """Every call names the conversation it is made for."""

    model_config = ConfigDict(extra="forbid")
    conversation_id: UUID


class NewComplaint(Body):
    """A complaint in the customer's words."""

    idempotency_key: str = Field(max_length=200)
    what_happened: str = Field(max_length=100_000)
    remedy_sought: str | None = Field(None, max_length=20_000)
    contact: str | None = Field(None, max_length=500)


class CaseWanted(Body):
    """One case by number, or all of the customer's."""

    number: str | None = Field(None, max_length=40)


class CodeWanted(Body):
    """A code for the address on a case."""

    number: str = Field(max_length=40)


class CodeTried(CodeWanted):
    """The code the customer typed."""

    code: str = Field(max_length=20)


class NewFeedback(Body):
    """Praise, an idea or an observation."""

    idempotency_key: str = Field(max_length=200)
    kind: Literal["compliment", "suggestion", "enquiry_insight"]
    text: str = Field(max_length=20_000)


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
        network=_asker(conversation).network,
    )
    complaint = receive_complaint(session, conversation.customer_id, grievance, actor="bot")
    return {"number": complaint.number, "acknowledgement": complaint.acknowledgement}, 201


@blueprint.post("/cases")
@bot_only
@blueprint.input(CaseWanted)
def cases(json_data: CaseWanted) -> dict[str, Any]:
    """Where the customer's cases stand, as far as that may be told in this conversation."""
    session = database()
    conversation = get_conversation(session, json_data.conversation_id)
    told = cases_told_in(session, conversation, number=json_data.number)
    return {
        "verified": conversation.proven,
        "cases": [_case(case) for case in told],
        "code_can_be_sent": True,
    }


@blueprint.post("/codes")
@bot_only
@blueprint.input(CodeWanted)
def codes(json_data: CodeWanted) -> dict[str, Any]:
    """Send a code to the address on the case; the answer is the same when there is no such case."""
    session = database()
    conversation = get_conversation(session, json_data.conversation_id)
    case = case_with_number(session, json_data.number)
    try:
        send_code_unseen(
            session,
            purpose=_purpose(json_data.number),
            email=case.email if case else None,
            asker=_asker(conversation),
        )
    except TooSoon as refusal:
        return {"sent": False, "wait": in_words(refusal.wait)}
    return {"sent": True, "wait": None}


@blueprint.post("/codes/check")
@bot_only
@blueprint.input(CodeTried)
def check(json_data: CodeTried) -> dict[str, Any]:
    """Try a code; the right one makes the conversation's customer the owner of the address."""
    session = database()
    conversation = get_conversation(session, json_data.conversation_id)
    email, left = check_code(
        session,
        purpose=_purpose(json_data.number),
        asker=_asker(conversation),
        code=json_data.code,
    )
    if email is None:
        return {"verified": False, "attempts_left": left}
    prove_address(session, conversation.id, email)
    return {"verified": True, "attempts_left": left}


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
    return {"number": record_feedback(session, expression, actor="bot").number}, 201


def _asker(conversation: Conversation) -> Asker:
    name = f"conversation:{conversation.id}"
    return Asker(name, network=conversation.network or name)


def _purpose(number: str) -> str:
    return f"case:{number.strip().upper()}"


def _case(case: Case) -> dict[str, Any]:
    return {
        "number": case.number,
        "subject": case.subject,
        "sentence": case.sentence,
    }
