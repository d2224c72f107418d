"""Where an answer reaches a customer who has closed the page."""

from sqlalchemy.orm import Session

from helpdesk.conversations.models import Conversation
from helpdesk.customers.rules import check_contact
from helpdesk.customers.service import note_contact
from helpdesk.platform.audit import Actor
from helpdesk.platform.live import INBOX, announce


def keep_contact(session: Session, conversation: Conversation, contact: str) -> None:
    """What the customer says of themselves; their other tabs and the agents see it at once."""
    customer = conversation.customer
    note_contact(session, customer, check_contact(contact), actor=Actor.customer(customer.id))
    announce(session, conversation.topic, kind="floor")
    announce(session, INBOX, kind="floor", id=str(conversation.id))
