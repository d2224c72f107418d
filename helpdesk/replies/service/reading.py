"""What done tickets and ended chats hold: a customer's question, and what agents answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.conversations.models import Conversation, Message
from helpdesk.conversations.rules import Author
from helpdesk.customers.models import Customer
from helpdesk.platform.erasure import ERASED
from helpdesk.replies.rules.blanks import Known
from helpdesk.tickets.linking import case_of
from helpdesk.tickets.models import Ticket, TicketEntry
from helpdesk.tickets.satisfaction.queries import newest_survey

LONGEST_QUESTION = 2_000


@dataclass(frozen=True)
class Answered:
    """A question as far as it was asked, an agent's answer to it, and what is private in both."""

    question: str
    reply: str
    at: datetime
    known: Known


@dataclass(frozen=True)
class Past:
    """What was answered, oldest first, in which language, and how the customer found it."""

    answers: Sequence[Answered]
    language: str
    score: int | None


def past_of_ticket(session: Session, ticket: Ticket) -> Past:
    """The answers on the ticket; none where its words were erased."""
    asked = case_of(session, ticket).question
    query = select(TicketEntry).where(TicketEntry.ticket_id == ticket.id, ~TicketEntry.note)
    written = session.scalars(query.order_by(TicketEntry.id))
    names = names_of_agents(session)
    answers = [
        Answered(
            asked, entry.text, entry.created_at,
            known_of(ticket.customer, names, agent=entry.agent, ticket=ticket),
        )
        for entry in written
        if asked and entry.agent and entry.text != ERASED
    ]  # fmt: skip
    survey = newest_survey(session, ticket)
    language = ticket.language or ticket.customer.speaks
    return Past(answers, language, survey.score if survey else None)


def past_of_conversation(session: Session, conversation: Conversation) -> Past:
    """What agents answered since it last started afresh; the bot's words teach nothing."""
    query = select(Message).where(
        Message.conversation_id == conversation.id,
        Message.id > conversation.session_after,
        ~Message.note,
        Message.text != ERASED,
    )
    names, asked, answers = names_of_agents(session), list[str](), list[Answered]()
    for message in session.scalars(query.order_by(Message.id)):
        if message.author is Author.CUSTOMER and message.payload is None:
            asked.append(message.text)
        elif message.author is Author.AGENT and asked:
            known = known_of(conversation.customer, names, agent=message.agent)
            question = "\n".join(asked)[:LONGEST_QUESTION]
            answers.append(Answered(question, message.text, message.created_at, known))
    return Past(answers, conversation.spoken, conversation.satisfaction)


def names_of_agents(session: Session) -> list[str]:
    """Everybody of the desk, also those who left."""
    return list(session.scalars(select(Agent.name)))


def known_of(
    customer: Customer,
    names: Iterable[str],
    *,
    agent: Agent | None = None,
    ticket: Ticket | None = None,
) -> Known:
    """What is private in the words between this customer and an agent."""
    addresses = (customer.email, customer.contact, ticket.email if ticket else None)
    writer = agent.name if agent else ""
    return Known(
        customer=customer.name or "",
        agent=writer,
        addresses=tuple(address for address in addresses if address),
        number=ticket.number if ticket else "",
        colleagues=tuple(name for name in names if name != writer),
    )
