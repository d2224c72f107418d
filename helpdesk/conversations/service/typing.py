"""Somebody is writing: the other side sees it for a moment, and nothing of it is kept."""

from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.rules import Author, Floor
from helpdesk.platform.live import INBOX, announce

TYPING = "typing"


def tell_bot_writes(session: Session, conversation: Conversation) -> None:
    """The bot has begun its turn."""
    announce(session, conversation.topic, kind=TYPING, author=Author.BOT)


def tell_customer(session: Session, conversation: Conversation, agent: Agent) -> None:
    """Whoever has the conversation writes in it; a colleague who only drafts disturbs nobody."""
    if conversation.floor is Floor.AGENT and conversation.agent_id == agent.id:
        announce(session, conversation.topic, kind=TYPING, author=Author.AGENT, name=agent.name)


def tell_agents(session: Session, conversation: Conversation) -> None:
    """The customer writes, which agents who read along see, but for the bot's own conversations."""
    if conversation.floor is not Floor.BOT:
        announce(session, INBOX, kind=TYPING, id=str(conversation.id))
