"""Where what is found, and where a page of both kinds goes on."""

from datetime import UTC, datetime

import pytest

from helpdesk.cases.queue.rules import Kind, Tab, Wanted, places_after, tab_of_chat, tab_of_ticket
from helpdesk.conversations.rules import Floor
from helpdesk.platform.errors import RuleBroken
from helpdesk.tickets.rules import TicketState
from helpdesk.web.cursors import Place

THEN = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
CHAT = "0d8cb0a4-39d7-4aa8-b7a4-2f6d2ba2a001"
ME = 7


@pytest.mark.parametrize(
    ("floor", "mine", "tab"),
    [
        (Floor.WAITING, False, Tab.WAITING),
        (Floor.AGENT, True, Tab.MINE),
        (Floor.AGENT, False, Tab.TEAM),
        (Floor.BOT, False, Tab.BOT),
        (Floor.RESOLVED, True, Tab.RESOLVED),
    ],
)
def test_a_chat_is_found_where_its_floor_is(floor: Floor, mine: bool, tab: Tab) -> None:
    assert tab_of_chat(floor, mine=mine) is tab


@pytest.mark.parametrize(
    ("state", "holder", "tab"),
    [
        (TicketState.NEW, None, Tab.WAITING),
        (TicketState.OPEN, ME, Tab.MINE),
        (TicketState.ON_HOLD, ME + 1, Tab.TEAM),
        (TicketState.RESOLVED, ME, Tab.RESOLVED),
        (TicketState.CLOSED, None, Tab.RESOLVED),
    ],
)
def test_a_ticket_is_found_with_who_has_it(
    state: TicketState, holder: int | None, tab: Tab
) -> None:
    assert tab_of_ticket(state, holder, ME) is tab


@pytest.mark.parametrize(
    ("wanted", "chats", "tickets"),
    [
        (Wanted(), True, True),
        (Wanted(kind=Kind.CHAT), True, False),
        (Wanted(kind=Kind.TICKET), False, True),
        (Wanted(Tab.BOT), True, False),
        (Wanted(Tab.BOT, kind=Kind.TICKET), False, False),
    ],
)
def test_what_a_part_of_the_inbox_holds(wanted: Wanted, chats: bool, tickets: bool) -> None:
    assert (wanted.shows(Kind.CHAT), wanted.shows(Kind.TICKET)) == (chats, tickets)


def test_each_kind_goes_on_behind_the_cut() -> None:
    assert places_after(None) == {}
    last_chat = "ffffffff-ffff-ffff-ffff-ffffffffffff"
    assert places_after(Place(THEN, f"chat.{CHAT}")) == {
        Kind.CHAT: Place(THEN, CHAT),
        Kind.TICKET: Place(THEN, "0"),
    }
    assert places_after(Place(THEN, "ticket.12")) == {
        Kind.CHAT: Place(THEN, last_chat),
        Kind.TICKET: Place(THEN, "12"),
    }


@pytest.mark.parametrize(
    "key", ["", "12", "chat.12", "ticket.x", f"ticket.{CHAT}", "chat.", "joke.1"]
)
def test_a_place_that_was_never_given_out_is_refused(key: str) -> None:
    with pytest.raises(RuleBroken, match="Start again"):
        places_after(Place(THEN, key))
