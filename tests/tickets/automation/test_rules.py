"""Which tickets a rule fits, and which rules are kept, by table."""

from dataclasses import replace
from typing import Any

import pytest

from helpdesk.tickets.automation.rules import (
    LONGEST_WAIT,
    MOST,
    STORM,
    Actions,
    AutomationRefused,
    Conditions,
    Moment,
    Seen,
    Terms,
    check_number,
    check_terms,
    fits,
    is_storm,
)
from helpdesk.tickets.describing.rules import between_commas
from helpdesk.tickets.rules import Priority, TicketState, TicketType

SEEN = Seen(
    TicketState.OPEN, Priority.NORMAL, TicketType.INCIDENT, {1, 2}, ["lost"],
    "My parcel\nI will call my Lawyer", assigned=True,
)  # fmt: skip
TERMS = Terms("Urgent", Moment.OPENED, actions=Actions(priority=Priority.URGENT))


@pytest.mark.parametrize(
    ("conditions", "holds"),
    [
        ({}, True),
        ({"state": TicketState.OPEN}, True), ({"state": TicketState.NEW}, False),
        ({"priority": Priority.NORMAL}, True), ({"priority": Priority.LOW}, False),
        ({"type": TicketType.INCIDENT}, True), ({"type": TicketType.PROBLEM}, False),
        ({"category_id": 1}, True), ({"category_id": 3}, False),
        ({"tag": "lost"}, True), ({"tag": "late"}, False),
        ({"words": ("refund", "lawyer")}, True), ({"words": ("refund",)}, False),
        ({"unassigned": True}, False),
        ({"tag": "lost", "priority": Priority.LOW}, False),
    ],
)  # fmt: skip
def test_all_of_it_must_hold(conditions: dict[str, Any], holds: bool) -> None:
    assert fits(Conditions(**conditions), SEEN) is holds


def test_a_ticket_that_nobody_has_is_unassigned() -> None:
    assert fits(Conditions(unassigned=True), replace(SEEN, assigned=False))


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"name": " "}, "Give the rule a name"),
        ({"actions": Actions()}, "at least one action"),
        ({"actions": Actions(note=" ")}, "at least one action"),
        ({"actions": Actions(note="x" * 2_001)}, "Shorten the note"),
        ({"moment": Moment.UNTOUCHED}, "how many hours"),
        ({"moment": Moment.UNTOUCHED, "hours": LONGEST_WAIT + 1}, "how many hours"),
    ],
)
def test_a_rule_that_does_nothing_or_never_acts_is_refused(
    typed: dict[str, Any], fault: str
) -> None:
    with pytest.raises(AutomationRefused, match=fault):
        check_terms(replace(TERMS, **typed))


def test_hours_count_for_what_waits_alone() -> None:
    assert check_terms(replace(TERMS, hours=5)).hours == 0
    assert check_terms(replace(TERMS, moment=Moment.UNTOUCHED, hours=5)).hours == 5


def test_words_stand_between_commas() -> None:
    assert between_commas(" Lawyer,trading  standards,, lawyer") == ["lawyer", "trading standards"]


def test_bounds() -> None:
    check_number(MOST - 1)
    with pytest.raises(AutomationRefused, match="rules"):
        check_number(MOST)
    assert (is_storm(STORM - 1), is_storm(STORM)) == (False, True)
