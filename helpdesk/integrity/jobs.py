"""Background work of the trail: sealing what was written, verifying it, and its exported heads."""

import logging

from helpdesk.integrity.queries import verified_today
from helpdesk.integrity.service.heads import export_head, letter_of
from helpdesk.integrity.service.sealing import seal_all
from helpdesk.integrity.service.verifying import verify
from helpdesk.integrity.settings import Integrity
from helpdesk.platform.audit import SYSTEM, Actor
from helpdesk.platform.config import Settings
from helpdesk.platform.db import Json, transaction
from helpdesk.platform.jobqueue import enqueue
from helpdesk.settings.current import current
from helpdesk.settings.mail import post

logger = logging.getLogger(__name__)


def seal_trail(timestamp: int = 0) -> None:
    """Each minute: put into the chain what was committed since."""
    seal_all()


def export_trail_head(timestamp: int = 0) -> None:
    """Once a day, in the first hour in which a worker runs; a letter where somebody wants one."""
    with transaction() as session:
        head = export_head(session, Settings.from_env().home)
        if head and current(Integrity).letters_to:
            enqueue(session, "mail_trail_head", day=head.day.isoformat(), head=head.as_json())


def mail_trail_head(day: str, head: Json) -> None:
    """Write the head to where the database's administrators do not write."""
    if to := current(Integrity).letters_to:
        post(letter_of(day, head, to))


def verify_each_day(timestamp: int = 0) -> None:
    """Once a day, in the first hour in which a worker runs: after midnight by UTC."""
    with transaction() as session:
        done = verified_today(session)
    if not done:
        _verify(SYSTEM)


def verify_trail(asked_by: str) -> None:
    """Because somebody asked for it now."""
    _verify(Actor(asked_by))


def _verify(asked_by: Actor) -> None:
    try:
        seal_all()
    except Exception:  # that nothing is sealed is then what the verification finds
        logger.exception("The audit trail could not be sealed.")
    with transaction() as session:
        verify(session, Settings.from_env().home, asked_by=asked_by)
