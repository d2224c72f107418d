"""When a part is started again, when it counts as hung, and when it is given up."""

import pytest

from helpdesk.launch.supervision.rules import is_hung, pause_after


@pytest.mark.parametrize(
    ("deaths", "pause"),
    [
        ([0], 1),
        ([0, 2], 2),
        ([0, 2, 5], 4),
        ([0, 2, 5, 10], 8),
        ([0, 2, 5, 10, 19], None),  # the fifth within a minute
        ([0, 2, 5, 10, 59.9], None),
        ([0, 2, 5, 10, 60], 16),  # the first is a minute ago
        ([0, 21, 43, 67, 95, 131], 30),  # each lives for twenty seconds, as Rasa does at least
        ([0, 21, 43, 67, 95, 131, 181], 30),
        ([0, 120], 2),
        ([0, 120.1], 1),  # calm for longer than that: begins anew
        ([0, 2, 5, 500], 1),
        ([0, 2, 5, 500, 502], 2),
    ],
)
def test_the_pause_doubles_with_each_death_until_the_part_is_given_up(
    deaths: list[float], pause: float | None
) -> None:
    assert pause_after(deaths) == pause


@pytest.mark.parametrize(
    ("silent_for", "has_answered", "hung"),
    [
        (0, True, False),
        (30, True, False),
        (30.1, True, True),
        (30.1, False, False),  # it still starts
        (180, False, False),
        (180.1, False, True),
    ],
)
def test_a_part_is_hung_when_it_was_asked_in_vain_for_too_long(
    silent_for: float, has_answered: bool, hung: bool
) -> None:
    assert is_hung(silent_for, has_answered=has_answered) is hung
