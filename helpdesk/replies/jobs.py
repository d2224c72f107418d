"""Background work of replies: learning them from what ended, unless none are suggested."""

from uuid import UUID

from helpdesk.platform.db import transaction, try_alone
from helpdesk.platform.jobqueue import enqueue
from helpdesk.replies.service import learning
from helpdesk.replies.settings import SuggestedReplies
from helpdesk.settings.current import current

CATCHING_UP = "catching up with replies"


def learn_from_ticket(ticket_id: int) -> None:
    """A ticket is done, or was rated."""
    if not current(SuggestedReplies).most:
        return
    with transaction() as session:
        learning.learn_from_ticket(session, ticket_id)


def learn_from_conversation(conversation_id: str) -> None:
    """A chat ended, or was rated."""
    if not current(SuggestedReplies).most:
        return
    with transaction() as session:
        learning.learn_from_conversation(session, UUID(conversation_id))


def learn_replies(timestamp: int = 0) -> None:
    """Hourly, and for a past that came at once: whatever was not looked at yet, bit by bit."""
    if not current(SuggestedReplies).most:
        return
    with transaction() as session:
        if try_alone(session, CATCHING_UP) and learning.catch_up(session):
            enqueue(session, "learn_replies")
