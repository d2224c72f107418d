"""Background work: replies go out that nobody took back."""

from helpdesk.platform.db import transaction
from helpdesk.tickets.composing.service import release


def send_reply(draft_id: int) -> None:
    """Write the reply once it cannot be taken back any more."""
    with transaction() as session:
        release(session, draft_id)
