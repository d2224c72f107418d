"""Which tickets a rule fits, and which rules are kept, by table."""

from dataclasses import replace
from typing import Any

import pytest

from helpdesk.automation.rules.terms import (
    LONGEST_WAIT,
    MOST,
    STORM,
    Actions,
    AutomationRefused,
    Moment,
    Terms,
    check_number,
    check_terms,
    is_storm,
)
from helpdesk.tickets.conditions.rules import Conditions, Due, Seen, fits
from helpdesk.tickets.describing.rules import between_commas
from helpdesk.tickets.rules import Priority, TicketState, TicketType

SEEN = Seen(
    TicketState.OPEN, Priority.NORMAL, TicketType.INCIDENT, {1, 2}, ["lost"],
    "My parcel\nI will call my Lawyer", agent_id=3, team_id=5, channel="portal",
    domain="shop.example", language="de", due=[Due.NEAR], age=30.5, replies=2, score=2,
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
        ({"unassigned": True}, False), ({"agent_id": 3}, True), ({"agent_id": 4}, False),
        ({"team_id": 5}, True), ({"team_id": 6}, False),
        ({"channel": "portal"}, True), ({"channel": "api"}, False),
        ({"domains": ("other.example", "shop.example")}, True), ({"domains": ("x.y",)}, False),
        ({"language": "de"}, True), ({"language": "fr"}, False),
        ({"due": Due.NEAR}, True), ({"due": Due.MISSED}, False),
        ({"age": 30}, True), ({"age": 31}, False),
        ({"replies": 2}, True), ({"replies": 3}, False),
        ({"score": 2}, True), ({"score": 1}, False),
        ({"tag": "lost", "priority": Priority.LOW}, False),
    ],
)  # fmt: skip
def test_all_of_it_must_hold(conditions: dict[str, Any], holds: bool) -> None:
    assert fits(Conditions(**conditions), SEEN) is holds


def test_a_ticket_that_nobody_has_is_unassigned() -> None:
    assert fits(Conditions(unassigned=True), replace(SEEN, agent_id=None))


def test_what_nobody_rated_is_not_rated_badly() -> None:
    assert not fits(Conditions(score=5), replace(SEEN, score=None))


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"name": " "}, "Give the rule a name"),
        ({"actions": Actions()}, "at least one action"),
        ({"actions": Actions(note=" ")}, "at least one action"),
        ({"actions": Actions(note="x" * 2_001)}, "Shorten the note"),
        ({"actions": Actions(snooze=91)}, "90 days at most"),
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
