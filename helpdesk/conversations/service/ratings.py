"""What customers say about an answer and about a whole conversation."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.evidence import answered
from helpdesk.articles.service.questions import rate_question
from helpdesk.comments import with_comment
from helpdesk.conversations.models import Conversation, ConversationRating, Message
from helpdesk.conversations.rules import check_rateable, check_score
from helpdesk.conversations.service.answers import weigh_answers
from helpdesk.conversations.service.floor import audit_episode
from helpdesk.conversations.service.messages import lock_conversation
from helpdesk.platform import clock, events
from helpdesk.platform.audit import Actor
from helpdesk.platform.errors import NotFound


def rate_answer(
    session: Session,
    conversation: Conversation,
    message_id: int,
    *,
    helpful: bool,
    comment: str | None,
) -> Message:
    """Did this answer help? The first thumb counts; another one leaves us knowing nothing.

    Every comment is kept, also one that follows the thumb.
    """
    message = session.get(Message, message_id, with_for_update={"of": Message})
    if message is None or message.conversation_id != conversation.id:
        raise NotFound("There is no such message in this conversation.")
    check_rateable(message.author, message.bot_view)
    question_id = (message.bot_view or {})["question_id"]
    if message.helpful is None:
        message.helpful = helpful
        rate_question(session, question_id, helpful=helpful)
        answered.question_rated(
            session, question_id, helpful=helpful, customer_id=conversation.customer_id
        )
    elif message.helpful is not helpful:
        answered.withdraw(session, f"question:{question_id}")
    message.comment = with_comment(message.comment, comment)
    events.publish(
        session,
        events.AnswerRated(conversation.id, message.id, message.helpful, message.comment),
    )
    return message


def rate_conversation(
    session: Session, conversation_id: UUID, *, score: int, comment: str | None
) -> ConversationRating:
    """How the customer found the whole conversation, once it is resolved.

    The first score of that time counts, and every comment is kept.
    """
    conversation = lock_conversation(session, conversation_id)
    check_score(conversation.floor, score)
    rating = _rating_of(session, conversation) or _score(session, conversation, score)
    rating.comment = with_comment(rating.comment, comment)
    session.flush()
    events.publish(
        session,
        events.ConversationRated(
            conversation.id, rating.session_number, rating.score, rating.comment
        ),
    )
    return rating


def _rating_of(session: Session, conversation: Conversation) -> ConversationRating | None:
    return session.scalar(
        select(ConversationRating).where(
            ConversationRating.conversation_id == conversation.id,
            ConversationRating.session_number == conversation.session_number,
        )
    )


def _score(session: Session, conversation: Conversation, score: int) -> ConversationRating:
    rating = ConversationRating(
        conversation_id=conversation.id,
        session_number=conversation.session_number,
        score=score,
        created_at=clock.now(),
    )
    session.add(rating)
    conversation.satisfaction = score
    weigh_answers(session, conversation)
    audit_episode(session, conversation, "rated", actor=Actor.customer(conversation.customer_id))
    return rating
