"""Taking chats from who lets their customers wait."""

from datetime import timedelta

from sqlalchemy.orm import Session

from helpdesk.conversations.assigning.queries import unanswered
from helpdesk.conversations.assigning.settings import Chats
from helpdesk.conversations.rules import Floor
from helpdesk.conversations.service.floor import requeue
from helpdesk.conversations.service.messages import lock_conversation
from helpdesk.platform import clock, events
from helpdesk.platform.audit import RULE
from helpdesk.settings.current import current, working_time


def return_unanswered(session: Session) -> None:
    """Whoever waits longer than the setting says in working time waits for somebody else."""
    longest = timedelta(minutes=current(Chats).minutes)
    if not longest:
        return
    working = working_time()
    for chat in unanswered(session):
        if working.between(chat.since, clock.now()) < longest:
            continue
        conversation = lock_conversation(session, chat.conversation_id)
        if conversation.floor is Floor.AGENT and conversation.agent_id == chat.agent_id:
            requeue(session, conversation, actor=RULE, reason="The customer waited too long.")
            back = events.ChatReturned(conversation.id, chat.agent_id)
            events.publish(session, back)
