"""Chats as the bot leaves them: what was said, and what it took that for."""

from sqlalchemy.orm import Session

from helpdesk.conversations.bot_gateway import Content
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.rules import Author
from helpdesk.conversations.service.messages import Incoming, add_message, receive_message
from tests.make import make_message

LEAVING = "third time this month, I'm done paying for this"


def say(session: Session, chat: Conversation, words: str, intent: str, surely: float = 0.9) -> None:
    """The customer's words, and the bot's answer with what it took them for."""
    _answer(session, chat, make_message(session, chat, words).id, intent, surely)


def press(session: Session, chat: Conversation, payload: str, intent: str) -> None:
    """A button that the bot offers, pressed, and its answer."""
    offer = Content("Shall I?", buttons=[{"title": "Press", "payload": payload}])
    add_message(session, chat, Author.BOT, offer)
    pressed = receive_message(session, chat.id, Incoming(f"press-{payload}", payload=payload))
    _answer(session, chat, pressed.id, intent, 1.0)


def complain(session: Session, chat: Conversation) -> None:
    """A question, and after its answer a complaint that nobody asked for a person with."""
    say(session, chat, "how do I reset it", "ask_knowledge")
    say(session, chat, LEAVING, "file_complaint", 0.62)


def _answer(session: Session, chat: Conversation, to: int, intent: str, surely: float) -> None:
    view = {"intent": intent, "intent_confidence": surely, "sender_id": chat.sender_id}
    for words in ("I am sorry.", "Shall I file it?"):
        add_message(session, chat, Author.BOT, Content(words, view=view), in_reply_to=to)
    chat.answered_up_to = to
    session.commit()
