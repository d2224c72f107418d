"""What a macro may be, whom it is offered for, and what is filled in, by table."""

from dataclasses import replace
from typing import Any

import pytest

from helpdesk.macros.rules import (
    LONGEST_NAME,
    LONGEST_TEXT,
    Elsewhere,
    MacroRefused,
    Where,
    Words,
    began_with,
    check_words,
    filled_in,
    ids_of,
    was_changed,
    why_not_offered,
)
from helpdesk.tickets.conditions.rules import Condition, Conditions, Seen
from helpdesk.tickets.rules import Priority, TicketState, TicketType

GREETING = Words("Greeting", "Hello {customer}, {agent} here.")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Hello {customer}, welcome.", "Hello Alice, welcome."),
        ("Hello {customer}!", "Hello Alice!"),
        ("{number}: done, {agent}", "T-1: done, Bob"),
        ("{nothing} stays out", " stays out"),
    ],
)
def test_variables_are_filled_in(text: str, says: str) -> None:
    assert filled_in(text, {"customer": "Alice", "number": "T-1", "agent": "Bob"}) == says


def test_a_name_that_nobody_knows_goes_with_the_space_before_it() -> None:
    assert filled_in("Hello {customer}, welcome.", {"customer": None}) == "Hello, welcome."


def test_what_a_value_holds_is_not_filled_in_again() -> None:
    assert filled_in("Hello {customer}", {"customer": "{agent}", "agent": "Bob"}) == "Hello {agent}"


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"name": " "}, "Give the macro a name"),
        ({"name": "x" * (LONGEST_NAME + 1)}, "Give the macro a name"),
        ({"text": " "}, "Write what it says"),
        ({"text": "x" * (LONGEST_TEXT + 1)}, "Write what it says"),
        ({"text": "Hello {surname}"}, r"\{surname\} stands for nothing"),
        ({"text": "Hello {}"}, "stands for nothing"),
        ({"translations": {"xx": "Hello"}}, "one of the languages"),
        ({"then": TicketState.CLOSED}, "one of the states"),
    ],
)
def test_what_nobody_could_send_is_refused(typed: dict[str, Any], fault: str) -> None:
    with pytest.raises(MacroRefused, match=fault):
        check_words(replace(GREETING, **typed))


def test_words_are_kept_tidy() -> None:
    kept = check_words(replace(GREETING, name=" Greeting  all ", text=" One\r\ntwo \n"))
    assert (kept.name, kept.text) == ("Greeting all", "One\ntwo")


TICKET = Seen(
    TicketState.OPEN, Priority.HIGH, TicketType.INCIDENT, {1}, ["late"], "Lost", language="de"
)
CHAT = Seen(None, None, None, (), (), "Lost", language="de", channel="conversation")


@pytest.mark.parametrize(
    ("where", "asked", "seen", "why_not"),
    [
        (Where.EVERYWHERE, {}, CHAT, []),
        (Where.TICKETS, {}, TICKET, []),
        (Where.CONVERSATIONS, {}, TICKET, [Elsewhere.ELSEWHERE]),
        (Where.TICKETS, {"language": "de", "tag": "late"}, TICKET, []),
        (Where.TICKETS, {"language": "fr"}, TICKET, [Condition.LANGUAGE]),
        (Where.EVERYWHERE, {"words": ("lost",), "language": "de"}, CHAT, []),
        (Where.EVERYWHERE, {"state": TicketState.OPEN}, CHAT, [Condition.STATE]),
        (
            Where.TICKETS, {"priority": Priority.LOW, "type": TicketType.INCIDENT}, CHAT,
            [Elsewhere.ELSEWHERE, Condition.PRIORITY, Condition.TYPE],
        ),
    ],
)  # fmt: skip
def test_it_is_offered_where_all_of_it_holds(
    where: Where, asked: dict[str, Any], seen: Seen, why_not: list[str]
) -> None:
    words = replace(GREETING, where=where, conditions=Conditions(**asked))
    beside = Where.TICKETS if seen is TICKET else Where.CONVERSATIONS
    assert why_not_offered(words, beside, seen) == why_not


OFFERED = "Hello {customer},\n\nany sturdy box will do. {agent}"


@pytest.mark.parametrize(
    ("sent", "used", "changed"),
    [
        ("Hello Alice,\n\nany sturdy box will do. Bob", True, False),
        ("Hello  Alice, any sturdy box\nwill do. Bob", True, False),
        ("Hello,\n\nany sturdy box will do. Bob", True, False),
        ("Hello Alice,\n\nany strong box will do. Bob", True, True),
        ("PS. Hello Alice,\n\nany sturdy box will do. Bob", True, True),
        ("Any box.", False, True),
        ("", False, True),
    ],
)
def test_what_was_sent_began_with_what_was_offered_or_not(
    sent: str, used: bool, changed: bool
) -> None:
    assert began_with(OFFERED, sent) is used
    assert was_changed(OFFERED, sent) is changed


def test_what_says_nothing_begins_nothing() -> None:
    assert not began_with("{customer}", "Alice")


def test_the_ids_of_one_kind_are_told_from_the_others() -> None:
    assert ids_of("macro", ["macro:3", "reply:4", "macro:x", "macro:", "macro:3"]) == {3}
