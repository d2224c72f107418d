"""Drafts as they are kept and put together."""

import pytest
from pydantic import ValidationError

from helpdesk.tickets.composing.rules import check_kept, together
from helpdesk.tickets.composing.settings import Sending
from helpdesk.tickets.rules import LONGEST_TEXT


@pytest.mark.parametrize(
    ("taken_back", "newer", "both"),
    [
        ("Dear Ada,", "", "Dear Ada,"),
        ("Dear Ada,", " \n", "Dear Ada,"),
        ("Dear Ada,", "PS", "Dear Ada,\n\nPS"),
    ],
)
def test_words_that_come_back_stand_above_newer_ones(
    taken_back: str, newer: str, both: str
) -> None:
    assert together(taken_back, newer) == both


def test_a_draft_is_cut_and_never_refused() -> None:
    assert check_kept("a\x00b") == "ab"
    assert len(check_kept("x" * LONGEST_TEXT * 2)) == LONGEST_TEXT


@pytest.mark.parametrize("pause", ["61", "-1", "ten", "", "1.5", "0000"])
def test_a_pause_is_whole_seconds_up_to_a_minute(pause: str) -> None:
    with pytest.raises(ValidationError, match="whole seconds from 0 to 60"):
        Sending(pause=pause)  # type: ignore[arg-type]


@pytest.mark.parametrize("pause", ["0", "10", "60"])
def test_a_minute_and_none_are_pauses(pause: str) -> None:
    assert Sending(pause=pause).pause == int(pause)  # type: ignore[arg-type]
