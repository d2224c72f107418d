"""What the desk stores as one word has words for agents in their language."""

from enum import StrEnum

import pytest

from helpdesk.accounts.rules import Role
from helpdesk.articles.rules import ArticleState
from helpdesk.complaints.duties.rules import DutyKind
from helpdesk.complaints.handling.rules import (
    DisputeMethod,
    Ending,
    Investigation,
    Nature,
    Reply,
    Verdict,
)
from helpdesk.complaints.rules import ComplaintState, Gravity
from helpdesk.feedback.rules import FeedbackKind, Source, Triage
from helpdesk.languages.catalogues import gettext, speaking
from helpdesk.languages.terms import TERMS, term
from helpdesk.tickets.rules import Priority, TicketState
from helpdesk.web.presentation import words

SHOWN = (
    Role,
    ArticleState,
    ComplaintState,
    DisputeMethod,
    DutyKind,
    Ending,
    Gravity,
    Investigation,
    Nature,
    Reply,
    Verdict,
    FeedbackKind,
    Priority,
    Source,
    TicketState,
    Triage,
)


@pytest.mark.parametrize("kind", SHOWN, ids=lambda kind: kind.__name__)
def test_every_stored_word_that_pages_show_is_a_term(kind: type[StrEnum]) -> None:
    assert {term(value) for value in kind} <= TERMS


def test_a_stored_word_is_said_in_the_agents_language() -> None:
    assert words("pending_customer") == "Pending customer"
    with speaking("de"):
        assert words("pending_customer") == "Wartet auf Kunden"
        assert words(Priority.URGENT) == "Dringend"


def test_a_word_without_a_term_stays_as_it_is() -> None:
    with speaking("de"):
        assert words("carrier_pigeon") == "Carrier pigeon"
        assert gettext("Carrier pigeon") == "Carrier pigeon"
