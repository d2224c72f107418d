"""What customers say about an answer and about a whole conversation."""

from uuid import UUID

from sqlalchemy.orm import Session

from helpdesk import events
from helpdesk.articles import evidence
from helpdesk.articles.questions import rate_question
from helpdesk.conversations.models import Conversation, Message
from helpdesk.conversations.rules import check_rateable, check_score
from helpdesk.conversations.service.answers import weigh_answers
from helpdesk.conversations.service.floor import record_session
from helpdesk.conversations.service.messages import lock_conversation
from helpdesk.errors import NotFound


def rate_answer(
    session: Session,
    conversation: Conversation,
    message_id: int,
    *,
    helpful: bool,
    comment: str | None,
) -> None:
    """Did this answer help? The first word counts; another one later leaves us knowing nothing."""
    message = session.get(Message, message_id, with_for_update={"of": Message})
    if message is None or message.conversation_id != conversation.id:
        raise NotFound("There is no such message in this conversation.")
    check_rateable(message.author, message.bot_view)
    question_id = (message.bot_view or {})["question_id"]
    if message.helpful is not None:
        if message.helpful is not helpful:
            evidence.withdraw(session, f"question:{question_id}")
        return
    message.helpful = helpful
    rate_question(session, question_id, helpful=helpful)
    evidence.question_rated(
        session, question_id, helpful=helpful, customer_id=conversation.customer_id
    )
    events.publish(session, events.AnswerRated(conversation.id, message.id, helpful, comment))


def rate_conversation(
    session: Session, conversation_id: UUID, *, score: int, comment: str | None
) -> None:
    """How the customer found the whole conversation, once it is resolved."""
    conversation = lock_conversation(session, conversation_id)
    check_score(conversation.floor, score)
    if conversation.satisfaction is not None:
        return
    conversation.satisfaction = score
    weigh_answers(session, conversation)
    record_session(session, conversation, "rated", actor=f"customer:{conversation.customer_id}")
    events.publish(
        session,
        events.ConversationRated(conversation.id, conversation.session_number, score, comment),
    )
