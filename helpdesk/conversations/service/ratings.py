"""What customers say about an answer and about a whole conversation."""

from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from helpdesk.articles.evidence import answered
from helpdesk.articles.service.questions import rate_question
from helpdesk.comments import with_comment
from helpdesk.conversations.bot_gateway import Content
from helpdesk.conversations.models import Conversation, ConversationRating, Message
from helpdesk.conversations.queries import waiting_turns
from helpdesk.conversations.rules import (
    Author,
    Floor,
    check_rateable,
    check_score,
    refusal_of,
)
from helpdesk.conversations.service.answers import weigh_answers
from helpdesk.conversations.service.floor import audit_episode
from helpdesk.conversations.service.messages import (
    add_message,
    enqueue_turn,
    lock_conversation,
    lock_for_customer,
)
from helpdesk.languages.catalogues import gettext, speaking
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

    Every comment is kept, also one that follows the thumb. To a first thumb down the bot has an
    answer, while it has the floor and nothing else was said since.
    """
    conversation = lock_for_customer(session, conversation.id)
    message = session.get(Message, message_id, with_for_update={"of": Message})
    if message is None or message.conversation_id != conversation.id:
        raise NotFound("There is no such message in this conversation.")
    check_rateable(message.author, message.bot_view)
    article_id = _article_of(message)
    first = message.helpful is None
    if message.helpful not in {None, helpful}:
        answered.withdraw(session, f"question:{_question_of(message)}", article_id)
    message.comment = with_comment(message.comment, comment)
    if first:
        mark(session, conversation, message, helpful=helpful, article_id=article_id)
    else:
        _publish(session, message)
    if first and not helpful and article_id and _is_current(session, conversation, message):
        _refuse(session, conversation, message)
    return message


def mark(
    session: Session,
    conversation: Conversation,
    message: Message,
    *,
    helpful: bool,
    article_id: int | None = None,
) -> None:
    """What was said there helped or did not, and so did the article, or what was answered with."""
    question_id = _question_of(message)
    if message.helpful is None:
        message.helpful = helpful
    rate_question(session, question_id, helpful=helpful)
    answered.question_rated(
        session,
        question_id,
        helpful=helpful,
        article_id=article_id,
        customer_id=conversation.customer_id,
    )
    _publish(session, message)


def _question_of(message: Message) -> int:
    return int((message.bot_view or {})["question_id"])


def _article_of(message: Message) -> int | None:
    """The article that the message answered with, where it says so."""
    if (message.bot_view or {}).get("outcome") != "answered" or not message.sources:
        return None
    return int(message.sources[0]["article_id"])


def _is_current(session: Session, conversation: Conversation, answer: Message) -> bool:
    """Is the bot's word next, and was nothing said since but its answers and thumbs down?"""
    if conversation.floor is not Floor.BOT:
        return False
    answers = Message.bot_view.op("?")("question_id")
    thumb = (Message.author == Author.CUSTOMER) & Message.in_reply_to.is_not(None)
    since = (
        select(Message.id)
        .where(Message.conversation_id == conversation.id, Message.id > answer.id, ~Message.note)
        .where(~or_(thumb, func.coalesce(answers, False)))
        .limit(1)
    )
    return session.scalar(since) is None


def _refuse(session: Session, conversation: Conversation, answer: Message) -> None:
    """A thumb down is a turn of the customer's, so the bot answers it once and in order."""
    _, in_network = waiting_turns(session, conversation)
    with speaking(conversation.spoken):
        words = Content(gettext("This did not help."))
    message = add_message(
        session, conversation, Author.CUSTOMER, words,
        payload=refusal_of(_question_of(answer)), in_reply_to=answer.id,
    )  # fmt: skip
    enqueue_turn(session, conversation, waiting=in_network)
    events.publish(session, events.MessageReceived(conversation.id, message.id))


def _publish(session: Session, message: Message) -> None:
    told = events.AnswerRated(
        message.conversation_id, message.id, bool(message.helpful), message.comment
    )
    events.publish(session, told)


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
