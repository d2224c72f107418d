"""What is to be learned from, and what was learned."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from helpdesk.conversations.models import Conversation
from helpdesk.conversations.rules import Floor
from helpdesk.replies.models import LearnedQuestion
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import DONE


def tickets_to_learn(session: Session, *, most: int) -> list[Ticket]:
    """Done ones that were not looked at, newest first, held until commit."""
    known = exists().where(LearnedQuestion.ticket_id == Ticket.id)
    query = select(Ticket).where(Ticket.state.in_(DONE), ~known).order_by(Ticket.id.desc())
    # Whoever writes on one waits for the batch; one that is written on is left for the next.
    held = query.limit(most).with_for_update(read=True, of=Ticket, skip_locked=True)
    return list(session.scalars(held.execution_options(populate_existing=True)))


def conversations_to_learn(session: Session, *, most: int) -> list[Conversation]:
    """Ended ones that were not looked at since, newest first, held until commit."""
    known = exists().where(
        LearnedQuestion.conversation_id == Conversation.id,
        LearnedQuestion.session_number == Conversation.session_number,
    )
    query = (
        select(Conversation)
        .where(Conversation.floor == Floor.RESOLVED, ~known)
        .order_by(Conversation.last_message_at.desc())
        .limit(most)
        .with_for_update(read=True, of=Conversation, skip_locked=True)
    )
    return list(session.scalars(query.execution_options(populate_existing=True)))
