"""Tickets and chats that an agent answered and that are over."""

from sqlalchemy.orm import Session

from helpdesk.conversations.models import Conversation
from helpdesk.conversations.service import floor
from helpdesk.platform.audit import Actor
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import TicketState
from helpdesk.tickets.service import leave_in, write_entry
from tests.make import make_bot_answer, make_conversation, make_customer, make_message, make_ticket
from tests.people import Staff

BOX = "Any sturdy box will do. I have mailed you the label."


def solved(
    session: Session, bob: Staff, *said: str, name: str = "Alice", note: bool = False
) -> Ticket:
    """A resolved ticket with what Bob wrote on it."""
    ticket = make_ticket(session, make_customer(session, name=name), subject="Sending back a pot")
    for words in said:
        write_entry(session, ticket, words, agent=bob.agent, note=note)
    leave_in(session, ticket, TicketState.RESOLVED, actor=Actor.agent(bob.agent.id))
    session.commit()
    return ticket


def ended(session: Session, bob: Staff, *said: str) -> Conversation:
    """A resolved chat with what Bob said in it."""
    conversation, _ = make_conversation(session)
    make_message(session, conversation, "Where is the label?")
    make_bot_answer(session, conversation, "Print the label that lies in your account, please.")
    for words in said:
        floor.reply(session, conversation.id, bob.agent, words)
    floor.resolve(session, conversation.id, actor=Actor.agent(bob.agent.id))
    session.commit()
    return conversation
