"""Which articles answered the customer, as an agent says or links them."""

from uuid import UUID

from sqlalchemy.orm import Session

from helpdesk.articles.evidence import answering
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.service.linking import case_of
from helpdesk.conversations.service.messages import lock_conversation
from helpdesk.platform.audit import Actor


def mark_answer(session: Session, conversation_id: UUID, article_id: int, *, actor: Actor) -> None:
    """This article answers what the customer asked."""
    conversation = lock_conversation(session, conversation_id)
    answering.mark(session, case_of(session, conversation), article_id, actor=actor)


def unmark_answer(
    session: Session, conversation_id: UUID, article_id: int, *, actor: Actor
) -> None:
    """It did not answer the customer, whenever that was said."""
    conversation = lock_conversation(session, conversation_id)
    answering.unmark(session, case_of(session, conversation), article_id, actor=actor)


def note_links(session: Session, conversation: Conversation, text: str, *, actor: Actor) -> None:
    """An article that a reply links to answers the customer."""
    answering.mark_links(session, case_of(session, conversation), text, actor=actor)


def weigh_answers(session: Session, conversation: Conversation) -> None:
    """A customer who was satisfied accepts what they were given."""
    answering.weigh(session, case_of(session, conversation))
