"""A conversation as a question that articles answer."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.evidence.answered import LONGEST_QUESTION, Asked
from helpdesk.articles.evidence.answering import AskedIn
from helpdesk.articles.rules import Strength
from helpdesk.conversations.models import Conversation, Message
from helpdesk.conversations.rules import Author, is_satisfied
from helpdesk.platform.erasure import ERASED


def case_of(session: Session, conversation: Conversation) -> AskedIn:
    """What the customer asked since it last started afresh; satisfied, they accept the answer."""
    numbers = range(1, conversation.session_number + 1)
    sources = tuple(f"conversation:{conversation.id}:{number}" for number in numbers)
    typed = _typed(session, conversation)
    asked = None
    if typed:
        began = typed[0].created_at
        asked = Asked(sources[-1], _joined(typed), began, conversation.customer_id)
    satisfied = is_satisfied(conversation.satisfaction)
    strength = Strength.ACCEPTED if satisfied else Strength.LINKED
    return AskedIn("conversation", conversation.id, sources, asked, strength)


def _typed(session: Session, conversation: Conversation) -> list[Message]:
    """The customer's own words, oldest first; a button they pressed is not theirs."""
    query = select(Message).where(
        Message.conversation_id == conversation.id,
        Message.author == Author.CUSTOMER,
        Message.payload.is_(None),
        Message.text != ERASED,
        Message.id > conversation.session_after,
    )
    return list(session.scalars(query.order_by(Message.id)))


def _joined(messages: list[Message]) -> str:
    """Whole messages, as many of the newest as fit."""
    kept: list[str] = []
    room = LONGEST_QUESTION
    for message in reversed(messages):
        room -= len(message.text) + 1
        if kept and room < 0:
            break
        kept.insert(0, message.text)
    return "\n".join(kept)[:LONGEST_QUESTION]
