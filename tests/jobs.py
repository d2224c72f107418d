"""The jobs that wait in the database, as a test reads and runs them."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from helpdesk.conversations.bot_gateway import Bot
from helpdesk.conversations.jobs import answer_with_bot
from helpdesk.conversations.models import Conversation

_WAITING = text("select args from procrastinate_jobs where task_name = :name order by id")


def arguments_of(session: Session, job: str) -> list[dict[str, Any]]:
    """What each waiting job of that name was deferred with, oldest first."""
    return list(session.scalars(_WAITING, {"name": job}))


def run_turn(conversation: Conversation, bot: Bot) -> None:
    """Run the conversation's turn as the worker does."""
    answer_with_bot(str(conversation.id), bot=bot)
