"""Answers beside which macros are offered, as their conditions see them."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from helpdesk.conversations.service.messages import get_conversation
from helpdesk.customers.models import Customer
from helpdesk.macros.rules import Where
from helpdesk.tickets.conditions.looking import categories_above, seen_of, seen_of_chat
from helpdesk.tickets.conditions.rules import Seen
from helpdesk.tickets.service import get_ticket


@dataclass(frozen=True)
class Place:
    """A ticket, by its number, or a chat."""

    beside: Where
    customer: Customer
    seen: Seen
    number: str | None = None


def beside_ticket(session: Session, number: str) -> Place:
    """The answer to a ticket; or NotFound."""
    ticket = get_ticket(session, number)
    seen = seen_of(session, ticket, categories_above(session))
    seen = replace(seen, language=ticket.speaks)
    return Place(Where.TICKETS, ticket.customer, seen, ticket.number)


def beside_conversation(session: Session, conversation_id: UUID) -> Place:
    """The answer in a chat; or NotFound."""
    chat = get_conversation(session, conversation_id)
    return Place(Where.CONVERSATIONS, chat.customer, seen_of_chat(session, chat))
