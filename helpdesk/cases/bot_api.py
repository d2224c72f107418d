"""What the bot may tell of cases: where they stand, after proof."""

from typing import Any

from apiflask import APIBlueprint
from pydantic import Field

from helpdesk.accounts.auth import bot_only, database
from helpdesk.cases.queries import Case, case_with_number, cases_told_in
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.schemas import InConversation
from helpdesk.conversations.service.access import asker_of, prove_address
from helpdesk.conversations.service.messages import get_conversation
from helpdesk.customers.codes import check_code, send_code_unseen
from helpdesk.languages.catalogues import speak
from helpdesk.languages.formats import duration
from helpdesk.platform.errors import TooSoon

blueprint = APIBlueprint("cases_bot", __name__, url_prefix="/api/internal", enable_openapi=False)


class CaseWanted(InConversation):
    """One case by number, or all of the customer's."""

    number: str | None = Field(None, max_length=40)


class CodeWanted(InConversation):
    """A code for the address on a case."""

    number: str = Field(max_length=40)


class CodeTried(CodeWanted):
    """The code the customer typed."""

    code: str = Field(max_length=20)


@blueprint.post("/cases")
@bot_only
@blueprint.input(CaseWanted)
def cases(json_data: CaseWanted) -> dict[str, Any]:
    """Where the customer's cases stand, as far as that may be told in this conversation."""
    session = database()
    conversation = _conversation(json_data)
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
    conversation = _conversation(json_data)
    case = case_with_number(session, json_data.number)
    try:
        send_code_unseen(
            session,
            purpose=_purpose(json_data.number),
            email=case.email if case else None,
            asker=asker_of(conversation),
        )
    except TooSoon as refusal:
        return {"sent": False, "wait": duration(refusal.wait)}
    return {"sent": True, "wait": None}


@blueprint.post("/codes/check")
@bot_only
@blueprint.input(CodeTried)
def check(json_data: CodeTried) -> dict[str, Any]:
    """Try a code; the right one makes the conversation's customer the owner of the address."""
    session = database()
    conversation = _conversation(json_data)
    email, left = check_code(
        session,
        purpose=_purpose(json_data.number),
        asker=asker_of(conversation),
        code=json_data.code,
    )
    if email is None:
        return {"verified": False, "attempts_left": left}
    prove_address(session, conversation.id, email)
    return {"verified": True, "attempts_left": left}


def _conversation(asked: InConversation) -> Conversation:
    """The conversation that is asked about; from here on its customer's language is spoken."""
    conversation = get_conversation(database(), asked.conversation_id)
    speak(conversation.customer.speaks)
    return conversation


def _purpose(number: str) -> str:
    return f"case:{number.strip().upper()}"


def _case(case: Case) -> dict[str, Any]:
    return {
        "number": case.number,
        "subject": case.subject,
        "sentence": case.sentence,
    }
