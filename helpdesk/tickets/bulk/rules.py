"""What may be done to many tickets at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from helpdesk.platform.errors import RuleBroken

MOST = 200


class Act(StrEnum):
    """What is done to each of them."""

    GIVE = "give"
    GIVE_TEAM = "give_team"  # who has a ticket may change with it, so what it was is both
    PRIORITISE = "prioritise"
    CATEGORISE = "categorise"
    ADD_TAG = "add_tag"
    FILL_IN = "fill_in"  # its value is the field's number, a colon, and what is typed
    RESOLVE = "resolve"


# Resolving tells the customers by mail, and no letter comes back.
TAKEN_BACK = frozenset(Act) - {Act.RESOLVE}


class BulkRefused(RuleBroken):
    """Many tickets cannot be changed in that way."""


@dataclass(frozen=True)
class Step:
    """What happens to one ticket: how it stands, how it will, or why nothing happens."""

    number: str
    subject: str
    before: str
    after: str
    fault: str | None = None

    @property
    def changes(self) -> bool:
        """Is there anything to do, and is it possible?"""
        return self.fault is None and self.before != self.after


def check_numbers(numbers: Sequence[str]) -> list[str]:
    """Each once, in their order; raise BulkRefused for none or too many."""
    chosen = list(dict.fromkeys(number.strip().upper() for number in numbers if number.strip()))
    if not chosen:
        raise BulkRefused("Mark the tickets first, then say what to do with them.")
    if len(chosen) > MOST:
        raise BulkRefused("Mark %(most)s tickets at most.", most=MOST)
    return chosen
