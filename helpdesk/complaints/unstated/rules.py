"""When what was said to the bot is a complaint, though nobody filed it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from helpdesk.complaints.rules import LONGEST_TEXT
from helpdesk.conversations.rules import HandoffReason

COMPLAINT, NO, STOP = "file_complaint", "deny", "stop"  # as the bot calls what it hears
ASKED_FOR = frozenset({HandoffReason.CUSTOMER_REQUEST, HandoffReason.COMPLAINT})


class Outcome(StrEnum):
    """What became of the complaint that was heard in a chat."""

    RECEIVED = "received"
    DECLINED = "declined"
    FILED = "filed"
    PERSON = "person"


@dataclass(frozen=True)
class Heard:
    """What the customer said and what the bot took it for, how surely from 0 to 1."""

    words: str
    intent: str
    confidence: float
    pressed: bool = False


@dataclass(frozen=True)
class Found:
    """A complaint in the customer's words; `declined` where they did not want to file it."""

    words: str
    declined: bool


def complaint_in(said: Sequence[Heard], *, surely: float) -> Found | None:
    """The messages that complain, at least so surely; None where none does.

    Declined is what the next message says no to, or what a form was left for with a stop. Words
    beyond the longest complaint stay in the chat.
    """
    places = [place for place, each in enumerate(said) if _complains(each, surely)]
    if not places:
        return None
    after = [each.intent for each in said[places[-1] + 1 :]]
    words = "\n\n".join(said[place].words for place in places)
    return Found(words[:LONGEST_TEXT].strip(), after[:1] == [NO] or STOP in after)


def outcome_of(found: Found, *, filed: bool, handed_over: HandoffReason | None) -> Outcome:
    """What a chat that ends makes of it: a person who was asked for it reads it in any case."""
    if filed:
        return Outcome.FILED
    if handed_over in ASKED_FOR:
        return Outcome.PERSON
    return Outcome.DECLINED if found.declined else Outcome.RECEIVED


def _complains(each: Heard, surely: float) -> bool:
    return each.intent == COMPLAINT and not each.pressed and each.confidence >= surely
