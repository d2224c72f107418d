"""Forgetting what was said: by an erased customer, or longer ago than the desk keeps it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import Session

from helpdesk.articles.evidence.answered import forget_questions
from helpdesk.conversations.models import (
    Conversation,
    ConversationRating,
    ConversationToken,
    Message,
)
from helpdesk.conversations.rules import Author, Floor
from helpdesk.conversations.service.messages import lock_conversation
from helpdesk.platform import audit, clock, events
from helpdesk.platform.audit import Actor
from helpdesk.platform.erasure import ERASED, permit

WORDY = ("bot reply dropped", "bot failed")
REASON = "The customer's data was erased."
AT_ONCE = 200


def forget_conversations(session: Session, fact: events.CustomerErased) -> None:
    """Who spoke when, and how it was rated, stays; what was said does not."""
    mine = select(Conversation.id).where(Conversation.customer_id.in_(fact.customer_ids))
    ids = session.scalars(mine).all()
    _forget_words(session, ids, fact.actor)
    _forget_comments(session, Message, ids)
    _forget_comments(session, ConversationRating, ids)


def forget_resolved_before(session: Session, moment: datetime, *, actor: Actor) -> int:
    """Forget what was said in some of the conversations that were resolved before; in how many.

    Ratings stay with their comments, as feedback does.
    """
    said = select(Message.id).where(
        Message.conversation_id == Conversation.id,
        Message.author != Author.SYSTEM,
        Message.text != ERASED,
    )
    old = (
        select(Conversation.id)
        .where(Conversation.floor == Floor.RESOLVED, Conversation.resolved_at < moment)
        .where(said.exists())
        .order_by(Conversation.resolved_at)
        .limit(AT_ONCE)
    )
    ids = session.scalars(old).all()
    permit(session)
    _forget_words(session, ids, actor)
    for conversation_id in ids:
        change = audit.Change("conversation", conversation_id, "words forgotten")
        audit.record(session, actor, change)
    return len(ids)


def _forget_words(session: Session, ids: Sequence[UUID], actor: Actor) -> None:
    for conversation_id in ids:
        _close(session, lock_conversation(session, conversation_id), actor)
        _forget_tracker(session, conversation_id)
    session.execute(
        update(Message)
        .where(Message.conversation_id.in_(ids), Message.author != Author.SYSTEM)
        .values(text=ERASED, payload=None, buttons=[])
    )
    audit.blank(session, "conversation", ids, actions=WORDY)
    forget_questions(session, ids)
    for conversation_id in ids:
        events.publish(session, events.ConversationForgotten(conversation_id))


def _forget_comments(
    session: Session, table: type[Message] | type[ConversationRating], ids: Sequence[UUID]
) -> None:
    said = update(table).where(table.conversation_id.in_(ids), table.comment.is_not(None))
    session.execute(said.values(comment=ERASED))


def _close(session: Session, conversation: Conversation, actor: Actor) -> None:
    """Nobody can open it any more, and nobody waits in it."""
    mine = ConversationToken.conversation_id == conversation.id
    session.execute(delete(ConversationToken).where(mine))
    conversation.verified_until = None
    conversation.page, conversation.network = {}, ""
    if conversation.floor is Floor.RESOLVED:
        return
    before = {"floor": conversation.floor}
    change = audit.Change(
        "conversation", conversation.id, "floor passed", before, {"floor": Floor.RESOLVED}, REASON
    )
    audit.record(session, actor, change)
    conversation.floor = Floor.RESOLVED
    conversation.version += 1
    conversation.resolved_at = clock.now()
    conversation.waiting_since = None


def _forget_tracker(session: Session, conversation_id: UUID) -> None:
    """What the bot remembers, once it has a memory in this database."""
    if session.scalar(select(func.to_regclass("rasa.events"))) is not None:
        query = text("delete from rasa.events where starts_with(sender_id, :sender)")
        session.execute(query, {"sender": f"{conversation_id}:"})
