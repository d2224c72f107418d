"""What customers said to the bot, and which chats they left with a complaint in them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, String, exists, func, select
from sqlalchemy.orm import Session, aliased

from helpdesk.complaints.models import Complaint
from helpdesk.complaints.unstated.models import ChatWithComplaint
from helpdesk.complaints.unstated.rules import COMPLAINT, Heard
from helpdesk.conversations.models import Conversation, Message
from helpdesk.conversations.rules import Author, Floor

_INTENT = Message.bot_view["intent"].as_string()
_SURELY = Message.bot_view["intent_confidence"].as_float()
_SENDER = Message.bot_view["sender_id"].as_string()
_Asked = aliased(Message)


def said_in(session: Session, sender_id: str, conversation_id: UUID) -> list[Heard]:
    """What the customer said in that session and what the bot took it for, in order."""
    query = (
        select(_Asked.text, _Asked.payload, _INTENT, _SURELY)
        .join(Message, Message.in_reply_to == _Asked.id)
        .where(Message.conversation_id == conversation_id, Message.author == Author.BOT)
        .where(sender_id == _SENDER, Message.bot_view.op("?")("intent"))
        .distinct(_Asked.id)
        .order_by(_Asked.id, Message.id)
    )
    return [
        Heard(words, intent, surely or 0.0, pressed=payload is not None)
        for words, payload, intent, surely in session.execute(query)
    ]


def filed_in(session: Session, sender_id: str, conversation_id: UUID) -> bool:
    """Did somebody file a complaint from the chat since the bot first spoke in that session?"""
    began = select(func.min(Message.created_at)).where(
        Message.conversation_id == conversation_id, sender_id == _SENDER
    )
    filed = select(Complaint.id).where(
        Complaint.conversation_id == conversation_id,
        Complaint.recorded_at >= began.scalar_subquery(),
    )
    return session.scalar(select(filed.exists())) is True


def left_between(session: Session, first: datetime, last: datetime, *, surely: float) -> list[UUID]:
    """Chats with the bot in which nobody wrote since then, and a complaint nobody looked at."""
    complains = exists().where(
        Message.conversation_id == Conversation.id,
        Message.author == Author.BOT,
        _INTENT == COMPLAINT,
        surely <= _SURELY,
        _sender() == _SENDER,
    )
    known = exists().where(
        ChatWithComplaint.conversation_id == Conversation.id,
        ChatWithComplaint.session_number == Conversation.session_number,
    )
    query = (
        select(Conversation.id)
        .where(Conversation.floor == Floor.BOT, Conversation.last_message_at.between(first, last))
        .where(complains, ~known)
        .order_by(Conversation.last_message_at)
    )
    return list(session.scalars(query))


def _sender() -> ColumnElement[str]:
    return func.concat(Conversation.id, ":", Conversation.session_number, type_=String)
