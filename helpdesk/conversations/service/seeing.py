"""How far each side has read, so that the other need not wonder."""

from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.queries import newest_of
from helpdesk.conversations.rules import Floor
from helpdesk.platform.live import INBOX, announce

SEEN = "seen"


def customer_saw(session: Session, conversation: Conversation, message_id: int) -> None:
    """The customer has read up to that message; agents who have the page open see it."""
    reached = min(message_id, newest_of(session, conversation).of_all)
    if reached > conversation.seen_by_customer:
        conversation.seen_by_customer = reached
        announce(session, INBOX, kind=SEEN, id=str(conversation.id))


def agent_saw(session: Session, conversation: Conversation, agent: Agent, message_id: int) -> None:
    """Who has the conversation has read up to there; a colleague who only looks has not."""
    if conversation.floor is not Floor.AGENT or conversation.agent_id != agent.id:
        return
    if message_id > conversation.seen_by_agent:
        conversation.seen_by_agent = message_id
        announce(session, conversation.topic, kind=SEEN)
