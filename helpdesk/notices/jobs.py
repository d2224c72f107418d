"""Background work of notices: those by mail, and deleting old ones."""

from datetime import timedelta
from typing import Any

from helpdesk.accounts.models import Agent
from helpdesk.languages.catalogues import SOURCE
from helpdesk.notices import service
from helpdesk.notices.letters import letter_to
from helpdesk.notices.rules import About, NoticeKind
from helpdesk.notices.settings import Notices
from helpdesk.platform import clock
from helpdesk.platform.db import transaction
from helpdesk.settings.current import current
from helpdesk.settings.mail import post, writing


def mail_notice(agent_id: int, kind: str, about: dict[str, Any]) -> None:
    """Write to the agent, unless it was done meanwhile or they left the desk."""
    with transaction() as session:
        agent = session.get_one(Agent, agent_id)
        if agent.deactivated_at:
            return
        with writing(agent.language or SOURCE):
            letter = letter_to(session, agent, NoticeKind(kind), About(**about))
    if letter:
        post(letter)


def forget_old_notices(timestamp: int = 0) -> None:
    """Nightly: what an agent was told longer ago than an admin wants it kept."""
    days = current(Notices).days
    while days:
        with transaction() as session:
            if not service.forget_before(session, clock.now() - timedelta(days=days)):
                return
