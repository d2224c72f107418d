"""Earlier replies beside an answer."""

from uuid import UUID

from flask import Blueprint, render_template

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.conversations.service import linking as chats
from helpdesk.conversations.service.messages import get_conversation
from helpdesk.replies.rules.blanks import AGENT, CUSTOMER, NUMBER, Known
from helpdesk.replies.service.reading import known_of, names_of_agents
from helpdesk.replies.service.suggesting import Asked, suggestions
from helpdesk.replies.settings import SuggestedReplies
from helpdesk.settings.current import current
from helpdesk.tickets import linking as tickets
from helpdesk.tickets.service import get_ticket

blueprint = Blueprint("replies_beside", __name__, url_prefix="/console/replies")


@blueprint.get("/for-conversation/<uuid:conversation_id>")
@staff()
def for_conversation(conversation_id: UUID) -> str:
    """What was answered before to what the customer asks in the chat."""
    session = database()
    conversation = get_conversation(session, conversation_id)
    question = chats.case_of(session, conversation).question
    known = known_of(conversation.customer, names_of_agents(session))
    return _offered(question, conversation.spoken, known)


@blueprint.get("/for-ticket/<number>")
@staff()
def for_ticket(number: str) -> str:
    """What was answered before to what the ticket asks."""
    session = database()
    ticket = get_ticket(session, number)
    question = tickets.case_of(session, ticket).question
    known = known_of(ticket.customer, names_of_agents(session), ticket=ticket)
    return _offered(question, ticket.language or ticket.customer.speaks, known)


def _offered(question: str, language: str, known: Known) -> str:
    values = {CUSTOMER: known.customer, NUMBER: known.number, AGENT: current_agent().name}
    asked = Asked(question, language, known, values)
    found = suggestions(database(), asked, most=current(SuggestedReplies).most)
    return render_template("console/replies/offered.html", suggestions=found)
