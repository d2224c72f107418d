"""Background work for complaints in chats: those that their customer left."""

from datetime import timedelta

from helpdesk.complaints.duties.settings import Complaints
from helpdesk.complaints.unstated.queries import left_between
from helpdesk.complaints.unstated.service import hear_out_if_left
from helpdesk.platform import clock
from helpdesk.platform.db import transaction
from helpdesk.settings.current import current

LOOK_BACK = timedelta(days=7)  # as long as no worker may have run


def hear_out_left_chats(timestamp: int = 0) -> None:
    """Each minute: a chat with the bot in which nobody wrote for so long has ended."""
    chosen = current(Complaints)
    if not chosen.quiet:
        return
    before = clock.now() - timedelta(minutes=chosen.quiet)
    with transaction() as session:
        left = left_between(session, before - LOOK_BACK, before, surely=chosen.surely)
    for conversation_id in left:
        with transaction() as session:
            hear_out_if_left(session, conversation_id, before)
