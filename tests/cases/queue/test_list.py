"""An agent works through one list: chats and tickets, what is due soonest on top."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy.orm import Session

from helpdesk.accounts.models import Agent
from helpdesk.cases.queue.rules import HEAD_START
from helpdesk.conversations.assigning.teams import give_to_team as give_chat_to_team
from helpdesk.conversations.models import Conversation
from helpdesk.conversations.rules import HandoffReason
from helpdesk.conversations.service.floor import hand_off, resolve, take
from helpdesk.platform.audit import BOT, SYSTEM, Actor
from helpdesk.tickets.assigning.teams import give_to_team
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import TicketState
from helpdesk.tickets.service import assign, leave_in
from tests.conftest import Standing
from tests.make import make_conversation, make_message, make_team, make_ticket
from tests.people import Staff

INBOX = "/console"
LEADS_TO = re.compile(r"/console/(?:conversations|tickets)/([\w-]+)")


def waiting(session: Session, text: str = "My kettle leaks.") -> Conversation:
    conversation, _ = make_conversation(session)
    make_message(session, conversation, text)
    hand_off(session, conversation.id, HandoffReason.MISSING_KNOWLEDGE, actor=BOT)
    session.commit()
    return conversation


def chat_of(session: Session, agent: Agent) -> Conversation:
    conversation = waiting(session)
    take(session, conversation.id, agent)
    session.commit()
    return conversation


def ticket_due(session: Session, frozen: Standing, *, hours: float | None) -> Ticket:
    ticket = make_ticket(session)
    ticket.due_at = frozen.moment + timedelta(hours=hours) if hours is not None else None
    session.commit()
    return ticket


def ticket_of(session: Session, agent: Agent) -> Ticket:
    ticket = make_ticket(session)
    assign(session, ticket, agent, actor=SYSTEM)
    session.commit()
    return ticket


def listed(staff: Staff, asked: str = "", part: str = INBOX) -> list[str]:
    """The ids and numbers of what stands in the list, from top to bottom."""
    page = BeautifulSoup(staff.client.get(f"{part}?{asked}").text, "html.parser")
    found = (LEADS_TO.match(str(link["href"])) for link in page.select("li > a[href]"))
    return [place[1] for place in found if place]


def names(*things: Conversation | Ticket) -> list[str]:
    return [each.number if isinstance(each, Ticket) else str(each.id) for each in things]


def test_chats_and_tickets_stand_among_each_other_by_what_is_due(
    session: Session, frozen: Standing, bob: Staff
) -> None:
    never = ticket_due(session, frozen, hours=None)
    soon = ticket_due(session, frozen, hours=2)
    late = ticket_due(session, frozen, hours=-2)
    far_too_late = ticket_due(session, frozen, hours=-30)
    first = waiting(session)
    frozen.advance(timedelta(minutes=5))
    second = waiting(session)
    assert listed(bob) == names(far_too_late, first, second, late, soon, never)


def test_a_chat_stands_where_a_ticket_would_that_is_late_by_its_head_start(
    session: Session, frozen: Standing, bob: Staff
) -> None:
    hours = HEAD_START / timedelta(hours=1)
    later, earlier = (ticket_due(session, frozen, hours=-hours + more) for more in (0.1, -0.1))
    chat = waiting(session)
    assert listed(bob) == names(earlier, chat, later)


def test_each_tab_holds_both_kinds(session: Session, bob: Staff, carla: Staff) -> None:
    free = waiting(session), make_ticket(session)
    mine = chat_of(session, bob.agent), ticket_of(session, bob.agent)
    hers = chat_of(session, carla.agent), ticket_of(session, carla.agent)
    done = chat_of(session, bob.agent), ticket_of(session, bob.agent)
    resolve(session, done[0].id, actor=Actor.agent(bob.agent.id))
    leave_in(session, done[1], TicketState.RESOLVED, actor=SYSTEM)
    snoozed = make_ticket(session)
    snoozed.snoozed_until = snoozed.created_at + timedelta(days=2)
    session.commit()
    found = {tab: listed(bob, f"tab={tab}") for tab in ("waiting", "mine", "team", "resolved")}
    expected = {"waiting": free, "mine": mine, "team": hers, "resolved": done}
    assert {tab: sorted(there) for tab, there in found.items()} == {
        tab: sorted(names(*there)) for tab, there in expected.items()
    }
    assert listed(bob, "tab=bot") == []


def test_the_counts_are_of_both_and_of_what_is_chosen(session: Session, bob: Staff) -> None:
    team = make_team(session, "Orders", bob.agent)
    chats = [waiting(session) for _ in range(2)]
    tickets = [make_ticket(session) for _ in range(3)]
    give_chat_to_team(session, chats[0].id, team, by=bob.agent)
    give_to_team(session, tickets[0], team, actor=SYSTEM)
    session.commit()

    def count(asked: str) -> str:
        page = BeautifulSoup(bob.client.get(f"{INBOX}?{asked}").text, "html.parser")
        tab = page.select_one('nav[aria-label="Parts of the inbox"] a[aria-current]')
        assert tab
        return tab.get_text(" ", strip=True)

    assert count("") == "Waiting 5"
    assert count("kind=chat") == "Waiting 2"
    assert count(f"team={team.id}") == "Waiting 2"
    assert count("team=mine&kind=ticket") == "Waiting 1"


def test_one_kind_or_one_team_is_chosen_for_both(
    session: Session, bob: Staff, carla: Staff
) -> None:
    orders, plants = make_team(session, "Orders", bob.agent), make_team(session, "Plants")
    chat, of_orders = waiting(session), make_ticket(session)
    of_plants, nobodys = make_ticket(session), make_ticket(session)
    give_chat_to_team(session, chat.id, orders, by=bob.agent)
    give_to_team(session, of_orders, orders, actor=SYSTEM)
    give_to_team(session, of_plants, plants, actor=SYSTEM)
    session.commit()
    assert listed(bob, "kind=chat") == names(chat)
    assert listed(bob, "kind=ticket") == names(of_orders, of_plants, nobodys)
    assert listed(bob, f"team={plants.id}") == names(of_plants)
    assert sorted(listed(bob, "team=mine")) == sorted(names(chat, of_orders))
    assert listed(carla, "team=mine") == []
    assert "cut down to a kind or a team" in carla.client.get(f"{INBOX}?team=mine").text


@pytest.mark.parametrize("asked", ["tab=joke", "kind=joke", "team=x", f"team={'9' * 40}"])
def test_what_an_address_cannot_choose_is_not_chosen(
    session: Session, bob: Staff, asked: str
) -> None:
    chat, ticket = waiting(session), make_ticket(session)
    assert listed(bob, asked) == names(chat, ticket)


@pytest.mark.parametrize("tab", ["waiting", "mine", "team", "resolved"])
def test_a_long_list_is_read_to_its_end_each_entry_once(
    session: Session, frozen: Standing, bob: Staff, carla: Staff, tab: str
) -> None:
    holder = {"waiting": None, "team": carla.agent}.get(tab, bob.agent)
    things: list[Conversation | Ticket] = []
    for number in range(46):
        if number % 3:
            frozen.advance(timedelta(minutes=1))  # some of them at the very same moment
        ticket, chat = ticket_due(session, frozen, hours=None), waiting(session)
        if number % 5:
            ticket.due_at = chat.waiting_since - HEAD_START if chat.waiting_since else None
        if holder:
            assign(session, ticket, holder, actor=SYSTEM)
            take(session, chat.id, holder)
        if tab == "resolved":
            leave_in(session, ticket, TicketState.RESOLVED, actor=SYSTEM)
            resolve(session, chat.id, actor=SYSTEM)
        things += [ticket, chat]
    session.commit()
    found = listed(bob, f"tab={tab}")
    assert len(found) == 40
    page = bob.client.get(f"{INBOX}?tab={tab}").text
    while "after=" in page:
        address = re.findall(r'hx-get="(/console/inbox\?[^"]*after=[^"]*)"', page)[0]
        page = bob.client.get(address.replace("&amp;", "&")).text
        rows = BeautifulSoup(page, "html.parser").select("li > a[href]")
        found += [each[1] for row in rows if (each := LEADS_TO.match(str(row["href"])))]
    assert len(found) == len(set(found)) == len(things)
    assert set(found) == set(names(*things))


@pytest.mark.parametrize(
    "after", ["x", "2026-01-01T00:00:00+00:00~12", "9999-12-31T23:00:00+00:00~ticket.1"]
)
def test_a_cursor_that_was_never_given_out_is_refused(bob: Staff, after: str) -> None:
    assert bob.client.get(INBOX, query_string={"after": after}).status_code == 422


def test_what_customers_wrote_stays_text(session: Session, bob: Staff) -> None:
    make_ticket(session, subject="A <b>broken</b> lid")
    assert "A &lt;b&gt;broken&lt;/b&gt; lid" in bob.client.get(INBOX).text


def steps(page: str) -> dict[str, str]:
    """Where the keys j and k lead."""
    found = BeautifulSoup(page, "html.parser").select("a[data-shortcut=j], a[data-shortcut=k]")
    return {str(a["data-shortcut"]): str(a["href"]) for a in found}


def test_j_and_k_go_from_a_chat_to_a_ticket_and_back(
    session: Session, frozen: Standing, bob: Staff
) -> None:
    ticket = ticket_due(session, frozen, hours=1)
    chat = waiting(session)
    last = ticket_due(session, frozen, hours=2)
    to_chat = steps(bob.client.get(f"{INBOX}?kind=").text)["j"]
    assert to_chat == f"/console/conversations/{chat.id}?tab=waiting"
    to_ticket = steps(bob.client.get(to_chat).text)["j"]
    assert to_ticket == f"/console/tickets/{ticket.number}?tab=waiting"
    asked = f'hx-get="/console/inbox/beside/{ticket.number}?tab=waiting"'
    assert asked in bob.client.get(to_ticket).text
    there = steps(bob.client.get(f"/console/inbox/beside/{ticket.number}?tab=waiting").text)
    assert there == {"k": to_chat, "j": f"/console/tickets/{last.number}?tab=waiting"}


def test_a_ticket_that_was_opened_elsewhere_stands_where_it_belongs(
    session: Session, frozen: Standing, bob: Staff
) -> None:
    mine = ticket_of(session, bob.agent)
    other = ticket_of(session, bob.agent)
    waiting(session)
    there = steps(bob.client.get(f"/console/inbox/beside/{mine.number}").text)
    assert there == {"j": f"/console/tickets/{other.number}?tab=mine"}
    assert bob.client.get("/console/inbox/beside/T-2026-999999").status_code == 404
