"""Who gets the next ticket or chat."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """How new work finds somebody."""

    BY_HAND = "by_hand"
    IN_TURN = "in_turn"
    LEAST_BUSY = "least_busy"


class Lack(StrEnum):
    """Why nobody gets it."""

    EMPTY_TEAM = "empty_team"
    NOBODY_HERE = "nobody_here"
    NO_SKILL = "no_skill"
    CAME_BACK = "came_back"
    NO_ROOM = "no_room"


@dataclass(frozen=True)
class Candidate:
    """Somebody who is there: how much of such work they have, and what they speak and know.

    `turn` is a number that was higher each time work came to them by itself; 0 for never.
    """

    agent_id: int
    load: int
    turn: int = 0
    speaks: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Need:
    """What the work asks for; `members` are its team's, None where it is anybody's.

    `came_back_from` are those who had it and let it wait.
    """

    language: str = ""
    skills: frozenset[str] = frozenset()
    members: frozenset[int] | None = None
    came_back_from: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Chosen:
    """Who gets it; `speaks` says whether they speak the language that it asks for."""

    agent_id: int
    speaks: bool


def choose(way: Way, need: Need, candidates: Iterable[Candidate], capacity: int) -> Chosen | Lack:
    """Of those who may have it and have room, whoever speaks the language before all others.

    Among them whoever has least to do or waited longest for their turn, as the way says; then the
    lower number. A skill that it asks for is a must, a language is not.

    >>> choose(Way.LEAST_BUSY, Need(), [Candidate(1, 3), Candidate(2, 1)], 20).agent_id
    2
    """
    if need.members is not None and not need.members:
        return Lack.EMPTY_TEAM
    steps: tuple[tuple[Lack, Callable[[Candidate], bool]], ...] = (
        (Lack.NOBODY_HERE, lambda each: need.members is None or each.agent_id in need.members),
        (Lack.NO_SKILL, lambda each: need.skills <= each.skills),
        (Lack.CAME_BACK, lambda each: each.agent_id not in need.came_back_from),
        (Lack.NO_ROOM, lambda each: each.load < capacity),
    )
    left = list(candidates)
    for lack, fits in steps:
        left = [each for each in left if fits(each)]
        if not left:
            return lack
    speaking = [each for each in left if need.language in each.speaks]

    def order(each: Candidate) -> tuple[int, int, int]:
        return (each.load if way is Way.LEAST_BUSY else 0), each.turn, each.agent_id

    return Chosen(min(speaking or left, key=order).agent_id, speaks=bool(speaking))
