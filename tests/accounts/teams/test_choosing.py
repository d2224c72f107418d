"""Who gets the next ticket or chat, by table."""

import pytest

from helpdesk.accounts.teams.choosing import Candidate, Chosen, Lack, Need, Way, choose

BUSY, TURN = Way.LEAST_BUSY, Way.IN_TURN
GERMAN, REFUNDS = frozenset({"de"}), frozenset({"refunds"})


def of(*members: int) -> Need:
    return Need(members=frozenset(members))


@pytest.mark.parametrize(
    ("way", "need", "candidates", "found"),
    [
        (TURN, Need(), [Candidate(1, 5, 1), Candidate(2, 9, 2)], 1),
        (TURN, Need(), [Candidate(1, 0, 2), Candidate(2, 9)], 2),
        (BUSY, Need(), [Candidate(1, 5, 1), Candidate(2, 4, 2)], 2),
        (BUSY, Need(), [Candidate(1, 4, 2), Candidate(2, 4, 1)], 2),
        (BUSY, Need(), [Candidate(2, 4), Candidate(1, 4)], 1),
        (BUSY, of(2), [Candidate(1, 0), Candidate(2, 9)], 2),
        (BUSY, Need("de"), [Candidate(1, 0), Candidate(2, 9, speaks=GERMAN)], 2),
        (BUSY, Need("de"), [Candidate(1, 0), Candidate(2, 10, speaks=GERMAN)], 1),
        (BUSY, Need("de"), [Candidate(1, 3), Candidate(2, 1)], 2),
        (BUSY, Need(skills=REFUNDS), [Candidate(1, 0), Candidate(2, 9, skills=REFUNDS)], 2),
        (TURN, Need(came_back_from=frozenset({1})), [Candidate(1, 0), Candidate(2, 9, 7)], 2),
        (TURN, Need(), [], Lack.NOBODY_HERE),
        (TURN, of(), [Candidate(1, 0)], Lack.EMPTY_TEAM),
        (TURN, of(2), [Candidate(1, 0)], Lack.NOBODY_HERE),
        (TURN, Need(skills=REFUNDS), [Candidate(1, 0)], Lack.NO_SKILL),
        (TURN, Need(came_back_from=frozenset({1})), [Candidate(1, 0)], Lack.CAME_BACK),
        (BUSY, Need(), [Candidate(1, 10), Candidate(2, 11)], Lack.NO_ROOM),
    ],
)
def test_who_is_chosen(
    way: Way, need: Need, candidates: list[Candidate], found: int | Lack
) -> None:
    chosen = choose(way, need, candidates, 10)
    assert (chosen.agent_id if isinstance(chosen, Chosen) else chosen) == found


@pytest.mark.parametrize(
    ("speaks", "said"), [(GERMAN, True), (frozenset({"fr"}), False), (frozenset(), False)]
)
def test_it_is_said_whether_they_speak_the_language(speaks: frozenset[str], said: bool) -> None:
    assert choose(TURN, Need("de"), [Candidate(1, 0, speaks=speaks)], 1) == Chosen(1, speaks=said)
