"""What a checklist may hold."""

import pytest

from helpdesk.tickets.checklists.rules import MOST_TEMPLATES, ChecklistRefused, check_name, steps_in


def test_each_line_that_says_something_is_a_step() -> None:
    assert steps_in(" Call  the carrier\r\n\n\x00\nRefund ") == ["Call the carrier", "Refund"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (" \n\n", "one step on each line"), ("x" * 201, "Shorten each step to 200"),
        ("x\n" * 51, "50 steps at most"),
    ],
)  # fmt: skip
def test_too_little_and_too_much_is_refused(typed: str, says: str) -> None:
    with pytest.raises(ChecklistRefused, match=says):
        steps_in(typed)


@pytest.mark.parametrize(
    ("name", "others", "says"),
    [
        (" ", [], "Give the checklist a name"), ("x" * 61, [], "Give the checklist a name"),
        ("refund", ["Refund"], "There is a checklist “refund”"),
        ("Refund", [str(n) for n in range(MOST_TEMPLATES)], "There are 50 checklists"),
    ],
)  # fmt: skip
def test_a_name_that_does_not_tell_it_apart_is_refused(
    name: str, others: list[str], says: str
) -> None:
    with pytest.raises(ChecklistRefused, match=says):
        check_name(name, others)
