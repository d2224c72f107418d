"""What the bot offered for a question: which the customer chose, what comes next, or none."""

from urllib.parse import urldefrag
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.articles.knowledge import Answer, Place
from helpdesk.articles.service.answers import (
    NOTHING,
    chosen_answer,
    next_answer,
    question_in,
)
from helpdesk.conversations.models import Conversation, Message
from helpdesk.conversations.rules import MOST_ANSWERS, Author, HandoffReason, choice_of
from helpdesk.conversations.service.floor import hand_off
from helpdesk.conversations.service.messages import lock_conversation
from helpdesk.conversations.service.ratings import mark
from helpdesk.platform.audit import BOT


def choose(session: Session, conversation_id: UUID, key: str) -> tuple[Answer, int]:
    """The whole answer of what the customer chose, which answered their question from now on.

    With it the question's id; an article that is gone answers nothing.
    """
    conversation = lock_conversation(session, conversation_id)
    choice = choice_of(key)
    question = question_in(session, conversation.id, choice.question_id)
    found = chosen_answer(session, question, (choice.article_id, choice.anchor))
    offers = _about(session, conversation, question.id, outcome="suggested")
    for message in offers if found.hit else []:
        mark(session, conversation, message, helpful=True, article_id=choice.article_id)
    return found, question.id


def find_another(session: Session, conversation_id: UUID, question_id: int) -> Answer:
    """The best answer that the customer has not read yet; nothing where they read enough."""
    conversation = lock_conversation(session, conversation_id)
    question = question_in(session, conversation.id, question_id)
    answers = _about(session, conversation, question.id, outcome="answered")
    if len(answers) >= MOST_ANSWERS:
        return NOTHING
    return next_answer(session, question, _places(answers))


def refuse_all(session: Session, conversation_id: UUID) -> Conversation:
    """Nothing that was offered last helps: that is remembered, and a person is asked for."""
    conversation = lock_conversation(session, conversation_id)
    latest = _about(session, conversation)[-1:]
    for message in latest:
        if message.helpful is None:
            mark(session, conversation, message, helpful=False)
    return hand_off(session, conversation_id, HandoffReason.MISSING_KNOWLEDGE, actor=BOT)


def _about(
    session: Session,
    conversation: Conversation,
    question_id: int | None = None,
    *,
    outcome: str | None = None,
) -> list[Message]:
    """What the bot said from the help centre, oldest first: to that question, with that outcome."""
    query = (
        select(Message)
        .where(Message.conversation_id == conversation.id, Message.author == Author.BOT)
        .where(Message.bot_view.op("?")("question_id"))
        .order_by(Message.id)
    )
    if question_id is not None:
        query = query.where(Message.bot_view["question_id"].as_integer() == question_id)
    if outcome is not None:
        query = query.where(Message.bot_view["outcome"].as_string() == outcome)
    return list(session.scalars(query))


def _places(answers: list[Message]) -> set[Place]:
    return {
        (source["article_id"], urldefrag(source["url"] or "").fragment)
        for answer in answers
        for source in answer.sources
    }
