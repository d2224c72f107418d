"""One-time codes by mail, which prove that an address belongs to whoever asks."""

import hashlib
import hmac
import secrets

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from helpdesk import clock
from helpdesk.customers.models import OneTimeCode
from helpdesk.customers.rules import (
    CODE_LASTS,
    CODES_WINDOW,
    attempts_left,
    check_code_quota,
)
from helpdesk.db import one_at_a_time
from helpdesk.jobqueue import enqueue, forget

NOBODY = ""


def send_code(session: Session, *, purpose: str, email: str | None, requested_by: str) -> None:
    """Mail a fresh code to the address; raise NotAllowed when too many were sent lately.

    Without an address nothing is mailed and no code is right, but trying one looks the same:
    so nobody learns by trying which case numbers exist.
    """
    one_at_a_time(session, f"code for {email or purpose}")
    check_code_quota(_sent_lately(session, purpose, email))
    code = f"{secrets.randbelow(1_000_000):06d}" if email else secrets.token_hex()
    now = clock.now()
    row = OneTimeCode(
        purpose=purpose,
        requested_by=requested_by,
        email=email or NOBODY,
        code_hash=_digest(purpose, code),
        created_at=now,
        expires_at=now + CODE_LASTS,
    )
    session.add(row)
    if email:
        enqueue(session, "send_code", email=email, code=code)


def check_code(
    session: Session, *, purpose: str, requested_by: str, code: str
) -> tuple[str | None, int]:
    """The proven address, or None, and the attempts left; each try counts, also a wrong one."""
    row = session.scalar(
        select(OneTimeCode)
        .where(OneTimeCode.purpose == purpose, OneTimeCode.requested_by == requested_by)
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
    return row.email, attempts_left(row.attempts)


def forget_codes(session: Session, email: str) -> None:
    """Nothing was ever sent to this address."""
    session.execute(delete(OneTimeCode).where(OneTimeCode.email == email))
    forget(session, "send_code", email=email)


def _sent_lately(session: Session, purpose: str, email: str | None) -> int:
    """Counted by address: any of its cases opens them all, so they share one number of guesses."""
    same = OneTimeCode.email == email if email else OneTimeCode.purpose == purpose
    query = select(func.count()).where(same, OneTimeCode.created_at > clock.now() - CODES_WINDOW)
    return session.scalar(query) or 0


def _digest(purpose: str, code: str) -> str:
    return hashlib.sha256(f"{purpose}:{code}".encode()).hexdigest()
