"""When a rule answers with a macro, by table."""

from dataclasses import replace
from typing import Any

import pytest

from helpdesk.automation.rules.answering import (
    Addressed,
    Unsaid,
    can_answer,
    check_macro,
    why_unsaid,
)
from helpdesk.automation.rules.terms import AutomationRefused
from helpdesk.macros.rules import Where, Words
from helpdesk.tickets.conditions.rules import Conditions, Seen
from helpdesk.tickets.rules import Priority, TicketState, TicketType

MACRO = Words("Hello", "Hello {customer}", Where.TICKETS)
SEEN = Seen(
    TicketState.OPEN, Priority.NORMAL, TicketType.QUESTION, (), ["late"], "Lost", language="de"
)
TO = Addressed(SEEN)


@pytest.mark.parametrize(
    ("macro", "to", "why"),
    [
        ({}, {}, None),
        ({"conditions": Conditions(language="de", tag="late")}, {}, None),
        ({"conditions": Conditions(language="fr")}, {}, Unsaid.MACRO_NOT_FOR_IT),
        ({"where": Where.CONVERSATIONS}, {}, Unsaid.MACRO_NOT_FOR_IT),
        ({"text": "Yours, {agent}"}, {}, Unsaid.MACRO_NAMES_ITS_SENDER),
        ({"translations": {"de": "{agent}"}}, {}, Unsaid.MACRO_NAMES_ITS_SENDER),
        ({}, {"seen": replace(SEEN, state=TicketState.RESOLVED)}, None),
        ({}, {"seen": replace(SEEN, state=TicketState.CLOSED)}, Unsaid.TICKET_CLOSED),
        ({}, {"leaving": True}, Unsaid.ANSWER_LEAVES),
        ({}, {"answered": True}, Unsaid.NOBODY_WROTE_SINCE),
    ],
)
def test_what_keeps_a_rule_from_answering(
    macro: dict[str, Any], to: dict[str, Any], why: Unsaid | None
) -> None:
    assert why_unsaid(replace(MACRO, **macro), replace(TO, **to)) is why


def test_a_macro_that_is_gone_answers_nobody() -> None:
    assert why_unsaid(None, TO) is Unsaid.MACRO_DELETED


@pytest.mark.parametrize(
    ("macro", "can"),
    [
        (MACRO, True),
        (replace(MACRO, where=Where.EVERYWHERE, conditions=Conditions(language="fr")), True),
        (replace(MACRO, where=Where.CONVERSATIONS), False),
        (replace(MACRO, text="{agent}"), False),
    ],
)
def test_what_a_rule_can_send(macro: Words, can: bool) -> None:
    assert can_answer(macro) is can


@pytest.mark.parametrize(
    ("macro", "fault"),
    [(None, "not there any more"), (replace(MACRO, text="{agent}"), "for chats alone, or names")],
)
def test_a_rule_is_kept_with_none_that_it_cannot_send(macro: Words | None, fault: str) -> None:
    with pytest.raises(AutomationRefused, match=fault):
        check_macro(macro)
