"""What proves who a customer is, how long a proof lasts, and what reaches somebody without one."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

import jwt
from jwt.types import Options

from helpdesk.accounts.rules import check_email
from helpdesk.languages.catalogues import N_
from helpdesk.platform.errors import NotSignedIn, RuleBroken

CODE_LASTS = timedelta(minutes=10)
CODE_DIGITS = 8
ATTEMPTS = 5
LONGEST_IDENTITY = timedelta(hours=1)
ALGORITHM = "HS256"
FORGED = N_("The identity is not signed by this company's site.")
# The dates are compared with our own clock, below.
GENUINE: Options = {
    "require": ["exp", "sub"],
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
}


class SomebodyElse(RuleBroken):
    """What was proven now names another person than what was proven before."""

    status = 409
    title = N_("This is somebody else's")


def check_same_person(*, verified: bool, same: bool) -> None:
    """Raise SomebodyElse when a customer who proved who they are would become another one."""
    if verified and not same:
        raise SomebodyElse("This conversation belongs to another customer. Start a new one.")


CONFIRMATION = "ERASE"
LONGEST_CONTACT = 500
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"'`]+@[^\s@<>()\[\],;:\"'`]+\.[a-z]{2,}", re.IGNORECASE)
# Seven digits or more, grouped as people group them.
_PHONE = re.compile(r"(?<!\w)\+?\(?\d(?:[\s().\-/]{0,3}\d){6,14}(?!\w)")


def check_erasure(typed: str) -> None:
    """Raise RuleBroken unless whoever erases a customer typed that they mean it."""
    if typed.strip().upper() != CONFIRMATION:
        raise RuleBroken(
            "Type %(word)s to erase this customer. Nothing was changed.", word=CONFIRMATION
        )


@dataclass(frozen=True)
class Identity:
    """What the company's own site says about its visitor.

    `email` is an address of which the site says that it was confirmed; one that anybody may have
    typed there is only a `contact`.
    """

    external_id: str
    email: str | None
    name: str | None
    contact: str | None = None


def identity_of(token: str, *, key: str, now: datetime) -> Identity:
    """Read the site's signed token; raise NotSignedIn unless it is genuine and short-lived."""
    try:
        claims = jwt.decode(token, key, algorithms=[ALGORITHM], options=GENUINE)
        begins, ends = int(claims.get("nbf", 0)), int(claims["exp"])
    except (jwt.InvalidTokenError, OverflowError, TypeError, ValueError):
        raise NotSignedIn(FORGED) from None  # JSON knows an infinite number, too
    if begins > now.timestamp():
        raise NotSignedIn(FORGED)
    if ends <= now.timestamp():
        raise NotSignedIn("The identity has expired. Reload the page to get a new one.")
    if not claims["sub"].strip():
        raise NotSignedIn("The identity names nobody. Sign one only for customers who are known.")
    if ends - now.timestamp() > LONGEST_IDENTITY.total_seconds():
        raise NotSignedIn("The identity is valid for too long. Sign it for an hour at most.")
    address, name = _email(claims.get("email")), _text(claims.get("name"))
    if claims.get("email_verified") is True:
        return Identity(claims["sub"], address, name)
    return Identity(claims["sub"], None, name, contact=address)


def _email(claim: object) -> str | None:
    """The address, or none: a site's slip must not cost its customer the conversation."""
    try:
        return check_email(str(claim)) if claim else None
    except RuleBroken:
        return None


def _text(claim: object) -> str | None:
    return str(claim).strip()[:254] or None if claim else None


def attempts_left(attempts: int) -> int:
    """How often a code may still be tried."""
    return max(0, ATTEMPTS - attempts)


def emails_in(contact: str | None) -> list[str]:
    """The addresses among the words that say how to reach somebody."""
    return [match.group().lower().rstrip(".") for match in _EMAIL.finditer(contact or "")]


def email_in(contact: str | None) -> str | None:
    """The first of them, if there is one."""
    return next(iter(emails_in(contact)), None)


def reaches(contact: str) -> bool:
    """Do these words hold an e-mail address or a phone number?"""
    return bool(_EMAIL.search(contact) or _PHONE.search(contact))


def check_contact_if_any(contact: str) -> None:
    """Nobody has to say how to reach them; raise RuleBroken for words that reach nobody."""
    if contact.strip():
        check_contact(contact)


def check_contact(contact: str) -> str:
    """The words as they are kept; raise RuleBroken when they reach nobody."""
    words = " ".join(contact.replace("\x00", " ").split())
    if len(words) > LONGEST_CONTACT:
        raise RuleBroken("Shorten this to %(most)s characters or less.", most=LONGEST_CONTACT)
    if not reaches(words):
        raise RuleBroken(
            "Write an e-mail address like name@example.org, or a phone number with its area code."
        )
    return words
