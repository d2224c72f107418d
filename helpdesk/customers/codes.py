"""One-time codes by mail, which prove that an address belongs to whoever asks."""

import hashlib
import hmac
import logging
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from helpdesk.authentication.pauses import Count, Limit, attempt, take_back
from helpdesk.customers.models import OneTimeCode
from helpdesk.customers.rules import CODE_DIGITS, CODE_LASTS, attempts_left
from helpdesk.languages.catalogues import N_, current
from helpdesk.platform import clock
from helpdesk.platform.db import transaction
from helpdesk.platform.errors import TooSoon
from helpdesk.platform.jobqueue import enqueue, forget

logger = logging.getLogger(__name__)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
PER_ASKER = Limit(free=3, first=MINUTE, longest=4 * HOUR)
PER_NETWORK = Limit(free=20, first=MINUTE / 2, longest=HOUR / 4, series=HOUR)
# What one network may send to a mailbox in a day is less than makes others wait for it.
PER_NETWORK_AND_MAILBOX = Limit(free=6, first=MINUTE, longest=4 * HOUR)
PER_MAILBOX = Limit(free=24, first=5 * MINUTE, longest=4 * HOUR)
ENOUGH = N_("Several codes were sent already. Use the newest one.")
NOBODY = ""
KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Asker:
    """A browser or conversation that asks for a code, and the only one in which that code works.

    `familiar` names a browser in which the same address was proved before. It is counted by
    itself: whatever strangers ask for elsewhere, its owner gets a code.
    """

    name: str
    network: str
    familiar: str | None = None


def send_code(session: Session, *, purpose: str, email: str, asker: Asker) -> None:
    """Mail a fresh code to the address that was typed; TooSoon when too many were sent lately."""
    attempt(session, *_counts_of(asker), *_counts_at(asker, purpose, email), why=ENOUGH)
    _issue(session, purpose, email, asker)


def send_code_unseen(session: Session, *, purpose: str, email: str | None, asker: Asker) -> None:
    """Mail a fresh code to an address that the asker does not see, if there is one at all.

    Nothing tells whether there is: TooSoon depends on the asker and their network alone, the same
    rows are written, and trying a code that was sent to nobody looks like trying a wrong one.
    """
    attempt(session, *_counts_of(asker), why=ENOUGH)
    try:
        attempt(session, *_counts_at(asker, purpose, email), why=ENOUGH)
    except TooSoon:
        logger.warning("A code was not sent: its mailbox got too many lately.")
        email = None
    _issue(session, purpose, email, asker)


def check_code(
    session: Session, *, purpose: str, asker: Asker, code: str
) -> tuple[str | None, int]:
    """The proven address, or None, and the attempts left; each try counts, also a wrong one."""
    row = session.scalar(
        select(OneTimeCode)
        .where(OneTimeCode.purpose == purpose, OneTimeCode.requested_by == asker.name)
        .where(OneTimeCode.used_at.is_(None), OneTimeCode.expires_at > clock.now())
        .order_by(OneTimeCode.id.desc())
        .limit(1)
        .with_for_update()
    )
    if row is None or attempts_left(row.attempts) == 0:
        return None, 0
    row.attempts += 1
    if not hmac.compare_digest(row.code_hash, _digest(purpose, code.strip())):
        return None, attempts_left(row.attempts)
    row.used_at = clock.now()
    take_back(session, *_counts_of(asker), *_counts_at(asker, purpose, row.email))
    return row.email, attempts_left(row.attempts)


def forget_codes(session: Session, email: str) -> None:
    """Nothing was ever sent to this address."""
    session.execute(delete(OneTimeCode).where(OneTimeCode.email == email))
    forget(session, "send_code", email=email)


def forget_ended(timestamp: int) -> None:
    """Every night: a code that opens nothing any more is not kept."""
    with transaction() as session:
        session.execute(delete(OneTimeCode).where(OneTimeCode.expires_at < clock.now() - KEPT))


def _counts_of(asker: Asker) -> tuple[Count, ...]:
    if asker.familiar:
        return (Count(f"code:asker:{asker.familiar}", PER_ASKER),)
    return (
        Count(f"code:asker:{asker.name}", PER_ASKER),
        Count(f"code:network:{asker.network}", PER_NETWORK),
    )


def _counts_at(asker: Asker, purpose: str, email: str | None) -> tuple[Count, ...]:
    """Counted by address, for any of its cases opens them all; apart from what the portal sends.

    So a mailbox that strangers flood through the chat tells nobody in the portal whose it is.
    """
    if asker.familiar:
        return ()
    mailbox = f"{purpose.partition(':')[0]}:{email or purpose}"
    return (
        Count(f"code:mailbox:{mailbox}:{asker.network}", PER_NETWORK_AND_MAILBOX),
        Count(f"code:mailbox:{mailbox}", PER_MAILBOX),
    )


def _issue(session: Session, purpose: str, email: str | None, asker: Asker) -> None:
    """Without an address the code is one that nobody types, and its job mails nothing."""
    digits = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    code = digits if email else secrets.token_hex()
    now = clock.now()
    row = OneTimeCode(
        purpose=purpose,
        requested_by=asker.name,
        email=email or NOBODY,
        code_hash=_digest(purpose, code),
        created_at=now,
        expires_at=now + CODE_LASTS,
    )
    session.add(row)
    enqueue(session, "send_code", email=row.email, code=code, language=current())


def _digest(purpose: str, code: str) -> str:
    return hashlib.sha256(f"{purpose}:{code}".encode()).hexdigest()
