"""Macros beside an answer, with what their variables stand for."""

from uuid import UUID

from flask import Blueprint, render_template

from helpdesk.accounts.auth import current_agent, database, staff
from helpdesk.conversations.service.messages import get_conversation
from helpdesk.customers.models import Customer
from helpdesk.macros import queries
from helpdesk.macros.rules import Where, filled_in, said_to
from helpdesk.settings.current import current
from helpdesk.settings.sections import Company
from helpdesk.tickets.service import get_ticket

blueprint = Blueprint("macros_beside", __name__, url_prefix="/console")


@blueprint.get("/macros/for-conversation/<uuid:conversation_id>")
@staff()
def for_conversation(conversation_id: UUID) -> str:
    """What may be said here, with the variables filled in."""
    conversation = get_conversation(database(), conversation_id)
    return _offered(Where.CONVERSATIONS, conversation.customer, None, conversation.customer.speaks)


@blueprint.get("/macros/for-ticket/<number>")
@staff()
def for_ticket(number: str) -> str:
    """What may be said here, with the variables filled in."""
    ticket = get_ticket(database(), number)
    return _offered(Where.TICKETS, ticket.customer, ticket.number, ticket.speaks)


def _offered(beside: Where, customer: Customer, number: str | None, spoken: str) -> str:
    agent = current_agent()
    values = {
        "customer": None if customer.erased_at else customer.name,
        "number": number,
        "agent": agent.name,
        "company": current(Company).name,
    }
    found = queries.offered_to(database(), agent.id, beside, spoken)
    offered = [(macro, filled_in(said_to(macro.words, spoken), values)) for macro in found]
    return render_template("console/macros/offered.html", offered=offered)
