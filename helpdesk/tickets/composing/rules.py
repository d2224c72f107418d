"""What may be taken back, and what becomes of it then."""

from dataclasses import dataclass

from helpdesk.platform.errors import RuleBroken
from helpdesk.tickets.rules import LONGEST_TEXT, TicketState

LONGEST_PAUSE = 60  # seconds: whoever wants longer wants a draft


class TooLateToTakeBack(RuleBroken):
    """The reply has left."""


@dataclass(frozen=True)
class Words:
    """What stands in the composer: for the customer or a note, and the state it leads to.

    `inserted` names what it began with of all that was offered, such as `macro:3`.
    """

    text: str
    note: bool = False
    then: TicketState | None = None
    inserted: tuple[str, ...] = ()


def check_kept(text: str) -> str:
    """A draft as it is kept: what is longer than an entry may be is cut, not refused."""
    return text.replace("\x00", "")[:LONGEST_TEXT]


def together(taken_back: str, newer: str) -> str:
    """What stands in the composer when something was begun there meanwhile; neither is lost.

    >>> together("Dear Ada,", "PS")
    'Dear Ada,\\n\\nPS'
    """
    return "\n\n".join(part for part in (taken_back, newer) if part.strip())[:LONGEST_TEXT]
