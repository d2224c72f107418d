"""Who gets the next ticket."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """How a new ticket finds somebody."""

    BY_HAND = "by_hand"
    IN_TURN = "in_turn"
    LEAST_BUSY = "least_busy"


@dataclass(frozen=True)
class Candidate:
    """Somebody who is there, and how much they have to do.

    `turn` is a number that was higher each time somebody got a ticket so; 0 for never.
    """

    agent_id: int
    open_tickets: int
    turn: int = 0


def next_agent(way: Way, candidates: Iterable[Candidate], capacity: int) -> int | None:
    """Who gets it: of those below the capacity whoever waited longest, or has least to do.

    None where tickets are given by hand, or nobody has room. Among equals whoever waited longest,
    then the lower number.

    >>> next_agent(Way.LEAST_BUSY, [Candidate(1, 3), Candidate(2, 1)], 20)
    2
    """
    if way is Way.BY_HAND:
        return None
    free = [each for each in candidates if each.open_tickets < capacity]

    def order(each: Candidate) -> tuple[int, int, int]:
        work = each.open_tickets if way is Way.LEAST_BUSY else 0
        return work, each.turn, each.agent_id

    return min(free, key=order).agent_id if free else None
