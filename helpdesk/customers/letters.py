"""Letters that nobody of the desk decided to send: to an address nobody proved go only a few."""

import logging
from datetime import timedelta

from sqlalchemy.orm import Session

from helpdesk.authentication.pauses import Count, Limit, attempt
from helpdesk.customers.models import Customer
from helpdesk.languages.catalogues import N_
from helpdesk.platform.errors import TooSoon

logger = logging.getLogger(__name__)
HOUR = timedelta(hours=1)
PER_MAILBOX = Limit(free=3, first=HOUR, longest=12 * HOUR)
PER_NETWORK = Limit(free=10, first=HOUR / 60, longest=HOUR, series=HOUR)
ENOUGH = N_("Several letters went there already.")
NOT_YOU = N_(
    "If you did not write to us, somebody typed your address: ignore this letter, nobody sees "
    "anything of yours."
)


def may_be_mailed(session: Session, customer: Customer, email: str, network: str | None) -> bool:
    """May this address get a letter by itself, because somebody in that network typed it?

    Always when it is the customer's own, or when the desk itself wrote it (`network` is None).
    What was sent with it is kept in any case.
    """
    if network is None or email == customer.proven_email:
        return True
    return _is_free(session, _mailbox(email), Count(f"letter:network:{network}", PER_NETWORK))


def may_be_answered(session: Session, customer: Customer, email: str) -> bool:
    """May this address get a letter by itself, about what was sent with it some time ago?"""
    return email == customer.proven_email or _is_free(session, _mailbox(email))


def _mailbox(email: str) -> Count:
    return Count(f"letter:mailbox:{email}", PER_MAILBOX)


def _is_free(session: Session, *counts: Count) -> bool:
    try:
        attempt(session, *counts, why=ENOUGH)
    except TooSoon:
        logger.warning("A letter was not sent: too many went to its address or from its network.")
        return False
    return True
