"""Agents keep macros of their own, leads keep everybody's, and both are offered beside answers."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpdesk.accounts.service import deactivate_agent
from helpdesk.macros.models import Macro
from helpdesk.macros.rules import Where, Words
from helpdesk.macros.service import add_macro
from helpdesk.platform.audit import SYSTEM, AuditEvent
from helpdesk.tickets.conditions.rules import Conditions
from helpdesk.tickets.rules import Priority, TicketState
from helpdesk.tickets.service import prioritise
from tests.make import make_customer, make_ticket
from tests.people import Customer, Staff

ALL = "/console/settings/macros"
NEW = f"{ALL}/new"
TYPED = {
    "name": "Pictures", "text": "Hello {customer}, pictures of {number}, please. {agent}",
    "where": "tickets", "then": "pending_customer",
}  # fmt: skip


def macros(session: Session) -> list[Macro]:
    return list(session.scalars(select(Macro).order_by(Macro.id)))


def test_a_macro_is_written_once_and_offered_filled_in(session: Session, bob: Staff) -> None:
    assert "No macros yet" in bob.client.get(ALL).text
    assert bob.client.press(NEW, NEW, TYPED).status_code == 303
    ticket = make_ticket(session, make_customer(session, name="Alice"))
    offered = bob.client.get(f"/console/macros/for-ticket/{ticket.number}").text
    assert f"Hello Alice, pictures of {ticket.number}, please. Bob" in offered
    assert 'data-then="pending_customer"' in offered
    assert "Yours alone" in bob.client.get(ALL).text


def test_beside_a_chat_only_what_is_for_chats_in_that_language(
    session: Session, bob: Staff, alice: Customer
) -> None:
    for name, where, language in (
        ("For tickets", Where.TICKETS, ""), ("For chats", Where.CONVERSATIONS, ""),
        ("Auf Deutsch", Where.EVERYWHERE, "de"),
    ):  # fmt: skip
        words = Words(name, "Hello", where, conditions=Conditions(language=language))
        add_macro(session, words, agent=bob.agent, shared=False)
    session.commit()
    address = f"/console/macros/for-conversation/{alice.conversation.id}"
    offered = bob.client.get(address).text
    assert "For chats" in offered
    assert "For tickets" not in offered
    assert "Auf Deutsch" not in offered
    alice.conversation.customer.language = "de"
    session.commit()
    assert "Auf Deutsch" in bob.client.get(address).text


def test_it_speaks_the_language_of_what_the_customer_wrote(session: Session, bob: Staff) -> None:
    bob.client.press(NEW, NEW, {**TYPED, "text-de": "Hallo, Bilder bitte.", "text-fr": " "})
    (macro,) = macros(session)
    assert macro.translations == {"de": "Hallo, Bilder bitte."}
    ticket = make_ticket(session, make_customer(session, name="Alice"))
    address = f"/console/macros/for-ticket/{ticket.number}"
    assert "Hello Alice" in bob.client.get(address).text
    ticket.language = "de"
    session.commit()
    assert "Hallo, Bilder bitte." in bob.client.get(address).text
    assert "Hallo, Bilder bitte." in bob.client.get(f"{ALL}/{macro.id}").text


def test_it_is_offered_where_its_conditions_hold_and_its_page_says_why_not(
    session: Session, bob: Staff
) -> None:
    assert bob.client.press(NEW, NEW, {**TYPED, "priority": "urgent"}).status_code == 303
    ticket = make_ticket(session)
    address = f"/console/macros/for-ticket/{ticket.number}"
    beside = bob.client.get(address).text
    assert "One more is not offered here" in beside
    assert f'href="{ALL}?ticket={ticket.number}"' in beside
    page = bob.client.get(f"{ALL}?ticket={ticket.number}").text
    assert "Not offered there." in page
    assert "What does not fit: Priority." in page
    prioritise(session, ticket, Priority.URGENT, actor=SYSTEM)
    session.commit()
    assert "Pictures" in bob.client.get(address).text
    assert "Offered there." in bob.client.get(f"{ALL}?ticket={ticket.number}").text
    (macro,) = macros(session)
    assert '<option value="urgent" selected' in bob.client.get(f"{ALL}/{macro.id}").text


def test_what_asks_for_a_state_is_not_for_chats(
    session: Session, bob: Staff, alice: Customer
) -> None:
    bob.client.press(NEW, NEW, {**TYPED, "where": "everywhere", "state": "open"})
    chat = alice.conversation.id
    assert "One more" in bob.client.get(f"/console/macros/for-conversation/{chat}").text
    page = bob.client.get(f"{ALL}?conversation={chat}").text
    assert "What does not fit: State." in page
    assert "Beside the chat with" in page


@pytest.mark.parametrize("asked", ["ticket=T-2026-999999", "conversation=x", "conversation="])
def test_beside_what_there_is_not_nothing_is_said(bob: Staff, asked: str) -> None:
    assert bob.client.get(f"{ALL}?{asked}").status_code == 404


def test_it_is_changed_by_whose_it_is_and_goes_when_deleted(session: Session, bob: Staff) -> None:
    bob.client.press(NEW, NEW, TYPED)
    (macro,) = macros(session)
    page = f"{ALL}/{macro.id}"
    assert "pictures of {number}" in bob.client.get(page).text
    assert bob.client.press(page, page, {**TYPED, "name": "Photos"}).status_code == 303
    assert macro.name == "Photos"
    stale = bob.client.press(page, page, {**TYPED, "name": "Images", "seen": "1"})
    assert stale.status_code == 409
    assert (macro.name, "Images" in stale.text) == ("Photos", True)
    bob.client.press(ALL, f"{page}/delete")
    assert macros(session) == []
    kept = session.scalars(select(AuditEvent.action).where(AuditEvent.subject_type == "macro"))
    assert list(kept) == ["created", "changed", "deleted"]


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"text": "Hi {surname}"}, "stands for nothing"),
        ({"text-de": "Hallo {name}"}, "stands for nothing"),
        ({"then": "closed"}, "one of the states"),
    ],
)  # fmt: skip
def test_a_refusal_keeps_what_was_typed(
    session: Session, bob: Staff, typed: dict[str, str], fault: str
) -> None:
    answer = bob.client.press(NEW, NEW, {**TYPED, **typed})
    assert answer.status_code == 422
    assert fault in answer.text
    assert 'value="Pictures"' in answer.text
    assert macros(session) == []


def test_everybodys_are_written_by_leads_and_read_by_all(
    session: Session, bob: Staff, carla: Staff
) -> None:
    assert bob.client.press(NEW, NEW, {**TYPED, "whose": "everybody"}).status_code == 422
    assert carla.client.press(NEW, NEW, {**TYPED, "whose": "everybody"}).status_code == 303
    (macro,) = macros(session)
    assert macro.owner_id is None
    assert "Pictures" in bob.client.get(ALL).text
    assert bob.client.get(f"{ALL}/{macro.id}").status_code == 422
    assert bob.client.submit(f"{ALL}/{macro.id}/delete").status_code == 422
    assert macros(session) == [macro]


def test_a_colleagues_own_is_seen_by_nobody_else_and_goes_with_them(
    session: Session, bob: Staff, carla: Staff, ada: Staff
) -> None:
    words = Words("Mine", "Hello", then=TicketState.RESOLVED)
    macro = add_macro(session, words, agent=bob.agent, shared=False)
    session.commit()
    assert "Mine" not in carla.client.get(ALL).text.replace("Mine alone", "")
    assert carla.client.get(f"{ALL}/{macro.id}").status_code == 422
    deactivate_agent(session, bob.agent.id, by=ada.agent)
    assert macros(session) == []
