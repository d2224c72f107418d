"""The states of a ticket by table, and what may be written on one."""

from itertools import product

import pytest

from helpdesk.tickets.rules import (
    FOR_CUSTOMERS,
    STANDS,
    TicketRefused,
    TicketState,
    check_entry,
    check_state,
    check_ticket,
)

ALLOWED = {
    ("new", "open"),
    ("open", "pending_customer"), ("open", "on_hold"), ("open", "resolved"),
    ("pending_customer", "open"), ("on_hold", "open"),
    ("resolved", "open"), ("resolved", "closed"),
}  # fmt: skip


@pytest.mark.parametrize(("now", "then"), list(product(TicketState, TicketState)))
def test_a_ticket_moves_only_along_the_table(now: TicketState, then: TicketState) -> None:
    if (now, then) in ALLOWED:
        check_state(now, then)
    else:
        with pytest.raises(TicketRefused, match=r"cannot become .* It can become|Open a new"):
            check_state(now, then)


def test_the_refusal_names_what_is_possible() -> None:
    with pytest.raises(TicketRefused, match="On hold, Pending customer or Resolved"):
        check_state(TicketState.OPEN, TicketState.CLOSED)


@pytest.mark.parametrize("state", list(TicketState))
def test_every_state_has_words_for_customers(state: TicketState) -> None:
    status, next_step = FOR_CUSTOMERS[state]
    assert status
    assert next_step.endswith(".")
    assert STANDS[state].endswith(".")


@pytest.mark.parametrize(
    ("subject", "text", "sentence"),
    [
        ("", "It broke", "Give your request a subject"),
        ("  ", "It broke", "Give your request a subject"),
        ("Lid", "", "Describe what happened"),
        ("Lid", "\n", "Describe what happened"),
        ("x" * 201, "It broke", "Shorten the subject to 200"),
        ("Lid", "x" * 20_001, "Shorten the description to 20,000"),
    ],
)
def test_a_ticket_that_says_too_little_or_too_much_is_refused(
    subject: str, text: str, sentence: str
) -> None:
    with pytest.raises(TicketRefused, match=sentence):
        check_ticket(subject, text)


def test_a_ticket_at_the_limits_is_fine() -> None:
    check_ticket("x" * 200, "x" * 20_000)


@pytest.mark.parametrize("state", [state for state in TicketState if state != "closed"])
def test_an_open_ticket_can_be_written_on(state: TicketState) -> None:
    assert check_entry(state, "  Thanks ") == "Thanks"


@pytest.mark.parametrize(
    ("text", "sentence"), [("", "this entry is empty"), ("x" * 20_001, "Shorten the text")]
)
def test_an_entry_that_says_nothing_or_too_much_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(TicketRefused, match=sentence):
        check_entry(TicketState.OPEN, text)


def test_a_closed_ticket_is_not_written_on() -> None:
    with pytest.raises(TicketRefused, match="Open a new one that names its number"):
        check_entry(TicketState.CLOSED, "Thanks")
