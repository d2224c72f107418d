"""From where somebody files a complaint, and what the customer wrote there."""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.complaints.filing.rules import Way
from helpdesk.conversations.models import Conversation, Message
from helpdesk.conversations.rules import Author
from helpdesk.conversations.service.messages import get_conversation
from helpdesk.customers.models import Customer
from helpdesk.platform.errors import NotFound
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import entries_of
from helpdesk.tickets.service import get_ticket

MOST_SHOWN = 50


class Said(NamedTuple):
    """Something that the customer wrote; `key` names it in a form."""

    key: str
    text: str


@dataclass(frozen=True)
class Origin:
    """The chat or the ticket with the complaint in it; neither, where it came by another way."""

    conversation: Conversation | None = None
    ticket: Ticket | None = None

    @property
    def customer(self) -> Customer | None:
        """Who complains there."""
        place = self.ticket or self.conversation
        return place.customer if place else None

    @property
    def conversation_id(self) -> UUID | None:
        """The chat, also that from which the ticket came."""
        if self.ticket:
            return self.ticket.conversation_id
        return self.conversation.id if self.conversation else None

    @property
    def way(self) -> Way | None:
        """How it reached the desk, if it did so there."""
        if self.ticket:
            return Way.TICKET
        return Way.WIDGET if self.conversation else None

    @property
    def contact(self) -> str:
        """Where the customer can be reached, as far as is known."""
        known = self.ticket.address if self.ticket else None
        customer = self.customer
        return known or (customer and (customer.email or customer.contact)) or ""


def origin_of(session: Session, conversation: str | None, ticket: str | None) -> Origin:
    """The chat with this id or the ticket with this number; raise NotFound for unknown ones."""
    if ticket:
        return Origin(ticket=get_ticket(session, ticket))
    if not conversation:
        return Origin()
    try:
        return Origin(get_conversation(session, UUID(conversation)))
    except ValueError:
        raise NotFound("There is no such conversation.") from None


def said_at(session: Session, origin: Origin) -> list[Said]:
    """The customer's own words there, the newest MOST_SHOWN of them, oldest first."""
    if origin.ticket:
        entries = [entry for entry in entries_of(session, origin.ticket) if entry.by_customer]
        return [Said(f"entry-{entry.id}", entry.text) for entry in entries[-MOST_SHOWN:]]
    if not origin.conversation:
        return []
    typed = (
        select(Message.id, Message.text)
        .where(Message.conversation_id == origin.conversation.id)
        .where(Message.author == Author.CUSTOMER, Message.payload.is_(None))
        .order_by(Message.id.desc())
        .limit(MOST_SHOWN)
    )
    return [Said(f"message-{key}", text) for key, text in session.execute(typed)][::-1]
