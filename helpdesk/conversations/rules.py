"""Who has the floor, what may follow what, and what a customer may send."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from helpdesk.languages.catalogues import N_, gettext, ngettext
from helpdesk.platform.errors import Overtaken, RuleBroken, TooSoon

LONGEST_MESSAGE = 4000
TEAM_SET = "team set"  # as the trail calls it
MOST_ANSWERS = 2
"""To one question: after that many that did not help, a person is asked for."""
SATISFIED_FROM = 4
# A token is renewed while the customer comes back; one that was left behind ends.
TOKEN_LASTS = timedelta(days=7)
# The site says again who is signed in with every page; nothing says that a code's owner left.
IDENTITY_PROVES = timedelta(hours=2)
CODE_PROVES = timedelta(minutes=30)


# The bot answers one message after the other; more than these at once nobody means to ask.
WAITING_IN_CONVERSATION, WAITING_IN_NETWORK = 20, 100
FEW_WAITING = 10
TURNS_TAKE = timedelta(seconds=5)


_CHOICE = re.compile(r"(?P<question>\d{1,18}):(?P<article>\d{1,18}):(?P<anchor>.*)")


class Floor(StrEnum):
    """Who is expected to speak to the customer next."""

    BOT = "bot"
    WAITING = "waiting"
    AGENT = "agent"
    RESOLVED = "resolved"


class Author(StrEnum):
    """Who wrote a message; `system` is the desk itself telling what changed."""

    CUSTOMER = "customer"
    BOT = "bot"
    AGENT = "agent"
    SYSTEM = "system"


class HandoffReason(StrEnum):
    """Why a person is needed; shown to the agent and counted in reports."""

    CUSTOMER_REQUEST = "customer_request"
    MISSING_KNOWLEDGE = "missing_knowledge"
    NOT_UNDERSTOOD = "not_understood"
    COMPLAINT = "complaint"
    TOOL_FAILURE = "tool_failure"
    POLICY_RESTRICTION = "policy_restriction"


FOLLOWS: dict[Floor, frozenset[Floor]] = {
    Floor.BOT: frozenset({Floor.WAITING, Floor.AGENT, Floor.RESOLVED}),
    Floor.WAITING: frozenset({Floor.AGENT, Floor.RESOLVED, Floor.BOT}),
    Floor.AGENT: frozenset({Floor.BOT, Floor.RESOLVED, Floor.WAITING}),
    Floor.RESOLVED: frozenset({Floor.BOT, Floor.AGENT}),
}
_REFUSALS = {
    Floor.RESOLVED: N_("This conversation is resolved. Take it first, or wait for the customer."),
}
_NO_WAY = N_("The floor cannot pass from %(now)s to %(then)s.")


class FloorPassed(Overtaken):
    """The floor went elsewhere since the page was written."""


_HAPPENED = {
    Floor.BOT: N_(
        "%(by)s passed it to the bot meanwhile, so nothing was done. This is how it stands now."
    ),
    Floor.WAITING: N_(
        "%(by)s asked for a person meanwhile, so nothing was done. This is how it stands now."
    ),
    Floor.AGENT: N_(
        "%(by)s took this conversation meanwhile, so nothing was done. This is how it stands now."
    ),
    Floor.RESOLVED: N_(
        "%(by)s resolved this conversation meanwhile, so nothing was done. This is how it stands "
        "now."
    ),
}


_OTHER_TEAM = N_(
    "%(by)s gave this conversation to another team meanwhile, so nothing was done. This is how it "
    "stands now."
)


def check_seen(
    version: int, seen: int | None, *, floor: Floor, by: str, other_team: bool = False
) -> None:
    """Raise FloorPassed when somebody passed it on since the agent looked, to people or a team."""
    if seen is not None and seen != version:
        raise FloorPassed(_OTHER_TEAM if other_team else _HAPPENED[floor], by=by)


class FloorRefused(RuleBroken):
    """The floor cannot go there from here."""


def check_floor(now: Floor, then: Floor) -> None:
    """Raise FloorRefused unless the floor may pass from `now` to `then`."""
    if then not in FOLLOWS[now]:
        raise FloorRefused(_REFUSALS.get(now, _NO_WAY), now=now, then=then)


def floor_after_customer_writes(now: Floor) -> Floor:
    """A resolved conversation starts again with the bot; otherwise nothing changes."""
    return Floor.BOT if now is Floor.RESOLVED else now


def is_proven(verified_until: datetime | None, now: datetime) -> bool:
    """Does what was proven about the customer still hold?"""
    return verified_until is not None and now < verified_until


def check_text(text: str) -> str:
    """The text as it is kept; raise RuleBroken when there is nothing or too much of it."""
    storable = text.encode("utf-8", "replace").decode()  # half an emoji, where a browser cut one
    cleaned = storable.replace("\x00", "").strip()
    if not cleaned:
        raise RuleBroken("Write something first: this message is empty.")
    if len(cleaned) > LONGEST_MESSAGE:
        raise RuleBroken(
            "This message has %(length)s characters and the limit is %(most)s. Send it in parts.",
            length=len(cleaned),
            most=LONGEST_MESSAGE,
        )
    return cleaned


def check_waiting(in_conversation: int, in_network: int) -> None:
    """Raise TooSoon when the bot has enough to answer here, or from where this customer writes."""
    if in_conversation >= WAITING_IN_CONVERSATION or in_network >= WAITING_IN_NETWORK:
        raise TooSoon(
            "What was written before is still being answered. Send this again in a few seconds.",
            TURNS_TAKE,
        )


def turn_priority(in_network: int) -> int:
    """First come, first served, until a network has many messages waiting: its next ones step back.

    Whoever wrote before is not overtaken by their own neighbours as long as they are few.
    """
    return -(in_network // FEW_WAITING)


def for_the_bot(text: str) -> str:
    """Typed text without leading blanks and slashes, which Rasa would read as commands."""
    stripped = text
    while stripped[:1].isspace() or stripped[:1] == "/":
        stripped = stripped[1:]
    return stripped or "?"


def asks_contact(floor: Floor, *, verified: bool, contact: str | None) -> bool:
    """Is the customer asked where an answer reaches them? A stranger, once people are to answer."""
    return floor in {Floor.WAITING, Floor.AGENT} and not verified and contact is None


def expectation(people_available: int, waiting_before: int, *, back: str | None = None) -> str:
    """What the waiting customer can honestly be told; `back` is when people are there again."""
    if not people_available and back:
        return gettext(
            "Nobody is at the desk right now; people are here again %(back)s. "
            "Your message is kept, and a person answers here.",
            back=back,
        )
    if not people_available:
        return gettext(
            "Nobody is at the desk right now. Your message is kept, and a person answers here."
        )
    if waiting_before == 0:
        return gettext("You are next. A person answers here as soon as one is free.")
    return ngettext(
        "%(num)s person before you. A person answers here as soon as one is free.",
        "%(num)s people before you. A person answers here as soon as one is free.",
        waiting_before,
    )


APOLOGY = N_("I'm sorry, something on our side failed and I can't answer that just now.")
_ANOTHER_APOLOGY = N_("Sorry, just now something went wrong on our side, so I can't answer that.")


def apology(session_number: int) -> str:
    """What the bot says when it fails, in other words than the time before."""
    return gettext(APOLOGY if session_number % 2 else _ANOTHER_APOLOGY)


def may_bot_speak(floor: Floor) -> bool:
    """The bot may still finish its sentence while the customer waits, never once a person came."""
    return floor in {Floor.BOT, Floor.WAITING}


def check_speaker(floor: Floor, holder: int | None, agent: int, *, name: str) -> None:
    """Raise FloorRefused when a colleague has the floor."""
    if floor is Floor.AGENT and holder != agent:
        raise FloorRefused(
            "%(name)s has this conversation. Take it over before you reply.", name=name
        )


def check_payload(payload: str, offered: list[dict[str, Any]]) -> dict[str, Any]:
    """The offered button with this payload; raise RuleBroken for one that was never offered."""
    for button in offered:
        if button.get("payload") == payload:
            return button
    raise RuleBroken("That button was not offered in this conversation. Write in your own words.")


def is_rateable(author: Author, view: dict[str, Any] | None) -> bool:
    """Is it an answer from the help centre, and not a choice or the word that there is none?"""
    looked_up = view or {}
    answered = looked_up.get("outcome", "answered") == "answered"
    return author is Author.BOT and bool(looked_up.get("question_id")) and answered


def check_rateable(author: Author, view: dict[str, Any] | None) -> None:
    """Raise RuleBroken unless the message is an answer from the help centre."""
    if not is_rateable(author, view):
        raise RuleBroken("Only answers from the help centre can be rated.")


@dataclass(frozen=True)
class Choice:
    """One of the places in articles that were offered for a question."""

    question_id: int
    article_id: int
    anchor: str

    @property
    def key(self) -> str:
        """As a button carries it."""
        return f"{self.question_id}:{self.article_id}:{self.anchor}"


def choice_of(key: str) -> Choice:
    """The choice with this key; raise RuleBroken where it is none."""
    found = _CHOICE.fullmatch(key)
    if found is None:
        raise RuleBroken("There is no such choice.")
    return Choice(int(found["question"]), int(found["article"]), found["anchor"])


def refusal_of(question_id: int) -> str:
    """What a thumb down tells the bot: something else should answer that question."""
    return f'/deny{{"step": "{question_id}"}}'


def check_score(floor: Floor, score: int) -> None:
    """Raise RuleBroken unless the conversation is over and the score is 1 to 5."""
    if floor is not Floor.RESOLVED:
        raise RuleBroken("You can rate this conversation once it is resolved.")
    if not 1 <= score <= 5:
        raise RuleBroken("Choose a score from 1 to 5.")


def is_satisfied(score: int | None) -> bool:
    """Does the score say that what the customer got is what they needed?"""
    return score is not None and score >= SATISFIED_FROM
