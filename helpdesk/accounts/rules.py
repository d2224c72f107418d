"""Who may do what, and what a password and an address must be."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import email_validator

from helpdesk.authentication.common_words import COMMON_WORDS
from helpdesk.languages.catalogues import AGENTS, N_, gettext
from helpdesk.platform.errors import NotAllowed, NotSignedIn, RuleBroken

SHORTEST_PASSWORD = 12
LONGEST_JUDGED = 72
SAFE_FROM = 3  # of zxcvbn's 0 to 4: a hundred million guesses
MADE_OF_NAMES = N_("This password is made of names and addresses that others know.")
ADVICE = N_("Take a few words that have nothing to do with each other.")
GUESSABLE = N_("This password is soon guessed.")
ONE_TIME_PASSWORD_LASTS = timedelta(days=7)
LINK_LASTS = timedelta(hours=1)
TOKEN_DAYS = 90
CHOICES_OF_DAYS = (30, TOKEN_DAYS, 180, 365)
# A desk may stand in a company's own network, whose addresses end in .local or .test.
email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()


class Role(StrEnum):
    """What an agent is trusted with; an admin may do everything."""

    AGENT = "agent"
    LEAD = "lead"
    QUALITY_MANAGER = "quality_manager"
    ADMIN = "admin"


STAFF = frozenset(Role)
PRESENT_FOR = timedelta(minutes=10)  # after the last page or stream of theirs
_MENTION = re.compile(r"(?<![\w@])@([\w.\-]+)")
EDITORS = frozenset({Role.LEAD, Role.QUALITY_MANAGER, Role.ADMIN})
QUALITY = frozenset({Role.LEAD, Role.QUALITY_MANAGER, Role.ADMIN})
ADMINS = frozenset({Role.ADMIN})
KEEPERS = frozenset({Role.QUALITY_MANAGER, Role.ADMIN})  # of what the desk recorded


@dataclass(frozen=True)
class Whose:
    """Who keeps something of the desk: an agent, a team, or everybody where neither is named."""

    owner_id: int | None = None
    team_id: int | None = None


class NotYours(RuleBroken):
    """Somebody else keeps it."""


class WrongCredentials(NotSignedIn):
    """The address or the password is wrong; which one is not said."""


class SoonGuessed(RuleBroken):
    """The password is easy to guess; why is told with what to do instead."""

    def __str__(self) -> str:
        return f"{super().__str__()} {gettext(ADVICE)}"


def require(role: Role, allowed: frozenset[Role]) -> None:
    """Raise NotAllowed when the role is not among those allowed."""
    if role not in allowed:
        raise NotAllowed(
            "This needs the role %(needed)s, and yours is %(role)s. Ask an admin to do it "
            "or to change your role.",
            needed=allowed,
            role=role,
        )


def check_may_change(
    whose: Whose, agent_id: int, role: Role, *, teams: Collection[int] = ()
) -> None:
    """Raise NotYours unless it is theirs, their team's, or everybody's and they lead.

    `teams` are those that the agent is in.
    """
    if whose.team_id is not None:
        may = whose.team_id in teams
    else:
        may = whose.owner_id == agent_id or (whose.owner_id is None and role in EDITORS)
    if not may:
        raise NotYours(
            "This is not yours to change: what is an agent's own they change themselves, what is a "
            "team's its members, and what is everybody's whoever leads."
        )


def check_language(language: str) -> str | None:
    """One that the console speaks, or None for an empty choice; raise RuleBroken otherwise."""
    if language and language not in AGENTS:
        raise RuleBroken("Choose one of the languages that this page offers.")
    return language or None


def check_password(password: str, *about: str) -> None:
    """Raise RuleBroken for a new password that is short, SoonGuessed for one that is easy.

    `about` are the names and addresses that anybody may know; what is made of them does not count.
    """
    from zxcvbn import zxcvbn  # 12 MB of words, for the few moments in which somebody chooses

    if len(password) < SHORTEST_PASSWORD:
        raise RuleBroken(
            "Choose a password of at least %(least)s characters.", least=SHORTEST_PASSWORD
        )
    names = {name for words in about for name in re.findall(r"[^\W_]{3,}", words.lower())}
    rest = password.lower()
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, "")
    words = re.sub(r"^[\W_]+|[\W_]+$", "", rest)  # signs around them keep nobody from guessing
    found = zxcvbn(words[:LONGEST_JUDGED] or " ", user_inputs=[*sorted(names), *COMMON_WORDS])
    if found["score"] < SAFE_FROM:
        warning = found["feedback"]["warning"] or GUESSABLE
        why = MADE_OF_NAMES if len(rest) < len(password) / 2 else warning
        raise SoonGuessed(why)


def comparable(email: str) -> str:
    """The one form in which addresses are kept and looked up."""
    return email.strip().lower()


def check_email(email: str) -> str:
    """The address in its comparable form; raise RuleBroken when it cannot be one."""
    address = comparable(email)
    try:
        email_validator.validate_email(address, check_deliverability=False)
    except email_validator.EmailNotValidError as fault:
        raise RuleBroken(
            "%(email)r is not an e-mail address. Write it like name@example.org.", email=email
        ) from fault
    return address


def check_email_or_held(typed: str, is_held: Callable[[str], bool]) -> str:
    """The same, but an address that the desk holds is always one, whatever was thought of it since.

    `is_held` is asked only about what cannot be an address by the rules of now.
    """
    try:
        return check_email(typed)
    except RuleBroken:
        address = comparable(typed)
        if not address.isprintable() or not is_held(address):
            raise
        return address


def check_deactivation(agent_id: int, *, by: int) -> None:
    """Raise RuleBroken when an admin would lock themselves out, and perhaps everybody."""
    if agent_id == by:
        raise RuleBroken("You cannot deactivate yourself. Ask another admin to do it.")


def check_role(typed: str) -> Role:
    """The role of that name; raise RuleBroken for anything else."""
    if typed not in set(Role):
        raise RuleBroken("Choose one of the roles that this page offers.")
    return Role(typed)


def check_admins(left: int) -> None:
    """Raise RuleBroken when nobody would be left who can add people and change their roles."""
    if left == 0:
        raise RuleBroken("The desk always needs an admin. Give somebody else that role first.")


def check_one_time_password(agent_id: int, *, by: int) -> None:
    """Raise RuleBroken when admins would lock themselves out of their own browser."""
    if agent_id == by:
        raise RuleBroken("Change your own password in your settings.")


def check_token_name(name: str) -> str:
    """The name as it is kept; raise RuleBroken for none or one that is too long."""
    cleaned = name.strip()
    if not cleaned:
        raise RuleBroken("Name the token after the program that will use it.")
    if len(cleaned) > 100:
        raise RuleBroken("Shorten the name to 100 characters or less.")
    return cleaned


def check_token_days(typed: str) -> int:
    """After how many days a token expires; raise RuleBroken for anything that is not offered."""
    if typed not in {str(days) for days in CHOICES_OF_DAYS}:
        raise RuleBroken("Choose after how many days the token expires, 365 at most.")
    return int(typed)


def mentioned(text: str, names: Mapping[int, str]) -> set[int]:
    """Whom the words mean by @ and a first name, or the whole name with dots for spaces.

    >>> mentioned("@mia, could @lee.okafor look?", {1: "Mia Brandt", 2: "Lee Okafor", 3: "Lee Ng"})
    {1, 2}
    """
    handles = {handle.rstrip(".").casefold() for handle in _MENTION.findall(text)}
    return {
        agent_id
        for agent_id, name in names.items()
        if handles & {name.casefold().split(" ")[0], ".".join(name.casefold().split())}
    }
