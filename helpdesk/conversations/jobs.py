"""Background work of conversations: the bot's turns, and forgetting what was kept long enough."""

from datetime import timedelta
from uuid import UUID

from helpdesk.conversations import bot_gateway
from helpdesk.conversations.assigning import service as assigning
from helpdesk.conversations.assigning.returning import return_unanswered
from helpdesk.conversations.bot_gateway import Bot, BotUnavailable
from helpdesk.conversations.service.erasing import forget_resolved_before
from helpdesk.conversations.service.turns import close_turn, ensure_next_turn, fail_turn, open_turn
from helpdesk.conversations.waiting.telling import forget_waits
from helpdesk.platform import clock
from helpdesk.platform.audit import SYSTEM
from helpdesk.platform.db import transaction
from helpdesk.settings.current import current
from helpdesk.settings.sections import Retention


def answer_with_bot(conversation_id: str, *, bot: Bot | None = None) -> None:
    """Answer the oldest customer message the bot has not dealt with; the next one takes its turn.

    Asking happens outside any transaction, so that a slow bot holds no lock; the floor is read
    again before its words are kept.
    """
    key = UUID(conversation_id)
    with transaction() as session:
        turn = open_turn(session, key)
    if turn is None:
        return
    try:
        replies = (bot or bot_gateway.in_use()).answer(turn)
    except BotUnavailable as problem:
        with transaction() as session:
            fail_turn(session, key, turn, str(problem))
    else:
        with transaction() as session:
            close_turn(session, key, turn, replies)
    with transaction() as session:
        ensure_next_turn(session, key)


def give_chats(timestamp: int = 0) -> None:
    """Each minute, and once somebody waits: take chats from who lets them wait, and give them."""
    with transaction() as session:
        return_unanswered(session)
        assigning.give_chats(session)


def forget_old_conversations(timestamp: int) -> None:
    """Nightly: what was said longer ago than an admin wants it kept, some conversations at once."""
    days = current(Retention).conversations
    with transaction() as session:
        forget_waits(session)
    while days:
        before = clock.now() - timedelta(days=days)
        with transaction() as session:
            if not forget_resolved_before(session, before, actor=SYSTEM):
                return
