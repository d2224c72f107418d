"""The dates a complaint promises, by table, and what counts as one."""

from datetime import UTC, datetime
from itertools import product

import pytest

from helpdesk.complaints.rules import (
    FOR_CUSTOMERS,
    STANDS,
    ComplaintRefused,
    ComplaintState,
    acknowledgement,
    check_complaint,
    check_state,
)

ALLOWED = {
    tuple(move.split(">"))
    for move in (
        "received>acknowledged", "received>withdrawn", "received>reclassified",
        "acknowledged>assessed", "acknowledged>withdrawn", "acknowledged>reclassified",
        "assessed>investigating", "assessed>response_proposed", "assessed>withdrawn",
        "investigating>response_proposed", "investigating>withdrawn",
        "response_proposed>decision_communicated", "decision_communicated>closed",
        "decision_communicated>escalated", "escalated>response_proposed",
        "escalated>external_dispute", "external_dispute>decision_communicated",
        "closed>reopened", "reopened>investigating",
    )
}  # fmt: skip


@pytest.mark.parametrize(("now", "then"), list(product(ComplaintState, ComplaintState)))
def test_a_complaint_takes_no_other_step(now: ComplaintState, then: ComplaintState) -> None:
    if (now, then) in ALLOWED:
        check_state(now, then)
    else:
        with pytest.raises(ComplaintRefused, match="cannot become|stays so"):
            check_state(now, then)


@pytest.mark.parametrize("words", ["", " ", "\n\t"])
def test_a_complaint_without_words_is_refused_kindly(words: str) -> None:
    with pytest.raises(ComplaintRefused, match="one sentence is enough"):
        check_complaint(words)


def test_a_complaint_that_is_too_long_is_refused() -> None:
    assert check_complaint(" " + "x" * 20_000) == "x" * 20_000
    with pytest.raises(ComplaintRefused, match="Shorten the text to 20,000"):
        check_complaint("x" * 20_001)


def test_the_acknowledgement_names_number_and_date() -> None:
    words = acknowledgement("C-2026-000007", datetime(2026, 3, 5, 16, 45, tzinfo=UTC))
    assert "C-2026-000007" in words
    assert "by 5 March 2026" in words


@pytest.mark.parametrize("state", list(ComplaintState))
def test_every_state_has_words_for_customers(state: ComplaintState) -> None:
    status, next_step = FOR_CUSTOMERS[state]
    assert status
    assert next_step.endswith(".")
    assert STANDS[state].endswith(".")
